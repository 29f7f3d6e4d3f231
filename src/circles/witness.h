// SPDX-License-Identifier: Apache-2.0
//
// A possible use of the promises: money sent round loops, the shortest loops first, until none is
// left with room. Always feasible, so it is a lower bound of what can be recycled; where it equals
// an upper bound it is the most. One use among many, and it says so wherever it is shown.
#pragma once

#include <cstdint>
#include <vector>

#include "circles/money_graph.h"

namespace gw {

// What a packing may cost before it ends with what it has, in looks at an arc: about two seconds.
inline constexpr std::int64_t kWitnessBudget = 400'000'000;

struct Packed {
    std::vector<LoopFlow> flows;  // amounts above 0, in the order in which they were filled
    bool complete = true;         // false: the steps ran out, and more may fit
};

// No arc carries more than its capacity. REQUIRES: no capacity is open (with_limits) and no loop
// would be of open ones alone. Cost: for each group and each length of its loops a search from both
// ends (two_way_levels.h), at most about `steps`.
Packed pack_shortest_first(const MoneyGraph& graph, const Capacities& capacities,
                           std::int64_t steps = kWitnessBudget);

// What the loops carry together.
std::int64_t total_of(const std::vector<LoopFlow>& flows);

}  // namespace gw
