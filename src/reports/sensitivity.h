// SPDX-License-Identifier: Apache-2.0
//
// What the circularity of a book hangs on: which single deal carries most of it (view deal), and
// whether as much would come about by chance (view chance). Solves hundreds of programmes.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

const std::vector<DimensionName>& sensitivity_views();  // in the order in which help shows them

// The view is options.by: deal (unless it is said) or chance. Throws Error kUsage.
Table sensitivity(const Book& book, const AskOptions& options);

}  // namespace gw
