// SPDX-License-Identifier: Apache-2.0
//
// The loops of a book: which money goes in circles. Makes hops of counted legs, has loops.h find
// the loops, and lays them out. Bottlenecks of loops share hops and are never added.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Legs of the buckets committed, conditional and announced, unless the query names buckets itself.
Table loops(const Book& book, const AskOptions& options);

}  // namespace gw
