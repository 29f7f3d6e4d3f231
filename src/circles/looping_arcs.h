// SPDX-License-Identifier: Apache-2.0
//
// Which arcs lie on a qualifying loop of bounded length, without listing the loops: one loop found
// settles all of its arcs, so there are at most as many searches as arcs.
#pragma once

#include <cstdint>
#include <vector>

#include "circles/money_graph.h"

namespace gw {

inline constexpr std::int64_t kLoopingBudget = 100'000'000;  // about a second

struct LoopingArcs {
    std::vector<char> on_a_loop;  // by arc
    bool complete = true;         // false: the steps ran out, and there may be more
};

// Arcs with a capacity of 0 are not there. REQUIRES: max_length >= 2. Cost: linear in practice; at
// worst the steps allowed, looks at an arc.
LoopingArcs looping_arcs(const MoneyGraph& graph, const Capacities& capacities, int max_length,
                         std::int64_t steps = kLoopingBudget);

}  // namespace gw
