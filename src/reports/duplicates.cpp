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

// What two tellings of one promise have in common, and when each was first heard: looked up once.
struct Telling {
    std::tuple<int, int, int, Period, int> what;   // payer, payee, kind, per and currency
    std::pair<std::int64_t, std::int64_t> amount;  // its ends; -1: open
    Day heard{};
    int leg = 0;

    auto promise() const { return std::tie(what, amount); }
    auto order() const { return std::tie(what, amount, heard, leg); }
};

std::vector<Telling> tellings_of(const World& world) {
    std::vector<Telling> all;
    for (const int position : world.legs) {
        const LegFacts& leg = world.leg(position);
        const Day heard = world.facts.deals[at(leg.deal)].events.front().day;
        if (leg.currency < 0 || leg.amount.unknown() || heard == kEndOfTime) continue;
        all.push_back({{world.payer_group(position), world.payee_group(position), leg.kind, leg.per,
                        leg.currency},
                       {leg.amount.lo.value_or(-1), leg.amount.hi.value_or(-1)},
                       heard,
                       position});
    }
    std::sort(all.begin(), all.end(),
              [](const Telling& a, const Telling& b) { return a.order() < b.order(); });
    return all;
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
    const std::vector<Telling> tellings = tellings_of(world);
    const DealPairs linked = read_linked(book.db(), world.facts);
    std::vector<Doubt> doubts;
    for (std::size_t i = 1; i < tellings.size(); ++i)
        for (std::size_t j = i; j-- > 0;) {
            const Telling& later = tellings[i];
            const Telling& earlier = tellings[j];
            if (earlier.promise() != later.promise() ||
                add_days(earlier.heard, kDaysApart) < later.heard)
                break;
            const int one = world.leg(earlier.leg).deal;
            const int other = world.leg(later.leg).deal;
            if (one == other || linked.contains({one, other})) continue;
            doubts.push_back(doubt_of(world, later.leg, earlier.leg));
            break;
        }
    std::sort(doubts.begin(), doubts.end(),
              [](const Doubt& a, const Doubt& b) { return a.subject < b.subject; });
    return doubts;
}

}  // namespace gw
