// SPDX-License-Identifier: Apache-2.0
//
// When what is promised is paid: exposure spread over periods by the payment profiles of its legs.
// "Schedule" of docs/meaning.md. Periods and what is undated always add up to the exposure.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Without options.period every period in which a leg is paid. Throws Error kUsage as exposure does.
Table schedule(const Book& book, const AskOptions& options);

}  // namespace gw
