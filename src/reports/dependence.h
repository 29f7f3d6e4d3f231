// SPDX-License-Identifier: Apache-2.0
//
// How much of a group's revenue depends on another: what that one owes it itself, and what others
// owe it out of what that one owes them (`funded_by`), through any number of hands.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// The first two words without a colon are the payee and the party it depends on; the others are
// query words. Throws Error kUsage.
Table dependence(const Book& book, const AskOptions& options);

}  // namespace gw
