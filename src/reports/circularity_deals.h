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

// What can be recycled of these legs, by reading; nullopt: no limit.
std::array<std::optional<Int128>, 3> recycled_of(const CircularMoney& money);

}  // namespace gw
