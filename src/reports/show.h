// SPDX-License-Identifier: Apache-2.0
//
// Everything the book holds about one deal, one party or one row: every filled cell with the source
// it rests on, what each leg counts for, and every claim about it, agreeing or not.
#pragma once

#include <string>

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// `id`: a party (any spelling), a deal, or a row as claims name it ("legs/aws-openai-38bn/1").
// Throws Error kUsage with suggestions if it is none of these.
Table show(const Book& book, const std::string& id, const AskOptions& options);

}  // namespace gw
