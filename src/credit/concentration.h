// SPDX-License-Identifier: Apache-2.0
//
// How much hangs on how few: for each class and bucket the Herfindahl-Hirschman index and the
// shares of the largest 1, 3 and 5, by payer (who an order book depends on) or another dimension.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// Sum of the squared shares of `amounts` in parts of 10,000: 10,000 is one party alone, 0 nothing.
// In whole numbers throughout; amounts of more than 2^56 in all lose digits below the sixteenth.
// REQUIRES: amounts >= 0.
int herfindahl_index(std::vector<Int128> amounts);

struct AmountRange {
    Int128 lo = 0;
    std::optional<Int128> hi;  // nullopt: no limit
};

// Between what the index lies whatever the amounts turn out to be, each between its ends, in parts
// of 10,000 and rounded outwards; nullopt if there can be nothing. The lower bound is met by some
// amounts, the upper one may be missed by little. n log n. REQUIRES: 0 <= lo <= hi.
std::optional<std::pair<int, int>> herfindahl_bounds(const std::vector<AmountRange>& amounts);

// By options.by, else by payer. Throws Error kUsage as exposure does. Cost: as exposure.
Table concentration(const Book& book, const AskOptions& options);

}  // namespace gw
