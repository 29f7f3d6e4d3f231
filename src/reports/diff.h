// SPDX-License-Identifier: Apache-2.0
//
// The world on two days: which legs were added, moved, changed or ended, with the sources of the
// events, and the change in each total. The listed changes add up to the changes in the totals.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// By what --by can group the changes; in the order in which help shows them.
const std::vector<DimensionName>& change_dimensions();

// The first of options.words is DATE or DATE..DATE (of a partial date its last day; one date: with
// the end of time), the others are the query, asked on each of the two days. No rows: nothing
// differs. Throws Error kUsage.
Table diff(const Book& book, const AskOptions& options);

}  // namespace gw
