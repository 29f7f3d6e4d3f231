// SPDX-License-Identifier: Apache-2.0
//
// Who owes whom: counted legs summed by payer and payee group, or by any dimensions, never across
// classes or buckets.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Throws Error kUsage for a query or a dimension that is not known. Cost: linear in the book's
// legs.
Table exposure(const Book& book, const AskOptions& options);

}  // namespace gw
