// SPDX-License-Identifier: Apache-2.0
//
// Where sources disagree: every claim whose value differs from what the book stores in that field.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Query words select deals (claims about a deal's rows) and parties (claims about a party's rows).
Table conflicts(const Book& book, const AskOptions& options);

}  // namespace gw
