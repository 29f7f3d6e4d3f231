// SPDX-License-Identifier: Apache-2.0
//
// Who owns whom, directly and in the end, through chains of the stakes that the book knows on a
// day. Shares are intervals, as stakes are.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// options.words are the companies asked about; none: all that somebody holds. Throws Error kUsage.
Table ownership(const Book& book, const AskOptions& options);

}  // namespace gw
