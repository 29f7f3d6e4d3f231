// SPDX-License-Identifier: Apache-2.0
//
// Gross circular revenue, an upper bound of what can be recycled: a circulation of money in which a
// group earns 1 for each unit that reaches it as spending and leaves it as funding, at most what
// can return to it. A unit that turns at two groups on its way counts at both.
#pragma once

#include <cstdint>
#include <vector>

#include "circles/lemon_flow.h"
#include "circles/money_graph.h"
#include "circles/returnable.h"

namespace gw {

// REQUIRES: no capacity is open (with_limits); `returns` is returnable() of the same, none of them
// open. Funding in kind is a loop of two of its own, beside what turns in cash.
std::int64_t most_turned(const MoneyGraph& graph, const Capacities& capacities,
                         const std::vector<Return>& returns);

// The same by one of LEMON's algorithms, whatever the size.
std::int64_t most_turned_by(Circulator circulator, const MoneyGraph& graph,
                            const Capacities& capacities, const std::vector<Return>& returns);

}  // namespace gw
