// SPDX-License-Identifier: Apache-2.0
#include "reports/loop_legs.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "book/schema.h"
#include "book/table_scan.h"
#include "cells/position.h"
#include "table/figure.h"

namespace gw {
namespace {

// The days between which planned payments of a leg lie, by leg.
using PlannedFlows = std::unordered_map<int, DateRange>;

PlannedFlows read_planned_flows(const Db& db, const Facts& facts) {
    PlannedFlows flows;
    if (is_surely_empty(db, "flows")) return flows;
    Statement rows = db.prepare(schema_text("queries", "planned_flows"));
    while (rows.step()) {
        const int leg = find_leg(facts, find_slug(facts.deals, rows.text(0)),
                                 static_cast<int>(rows.integer(1)));
        if (leg < 0) continue;
        const DateRange date = read_dates(rows, 2);
        const auto [known, added] = flows.emplace(leg, date);
        if (added) continue;
        DateRange& span = known->second;
        span.lo = span.lo && date.lo ? std::optional(std::min(*span.lo, *date.lo)) : std::nullopt;
        span.hi = span.hi && date.hi ? std::optional(std::max(*span.hi, *date.hi)) : std::nullopt;
    }
    return flows;
}

// First and last possible day of payment: on start for `upfront`, by planned flows for `milestone`,
// else from start to end, an end that is not given being start and term.
DateRange payment_days(const LegFacts& leg, const DateRange* planned) {
    if (leg.profile == Profile::kMilestone && planned != nullptr) return *planned;
    if (leg.profile == Profile::kUpfront) return leg.start;
    DateRange days{leg.start.lo, leg.end.hi};
    if (leg.end.unknown() && leg.start.hi && leg.term_months > 0)
        days.hi = add_days(add_months(*leg.start.hi, leg.term_months), -1);
    return days;
}

// The days on which a leg is selected and counts: it can only change where its deal has an event or
// it begins or ends.
std::vector<DaySpan> selected_days(const World& world, int position, const BucketFilter& buckets) {
    const LegFacts& leg = world.leg(position);
    std::vector<Day> changes{agreed_day(world.facts, leg)};
    for (const EventFacts& event : world.facts.deals[at(leg.deal)].events)
        changes.push_back(event.day);
    if (leg.ended.hi) changes.push_back(*leg.ended.hi);
    std::sort(changes.begin(), changes.end());
    changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
    std::vector<DaySpan> spans;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const Day from = changes[i];
        if (!buckets.accepts(bucket_on(world.facts, leg, from)) ||
            !world.selection.matches_leg(position, from))
            continue;
        const Day to = i + 1 < changes.size() ? changes[i + 1] : add_days(kEndOfTime, 1);
        if (!spans.empty() && spans.back().to == from)
            spans.back().to = to;
        else
            spans.push_back({from, to});
    }
    return spans;
}

LoopLeg loop_leg(const World& world, int position, const PlannedFlows& flows) {
    const LegFacts& leg = world.leg(position);
    const Counted& counted = world.counted[at(position)];
    const auto planned = flows.find(position);
    const DateRange paid = payment_days(leg, planned == flows.end() ? nullptr : &planned->second);
    LoopLeg made;
    made.payer = world.payer_group(position);
    made.payee = world.payee_group(position);
    made.deal = leg.deal;
    made.funding = !is_spend(leg);
    made.in_kind = is_in_kind(leg);
    made.known = !counted.unknown;
    made.amount = counted.amount;
    made.amount.lo = counted.amount.lo.value_or(0);
    made.pays_from = paid.lo;
    made.pays_until = paid.hi;
    return made;
}

}  // namespace

bool is_spend(const LegFacts& leg) {
    return kLegKinds[leg.kind].leg_class == LegClass::kSpend;
}
bool is_in_kind(const LegFacts& leg) {
    return kLegKinds[leg.kind].name == "warrant" || kLegKinds[leg.kind].name == "grant";
}

bool makes_a_hop(const Facts& facts, const LegFacts& leg) {
    const int payer = facts.groups[at(leg.payer)];
    const int payee = facts.groups[at(leg.payee)];
    if (payer == payee || facts.parties[at(payer)].unnamed || facts.parties[at(payee)].unnamed)
        return false;
    const LegClass leg_class = kLegKinds[leg.kind].leg_class;
    return leg_class == LegClass::kSpend || leg_class == LegClass::kCapital ||
           kLegKinds[leg.kind].name == "warrant";
}

std::vector<LoopLeg> loop_legs(const Db& db, const World& world, const BucketFilter& buckets) {
    const PlannedFlows flows = read_planned_flows(db, world.facts);
    std::vector<char> selected(world.facts.legs.size(), 0);
    for (const int position : world.legs)
        selected[at(position)] = 1;
    std::vector<LoopLeg> legs;
    for (std::size_t i = 0; i < world.facts.legs.size(); ++i) {
        const int position = static_cast<int>(i);
        if (!makes_a_hop(world.facts, world.facts.legs[i])) continue;
        std::vector<DaySpan> spans = selected_days(world, position, buckets);
        if (spans.empty()) continue;
        LoopLeg leg = loop_leg(world, position, flows);
        leg.counted = selected[i] != 0 && buckets.accepts(world.counted[i].bucket);
        if (leg.counted) leg.bucket = *world.counted[i].bucket;
        leg.selected = std::move(spans);
        legs.push_back(std::move(leg));
    }
    return legs;
}

std::string only_the_largest(std::size_t loops) {
    return fmt::format(
        "only the {} loops that can carry most as stated were looked at; a query or --max-length "
        "asks for fewer",
        format_grouped(static_cast<Int128>(loops)));
}

}  // namespace gw
