// SPDX-License-Identifier: Apache-2.0
//
// How much money can go in circles: what can be recycled, returned and attributed, each in three
// readings with its denominator. All of it says "can", not "does". "Circular financing" in
// docs/meaning.md; docs/circular-financing.md tells it with cases.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Legs of the buckets committed, conditional and announced, unless the query names buckets itself.
Table circularity(const Book& book, const AskOptions& options);

}  // namespace gw
