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

// Loops and amounts above 0, in the order in which they were filled; no arc carries more than its
// capacity. REQUIRES: no capacity is open (with_limits) and no loop would be of open ones alone.
// Cost: a search over the graph for each group and each length of its loops.
std::vector<LoopFlow> pack_shortest_first(const MoneyGraph& graph, const Capacities& capacities);

// What the loops carry together.
std::int64_t total_of(const std::vector<LoopFlow>& flows);

}  // namespace gw
