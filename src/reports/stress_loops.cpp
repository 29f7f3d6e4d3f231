// SPDX-License-Identifier: Apache-2.0
#include "reports/stress_loops.h"

#include <algorithm>
#include <utility>

#include "cells/position.h"
#include "circles/loops.h"

namespace gw {
namespace {

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

// The group by which alone less is paid, so that it is on every loop that carries less; -1: there
// are several.
int only_payer_of_less(const std::vector<LoopLeg>& legs, const std::vector<LoopLeg>& left) {
    int only = -1;
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const bool same =
            legs[i].counted == left[i].counted && legs[i].amount.stated == left[i].amount.stated;
        if (same || legs[i].payer == only) continue;
        if (only >= 0) return -1;
        only = legs[i].payer;
    }
    return only;
}

}  // namespace

LoopChanges loop_changes(const Db& db, const StressCase& stress, int max_length) {
    const World& world = stress.world();
    const std::vector<LoopLeg> legs = loop_legs(db, world, stress.buckets());
    const std::vector<LoopLeg> left = legs_after(stress, legs);
    FoundLoops found = find_loops(legs, static_cast<int>(world.facts.parties.size()),
                                  {.max_length = max_length,
                                   .through = only_payer_of_less(legs, left),
                                   .most = kLoopsStressed,
                                   .dated = false});
    std::sort(found.loops.begin(), found.loops.end(),
              [](const Loop& a, const Loop& b) { return a.groups < b.groups; });
    const auto after = amounts_among(left, found.loops);
    LoopChanges changes{{}, !found.more && !found.stopped};
    for (std::size_t i = 0; i < found.loops.size(); ++i) {
        const std::vector<int>& members = found.loops[i].groups;
        const Int128 amount = found.loops[i].bottleneck.stated;
        if (after[i] == amount) continue;
        std::string name;
        for (const int group : members)
            name += world.party(group) + ">";
        changes.loops.push_back(
            {name + world.party(members.front()), members.size(), amount, after[i].value_or(0)});
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
