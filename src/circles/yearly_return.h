// SPDX-License-Identifier: Apache-2.0
//
// Returnable money in the order of years: what comes back to a group if what is paid in a year can
// be spent in that year or later, never before. At most what returnable.h says. A maximum flow in
// the network of groups and years (time-expanded, after Ford and Fulkerson, "Constructing maximal
// dynamic flows from static flows", Operations Research 6, 1958).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circles/money_graph.h"

namespace gw {

inline constexpr int kUndated = -1;

// What an arc pays in a year.
struct YearlyArc {
    int arc = 0;
    int year = kUndated;      // counted from 0; kUndated: any year, and whatever is fed by it too
    std::int64_t amount = 0;  // kOpenCapacity: open
};

// The most of `group`'s funding that can return to it; nullopt: no limit. REQUIRES: years below
// `years`; the amounts that are not open add up to less than kMostCapacity. Cost: a maximum flow
// over groups times years.
std::optional<std::int64_t> yearly_return(const MoneyGraph& graph, int years,
                                          const std::vector<YearlyArc>& tranches, int group);

}  // namespace gw
