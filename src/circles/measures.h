// SPDX-License-Identifier: Apache-2.0
//
// The measures of one reading of a money graph together: what can return to whom, what can be
// recycled at once, and the bounds around it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circles/loop_packing.h"
#include "circles/money_graph.h"
#include "circles/returnable.h"
#include "circles/witness.h"

namespace gw {

// Arcs on loops up to which the exact answer is sought; beyond it the bracket of witness and upper
// bound stands. Solves of this size take about a second: docs/circular-financing.md.
inline constexpr std::size_t kMostExactArcs = 4000;

struct Measured {
    std::vector<Return> returns;  // by group
    bool open = false;  // a loop of open capacities alone: nothing below holds, there is no limit
    std::vector<LoopFlow> use;  // one possible use, shortest loops first
    bool use_complete = true;   // false: the search for it ended at its budget
    std::int64_t witness = 0;   // what it carries
    std::int64_t upper = 0;
    std::optional<Recycled> recycled;  // exact; nullopt: too large, or the budget ran out
    bool tried = false;                // the exact answer was sought
    // Bounds of what can be recycled, in whole units; equal if `recycled` is there.
    Int128 least = 0;
    Int128 most = 0;
    Capacities limited;  // by which it was solved

    // The return of a group; nullptr: it has none.
    const Return* return_to(int group) const;
};

// What the searches may cost, in the steps of witness.h and loop_packing.h.
struct MeasureBudget {
    std::int64_t witness = kWitnessBudget;
    std::int64_t exact = kSolveBudget;
};

Measured measure(LoopPacking& packing, const MoneyGraph& graph, const Capacities& capacities,
                 Limits limits = Limits::kSkip, MeasureBudget budget = {});

// Whether a loop of open capacities alone is there, so that nothing limits what is recycled.
bool has_open_loop(const MoneyGraph& graph, const Capacities& capacities);

// What can be recycled, without the returns, the witness and the upper bound where the exact answer
// needs none of them. REQUIRES: !has_open_loop().
Measured measure_recycled(LoopPacking& packing, const MoneyGraph& graph,
                          const Capacities& capacities, MeasureBudget budget = {});

}  // namespace gw
