// SPDX-License-Identifier: Apache-2.0
//
// Whose funding the recycled money is. What is lost without a group's funding, and Shapley's fair
// split: what the group adds on average, over all orders in which the groups could come together
// (Shapley, "A value for n-person games", 1953). The split adds up to what is recycled.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circles/loop_packing.h"
#include "circles/money_graph.h"

namespace gw {

// The capacities without any funding by the group, in kind too.
Capacities without_funding(const MoneyGraph& graph, const Capacities& capacities, int group);

// By how much less is surely recycled without it, in whole units: the prices of `recycled` bound
// what is left from above (weak duality of linear programmes). Cost: linear in the arcs.
Int128 least_lost_without(const MoneyGraph& graph, const Capacities& capacities,
                          const Recycled& recycled, int group);

inline constexpr std::size_t kExactPlayers = 10;
inline constexpr int kShapleyOrders = 200;

struct ShapleyShare {
    int group = 0;
    double amount = 0;  // currency units
    double error = 0;   // standard error of a sample; 0: exact
};

// The split over `players`, in their order: all subsets for up to kExactPlayers of them, else
// `orders` seeded random orders (the same ones every time). nullopt: a solve was given up.
// REQUIRES: no capacity is open.
std::optional<std::vector<ShapleyShare>> shapley_shares(LoopPacking& packing,
                                                        const MoneyGraph& graph,
                                                        const Capacities& capacities,
                                                        const std::vector<int>& players,
                                                        int orders = kShapleyOrders);

}  // namespace gw
