// SPDX-License-Identifier: Apache-2.0
#include "reports/duplicates.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "book/schema.h"
#include "cells/cells.h"
#include "cells/position.h"

namespace gw {
namespace {

constexpr int kDaysApart = 45;

using DealPairs = std::set<std::pair<int, int>>;

DealPairs read_linked(const Db& db, const Facts& facts) {
    DealPairs pairs;
    Statement rows = db.prepare(schema_text("queries", "linked_deals"));
    while (rows.step()) {
        const int one = find_slug(facts.deals, rows.text(0));
        const int other = find_slug(facts.deals, rows.text(1));
        pairs.emplace(one, other);
        pairs.emplace(other, one);
    }
    return pairs;
}

Day first_heard(const World& world, int leg) {
    return world.facts.deals[at(world.leg(leg).deal)].events.front().day;
}

auto promise_of(const World& world, int position) {
    const LegFacts& leg = world.leg(position);
    return std::tuple(world.payer_group(position), world.payee_group(position), leg.kind, leg.per,
                      leg.currency, leg.amount.lo, leg.amount.hi);
}

Doubt doubt_of(const World& world, int leg, int earlier) {
    const LegFacts& facts = world.leg(leg);
    return {"legs/" + world.leg_name(leg),
            fmt::format("{} pays {} {} {} ({}) in {} too: is it one promise told twice?",
                        world.party(world.payer_group(leg)), world.party(world.payee_group(leg)),
                        format_amount({facts.amount, facts.approx}),
                        world.facts.currencies[at(facts.currency)], kLegKinds[facts.kind].name,
                        world.leg_name(earlier))};
}

}  // namespace

std::vector<Doubt> find_likely_duplicates(CheckedBook& book) {
    const World& world = book.world();
    std::vector<int> legs;
    for (const int position : world.legs)
        if (const LegFacts& leg = world.leg(position);
            leg.currency >= 0 && !leg.amount.unknown() && first_heard(world, position) < kEndOfTime)
            legs.push_back(position);
    const auto order = [&](int leg) {
        return std::tuple(promise_of(world, leg), first_heard(world, leg), leg);
    };
    std::sort(legs.begin(), legs.end(), [&](int a, int b) { return order(a) < order(b); });
    const DealPairs linked = read_linked(book.db(), world.facts);
    std::vector<Doubt> doubts;
    for (std::size_t i = 1; i < legs.size(); ++i)
        for (std::size_t j = i; j-- > 0;) {
            if (promise_of(world, legs[j]) != promise_of(world, legs[i]) ||
                add_days(first_heard(world, legs[j]), kDaysApart) < first_heard(world, legs[i]))
                break;
            const int one = world.leg(legs[j]).deal;
            const int other = world.leg(legs[i]).deal;
            if (one == other || linked.contains({one, other})) continue;
            doubts.push_back(doubt_of(world, legs[i], legs[j]));
            break;
        }
    std::sort(doubts.begin(), doubts.end(),
              [](const Doubt& a, const Doubt& b) { return a.subject < b.subject; });
    return doubts;
}

}  // namespace gw
