// SPDX-License-Identifier: Apache-2.0
#include "circles/measures.h"

#include <algorithm>
#include <utility>

#include "circles/turns.h"

namespace gw {

namespace {

std::size_t arcs_of(const Capacities& usable) {
    return static_cast<std::size_t>(
        std::count_if(usable.begin(), usable.end(), [](std::int64_t one) { return one > 0; }));
}

// Bounds that round to one dollar are the exact answer; others are bounds still.
void tighten(Measured& measured, std::optional<Recycled> found) {
    if (!found) return;
    if (found->least.rounded() == found->most.rounded()) {
        measured.least = measured.most = found->most.rounded();
        measured.recycled = std::move(found);
        return;
    }
    const Int128 above = found->most.numerator / found->most.denominator + 1;
    measured.least = std::max(measured.least, found->least.numerator / found->least.denominator);
    measured.most = std::min(measured.most, above);
}

}  // namespace

const Return* Measured::return_to(int group) const {
    const auto found =
        std::lower_bound(returns.begin(), returns.end(), group,
                         [](const Return& one, int wanted) { return one.group < wanted; });
    return found != returns.end() && found->group == group ? &*found : nullptr;
}

Measured measure(LoopPacking& packing, const MoneyGraph& graph, const Capacities& capacities,
                 Limits limits, MeasureBudget budget) {
    Measured measured;
    measured.returns = returnable(graph, capacities, limits);
    measured.limited = with_limits(capacities);
    measured.open = std::any_of(measured.returns.begin(), measured.returns.end(),
                                [](const Return& one) { return one.open; });
    if (measured.open) return measured;
    Packed packed = pack_shortest_first(graph, measured.limited, budget.witness);
    measured.use = std::move(packed.flows);
    measured.use_complete = packed.complete;
    measured.witness = total_of(measured.use);
    measured.upper = most_turned(graph, measured.limited, measured.returns);
    const Capacities usable = within_parts(graph, capacities);
    measured.least = measured.witness;
    measured.most = measured.upper;
    measured.tried = arcs_of(usable) <= kMostExactArcs;
    if (measured.tried) tighten(measured, packing.solve(measured.limited, budget.exact));
    return measured;
}

bool has_open_loop(const MoneyGraph& graph, const Capacities& capacities) {
    Capacities open;
    for (const std::int64_t capacity : capacities)
        open.push_back(capacity == kOpenCapacity ? 1 : 0);
    return std::find(open.begin(), open.end(), 1) != open.end() && !returnable(graph, open).empty();
}

Measured measure_recycled(LoopPacking& packing, const MoneyGraph& graph,
                          const Capacities& capacities, MeasureBudget budget) {
    const Capacities usable = within_parts(graph, capacities);
    if (arcs_of(usable) <= kMostExactArcs) {
        Measured measured;
        measured.limited = with_limits(capacities);
        tighten(measured, packing.solve(measured.limited, budget.exact));
        if (measured.recycled) return measured;
    }
    return measure(packing, graph, capacities, Limits::kSkip, budget);
}

}  // namespace gw
