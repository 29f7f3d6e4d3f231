// SPDX-License-Identifier: Apache-2.0
//
// Gross and net, pair by pair: what one group owes another, what it is owed, and the difference, in
// each class and bucket by itself. Nothing is set off in law by being shown here.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// A party that the query names stands first in its pairs; else the smaller slug does. Throws Error
// kUsage for a query that cannot be understood. Cost: n log n in legs.
Table net(const Book& book, const AskOptions& options);

}  // namespace gw
