// SPDX-License-Identifier: Apache-2.0
//
// The counted legs of funding and spending as one money graph with a capacity for each reading, and
// back from its arcs to legs. The measures of circular financing start here.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "circles/money_graph.h"
#include "counting/sums.h"
#include "reports/loop_legs.h"
#include "reports/world.h"

namespace gw {

// Surely, as stated, at most.
enum class Reading : std::uint8_t { kLo, kStated, kHi };
inline constexpr std::array<Reading, 3> kReadings{Reading::kLo, Reading::kStated, Reading::kHi};

// What is added up of counted legs by the readings of circular financing: surely there are only
// committed legs, at their lower ends.
struct LegSum {
    Sum sum;
    std::size_t committed_legs = 0;
    void add(const Counted& counted);
};

struct CircularMoney {
    MoneyGraph graph;                      // groups are parties of the world
    std::array<Capacities, 3> capacities;  // by reading; an unknown amount is 0, 0, open
    std::array<Capacities, 2> presence;    // 1 where a committed leg is, and where any leg is
    std::vector<std::vector<int>> legs;    // of each arc
    LegSum funding;                        // of all counted legs, of groups without a name too
    LegSum spending;
    std::vector<LegSum> funding_by;    // by payer group
    std::vector<LegSum> spending_for;  // by payee group

    const Capacities& at(Reading reading) const { return capacities[index_of(reading)]; }
};

// Throws Error kData if the amounts are beyond what is computed exactly (kMostCapacity).
CircularMoney circular_money(const World& world, const BucketFilter& buckets);

// The same legs as if they were all there is: `wanted` by position in facts.legs.
CircularMoney circular_money(const World& world, const std::vector<int>& legs);

// How many groups pay or are paid.
std::size_t groups_with_hops(const MoneyGraph& graph);

// "nvidia>openai" of an arc.
std::string arc_name(const World& world, const MoneyArc& arc);

}  // namespace gw
