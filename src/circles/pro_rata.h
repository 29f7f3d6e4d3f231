// SPDX-License-Identifier: Apache-2.0
//
// Pro-rata return: what of a group's funding comes back to it as spending if every group spends
// what it is paid in proportion to its recorded payments, and keeps what it has no payments for. A
// point estimate beside the bound of returnable.h, which it never exceeds.
#pragma once

#include <cstdint>
#include <optional>

#include "circles/money_graph.h"

namespace gw {

// What an iteration may cost before it is given up, in steps from group to group: some 20 ms.
inline constexpr std::int64_t kProRataBudget = 10'000'000;

// In currency units; nullopt: the sweeps did not settle within the budget. Funding in kind is no
// cash that could be passed on and is left out. REQUIRES: no capacity is open. Cost: a linear solve
// over the groups from which the money can come back, cubic in them up to 400 and by iteration
// above; accurate to about 1e-9 of the answer.
std::optional<double> pro_rata_return(const MoneyGraph& graph, const Capacities& capacities,
                                      int group);

}  // namespace gw
