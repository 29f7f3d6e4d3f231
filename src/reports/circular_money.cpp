// SPDX-License-Identifier: Apache-2.0
#include "reports/circular_money.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "cells/position.h"
#include "text/error.h"

namespace gw {
namespace {

ArcKind kind_of(const LegFacts& leg) {
    if (is_spend(leg)) return ArcKind::kSpending;
    return is_in_kind(leg) ? ArcKind::kInKind : ArcKind::kFunding;
}

bool is_funding_or_spending(const LegFacts& leg) {
    return is_spend(leg) || is_in_kind(leg) || kLegKinds[leg.kind].leg_class == LegClass::kCapital;
}

std::int64_t narrow(Int128 amount) {
    if (amount < Int128{kMostCapacity}) return static_cast<std::int64_t>(amount);
    throw Error(Exit::kData,
                fmt::format("circularity is exact up to {} USD in all; the amounts here are more",
                            kMostCapacity),
                "select fewer legs, or mend an amount: gigawatch exposure --by leg --sort -stated");
}

std::array<Capacities, 3> to_capacities(const std::vector<LegSum>& arcs) {
    std::array<Capacities, 3> capacities;
    Int128 all = 0;
    for (const LegSum& arc : arcs) {
        capacities[0].push_back(narrow(arc.sum.lo));
        capacities[1].push_back(narrow(arc.sum.stated));
        capacities[2].push_back(arc.sum.open ? kOpenCapacity : narrow(arc.sum.hi));
        narrow(all += std::max(arc.sum.stated, arc.sum.hi));
    }
    return capacities;
}

}  // namespace

void LegSum::add(const Counted& counted) {
    Readings amount = counted.amount;
    const bool committed = counted.bucket == Bucket::kCommitted;
    if (!committed) amount.lo = 0;
    if (committed) ++committed_legs;
    sum.add(amount, false);
    if (counted.unknown) ++sum.unknown;
    if (counted.unconverted) ++sum.unconverted;
}

CircularMoney circular_money(const World& world, const std::vector<int>& legs) {
    CircularMoney money;
    money.graph.groups = static_cast<int>(world.facts.parties.size());
    money.funding_by.resize(world.facts.parties.size());
    money.spending_for.resize(world.facts.parties.size());
    std::map<std::tuple<int, int, ArcKind>, std::vector<int>> arcs;
    for (const int leg : legs) {
        const LegFacts& facts = world.leg(leg);
        const Counted& counted = world.counted[at(leg)];
        if (!is_funding_or_spending(facts)) continue;
        const bool spend = is_spend(facts);
        (spend ? money.spending : money.funding).add(counted);
        (spend ? money.spending_for[at(world.payee_group(leg))]
               : money.funding_by[at(world.payer_group(leg))])
            .add(counted);
        if (makes_a_hop(world.facts, facts))
            arcs[{world.payer_group(leg), world.payee_group(leg), kind_of(facts)}].push_back(leg);
    }
    std::vector<LegSum> sums;
    for (auto& [key, members] : arcs) {
        const auto [payer, payee, kind] = key;
        LegSum& sum = sums.emplace_back();
        for (const int leg : members)
            sum.add(world.counted[at(leg)]);
        money.graph.arcs.push_back({payer, payee, kind});
        money.presence[0].push_back(sum.committed_legs > 0 ? 1 : 0);
        money.presence[1].push_back(1);
        money.legs.push_back(std::move(members));
    }
    money.capacities = to_capacities(sums);
    return money;
}

CircularMoney circular_money(const World& world, const BucketFilter& buckets) {
    std::vector<int> legs;
    for (const int leg : world.legs)
        if (buckets.accepts(world.counted[at(leg)].bucket)) legs.push_back(leg);
    return circular_money(world, legs);
}

std::size_t groups_with_hops(const MoneyGraph& graph) {
    std::set<int> groups;
    for (const MoneyArc& arc : graph.arcs)
        groups.insert({arc.payer, arc.payee});
    return groups.size();
}

std::string arc_name(const World& world, const MoneyArc& arc) {
    return fmt::format("{}>{}", world.party(arc.payer), world.party(arc.payee));
}

}  // namespace gw
