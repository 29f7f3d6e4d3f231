// SPDX-License-Identifier: Apache-2.0
//
// Why two totals differ, leg by leg, until nothing is left: of two queries, of two days, or of a
// query and a file of published rows. Every class and bucket is closed by itself.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// options.words are the queries A and B, each one argument; B is A if it is not given. A is asked
// on options.on, B on options.and_on if that is given; or B is the file options.published. Throws
// Error kUsage for what is no two totals, kData for a file that cannot be understood.
Table reconcile(const Book& book, const AskOptions& options);

}  // namespace gw
