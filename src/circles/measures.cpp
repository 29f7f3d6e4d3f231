// SPDX-License-Identifier: Apache-2.0
#include "circles/measures.h"

#include <algorithm>

#include "circles/turns.h"
#include "circles/witness.h"

namespace gw {

const Return* Measured::return_to(int group) const {
    const auto found =
        std::lower_bound(returns.begin(), returns.end(), group,
                         [](const Return& one, int wanted) { return one.group < wanted; });
    return found != returns.end() && found->group == group ? &*found : nullptr;
}

Measured measure(LoopPacking& packing, const MoneyGraph& graph, const Capacities& capacities) {
    Measured measured;
    measured.returns = returnable(graph, capacities);
    measured.limited = with_limits(capacities);
    measured.open = std::any_of(measured.returns.begin(), measured.returns.end(),
                                [](const Return& one) { return one.open; });
    if (measured.open) return measured;
    measured.use = pack_shortest_first(graph, measured.limited);
    measured.witness = total_of(measured.use);
    measured.upper = most_turned(graph, measured.limited, measured.returns);
    const Capacities usable = within_parts(graph, capacities);
    const auto arcs = static_cast<std::size_t>(
        std::count_if(usable.begin(), usable.end(), [](std::int64_t one) { return one > 0; }));
    if (arcs <= kMostExactArcs) measured.recycled = packing.solve(measured.limited);
    return measured;
}

}  // namespace gw
