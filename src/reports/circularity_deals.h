// SPDX-License-Identifier: Apache-2.0
//
// The deals that closed loops: how many each closed, on which day, and what it added to the money
// that can be recycled that day.
#pragma once

#include "book/db.h"
#include "reports/circularity_views.h"

namespace gw {

// By day, then deal. Cost: six linear programmes a deal.
Table circular_deals(const Db& db, const CircularAnswer& answer);

// What can be recycled of some legs.
struct RecycledAmounts {
    std::array<std::optional<Int128>, 3> amounts;  // by reading; nullopt: no limit
    bool exact = true;                             // false: bounds, as recycled_amount() tells
};
RecycledAmounts recycled_of(const CircularMoney& money, const AskOptions& options);

}  // namespace gw
