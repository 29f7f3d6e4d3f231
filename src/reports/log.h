// SPDX-License-Identifier: Apache-2.0
//
// The history, newest first: without words one row per change set; of a deal, a party or a row, one
// row for every cell that a change set changed.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// options.words: an ID, or nothing. Throws Error kUsage for an ID that the history does not know.
Table log(const Book& book, const AskOptions& options);

}  // namespace gw
