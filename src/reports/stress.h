// SPDX-License-Identifier: Apache-2.0
//
// What happens when parties pay only part of what they owe, or deals are cancelled: who receives
// how much less, by party, hop or round, which loops break, and how many gigawatts hang on it.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

const std::vector<DimensionName>& stress_views();  // in the order in which help shows them

// The view is options.by: party (unless it is said), hop, loop, layer. Throws Error kUsage.
Table stress(const Book& book, const AskOptions& options);

}  // namespace gw
