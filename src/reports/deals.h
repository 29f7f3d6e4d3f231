// SPDX-License-Identifier: Apache-2.0
//
// The list of deals and programmes: status on the day, headline, legs, power and how many sources
// speak of each. A headline is a control figure in the deal's own currency; it is never summed.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Counted in C++ rather than by the view deal_statuses: grouping sources in SQL alone took longer
// than all the rest.
Table deals(const Book& book, const AskOptions& options);

}  // namespace gw
