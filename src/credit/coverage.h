// SPDX-License-Identifier: Apache-2.0
//
// How much of a programme's headline its deals cover. A headline is a control figure: it is set
// beside what is covered and never added to anything.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Covered is the live spend, of any bucket, of the programme's deals and of those of its
// sub-programmes, without legs that only pass on what another pays, each leg once, never capital.
// Throws Error kUsage for a query that cannot be understood. Cost: linear in legs for each
// programme that is shown.
Table coverage(const Book& book, const AskOptions& options);

}  // namespace gw
