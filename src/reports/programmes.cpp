// SPDX-License-Identifier: Apache-2.0
#include "reports/programmes.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/position.h"
#include "reports/facts.h"
#include "reports/flows.h"

namespace gw {
namespace {

// The deals that are part of each deal, directly.
std::vector<std::vector<int>> read_parts(const Db& db, const Facts& facts) {
    std::vector<std::vector<int>> parts(facts.deals.size());
    Statement rows = db.prepare(schema_text("queries", "programme_parts"));
    while (rows.step()) {
        const int part = find_slug(facts.deals, rows.text(0));
        const int whole = find_slug(facts.deals, rows.text(1));
        if (part < 0 || whole < 0)
            damaged(fmt::format("links/{}/part_of/{}", rows.text(0), rows.text(1)),
                    "a deal is not there");
        parts[at(whole)].push_back(part);
    }
    return parts;
}

// All that is part of a programme, at any depth, each once.
std::vector<int> members_of(int programme, const std::vector<std::vector<int>>& parts) {
    std::vector<char> seen(parts.size(), 0);
    seen[at(programme)] = 1;
    std::vector<int> members;
    std::vector<int> open{programme};
    while (!open.empty()) {
        const int deal = open.back();
        open.pop_back();
        for (const int part : parts[at(deal)]) {
            if (seen[at(part)] != 0) continue;
            seen[at(part)] = 1;
            members.push_back(part);
            open.push_back(part);
        }
    }
    return members;
}

// A headline converts as a leg does that was agreed with the programme's first event.
Readings headline_in_base(const Facts& facts, int deal, const Interval& amount,
                          std::string_view currency) {
    LegFacts leg;
    leg.deal = deal;
    leg.amount = amount;
    const auto found = std::find(facts.currencies.begin(), facts.currencies.end(), currency);
    if (currency == "USD") return full_amount(leg);
    if (found == facts.currencies.end()) return {};
    leg.currency = static_cast<int>(found - facts.currencies.begin());
    return full_amount_in_base(facts, leg).value_or(Readings{});
}

void add_deal(const World& world, int deal, const std::vector<char>& passes_on,
              Programme& programme) {
    for (int leg = first_leg(world.facts, deal); leg < first_leg(world.facts, deal + 1); ++leg) {
        const Counted& counted = world.counted[at(leg)];
        if (!counted.counts() || passes_on[at(leg)] != 0 ||
            kLegKinds[world.leg(leg).kind].leg_class != LegClass::kSpend)
            continue;
        programme.covered.add(counted, world.leg(leg).approx);
        programme.by_bucket[index_of(*counted.bucket)].add(counted, world.leg(leg).approx);
    }
}

}  // namespace

std::vector<Programme> read_programmes(const Db& db, const World& world) {
    const auto parts = read_parts(db, world.facts);
    const std::vector<char> passes_on = read_pass_through(db, world.facts, world.counted);
    std::vector<Programme> programmes;
    Statement rows = db.prepare(schema_text("queries", "programmes"));
    while (rows.step()) {
        Programme programme;
        programme.deal = find_slug(world.facts.deals, rows.text(0));
        if (!world.selection.is_everything() && !world.selection.matches_deal(programme.deal))
            continue;
        programme.headline = headline_in_base(world.facts, programme.deal,
                                              {rows.optional_integer(2), rows.optional_integer(3)},
                                              rows.is_null(5) ? std::string_view() : rows.text(5));
        for (const int deal : members_of(programme.deal, parts)) {
            programme.deals += world.facts.deals[at(deal)].programme ? 0 : 1;
            add_deal(world, deal, passes_on, programme);
        }
        programmes.push_back(programme);
    }
    return programmes;
}

}  // namespace gw
