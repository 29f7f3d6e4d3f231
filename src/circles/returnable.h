// SPDX-License-Identifier: Apache-2.0
//
// Returnable money: the most of a group's funding that can come back to it as revenue, whatever
// others do with the same arcs. Not additive over groups, since they share arcs. "Circular
// financing" in docs/meaning.md.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "circles/max_flow.h"
#include "circles/money_graph.h"

namespace gw {

struct Return {
    int group = 0;
    std::int64_t amount = 0;  // above 0; nothing if `open`
    bool open = false;        // no limit: a loop of open capacities alone comes back to the group
    std::vector<int>
        limits;  // arcs of a minimum cut, if asked for; of `open`, those of such a loop
};

enum class Limits : std::uint8_t { kSkip, kFind };

// R of every group that has any, by group. Funding out of the group, spending back into it, the
// group itself not passed on the way. Cost: a maximum flow for each group with both.
std::vector<Return> returnable(const MoneyGraph& graph, const Capacities& capacities,
                               Limits limits = Limits::kFind);

// Groups of the strongly connected parts that have a loop, by number: where money can go round.
// Cost: about linear.
std::vector<int> circular_groups(const MoneyGraph& graph, const Capacities& capacities);

// A shortest loop of open capacities alone that funding of `group` starts and spending into it
// ends; nullopt: there is none. REQUIRES: `paying` is by payer.
std::optional<ArcLoop> open_loop(const MoneyGraph& graph, const Capacities& capacities,
                                 const ArcIndex& paying, int group);

// Groups with funding out and spending in (funding in kind counts), by number.
std::vector<int> vendors(const MoneyGraph& graph, const Capacities& capacities);

}  // namespace gw
