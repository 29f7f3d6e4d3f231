// SPDX-License-Identifier: Apache-2.0
//
// How a query was read: in full, with every name as its slug, and how many legs, tranches and deals
// each of its terms left. For --explain of any command that takes a query.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// A row for each condition, of what the conditions above it left; those below one are set in.
// Throws Error kUsage for a query that cannot be understood.
Table explain_query(const Book& book, const AskOptions& options);

}  // namespace gw
