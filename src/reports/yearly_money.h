// SPDX-License-Identifier: Apache-2.0
//
// The money graph spread over calendar years, as the schedule of each leg spreads it: what the
// returns in the order of years are computed from.
#pragma once

#include <array>
#include <vector>

#include "book/db.h"
#include "circles/yearly_return.h"
#include "reports/circular_money.h"

namespace gw {

// Calendar years from the first in which a leg is paid that are told apart; all later ones are one.
inline constexpr int kMostYears = 100;

struct YearlyMoney {
    int years = 0;
    std::array<std::vector<YearlyArc>, 3> tranches;  // by reading; each arc and year once
};

// Of the arcs that loops can use. What has no date is undated. Cost: linear in legs times years.
YearlyMoney yearly_money(const Db& db, const World& world, const CircularMoney& money);

}  // namespace gw
