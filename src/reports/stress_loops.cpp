// SPDX-License-Identifier: Apache-2.0
#include "reports/stress_loops.h"

#include <map>

#include "cells/position.h"
#include "circles/loops.h"

namespace gw {
namespace {

std::map<std::vector<int>, Int128> loops_of(const std::vector<LoopLeg>& legs, int groups,
                                            int max_length) {
    std::map<std::vector<int>, Int128> amounts;
    const FoundLoops found = find_loops(legs, groups, LoopQuestion{.max_length = max_length});
    for (const Loop& loop : found.loops)
        amounts[loop.groups] = loop.bottleneck.stated;
    return amounts;
}

// A leg's share of what its payer pays after, of what it paid before: less by as much as the payer
// pays less of what it owes. Rounded to the unit at each of the two steps.
Int128 left_of(Int128 amount, const StressOutcome& outcome, std::size_t payer) {
    const auto whole = [](Int128 money) { return static_cast<std::int64_t>(money); };
    const Int128 paid =
        multiply_and_round(amount, whole(outcome.after.paid[payer]), outcome.after.owed[payer]);
    return multiply_and_round(paid, whole(outcome.before.owed[payer]), outcome.before.paid[payer]);
}

// What is left of the legs where their payers pay less, and without what is cancelled.
std::vector<LoopLeg> legs_after(const StressCase& stress, std::vector<LoopLeg> legs) {
    const StressOutcome& ample = stress.terms().front().ample;
    for (LoopLeg& leg : legs) {
        if (stress.cancelled(leg.deal)) leg.counted = false;
        if (leg.in_kind) continue;
        const Int128 before = ample.before.paid[at(leg.payer)] * ample.after.owed[at(leg.payer)];
        const Int128 after = ample.after.paid[at(leg.payer)] * ample.before.owed[at(leg.payer)];
        if (after < before) leg.amount.stated = left_of(leg.amount.stated, ample, at(leg.payer));
    }
    return legs;
}

}  // namespace

std::vector<LoopChange> loop_changes(const Db& db, const StressCase& stress, int max_length) {
    const World& world = stress.world();
    const auto groups = static_cast<int>(world.facts.parties.size());
    const std::vector<LoopLeg> legs = loop_legs(db, world, stress.buckets());
    const auto before = loops_of(legs, groups, max_length);
    const auto after = loops_of(legs_after(stress, legs), groups, max_length);
    std::vector<LoopChange> changes;
    for (const auto& [members, amount] : before) {
        const auto left = after.find(members);
        const Int128 now = left == after.end() ? Int128{0} : left->second;
        if (left != after.end() && now == amount) continue;
        std::string name;
        for (const int group : members)
            name += world.party(group) + ">";
        changes.push_back({name + world.party(members.front()), members.size(), amount, now});
    }
    return changes;
}

std::set<int> deals_at_risk(const StressCase& stress) {
    const StressTerm& term = stress.terms().front();
    std::set<int> deals;
    for (const StressHop& hop : term.year.hops)
        for (const int leg : hop.legs) {
            const int deal = stress.world().leg(leg).deal;
            if (stress.cancelled(deal) || term.pays_less(hop.payer)) deals.insert(deal);
        }
    return deals;
}

}  // namespace gw
