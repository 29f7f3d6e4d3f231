// SPDX-License-Identifier: Apache-2.0
//
// Dollars per gigawatt, deal by deal: spend set beside the tranches of the same deal and bucket, in
// each layer and basis by itself, since these are never added up.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Deals with both spend and tranches that count. Least: the amount's lower end over the most power;
// most: the other way round. Throws Error kUsage for a query that cannot be understood. Cost:
// linear in legs and tranches.
Table per_gw(const Book& book, const AskOptions& options);

}  // namespace gw
