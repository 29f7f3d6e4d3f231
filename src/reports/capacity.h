// SPDX-License-Identifier: Apache-2.0
//
// Gigawatts: counted tranches summed by layer, basis and bucket, which are never added to each
// other, and by user, stage and the days on which they come online, or by other dimensions.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

Table capacity(const Book& book, const AskOptions& options);

}  // namespace gw
