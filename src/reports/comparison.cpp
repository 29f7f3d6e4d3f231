// SPDX-License-Identifier: Apache-2.0
#include "reports/comparison.h"

#include <fmt/core.h>

#include <algorithm>

#include "cells/position.h"
#include "query/ask.h"
#include "query/written.h"

namespace gw {
namespace {

std::vector<char> legs_in_total(const World& world) {
    std::vector<char> in(world.facts.legs.size(), 0);
    for (const int leg : world.legs)
        in[at(leg)] = 1;
    return in;
}

auto name_of(const World& world, int leg) {
    return std::pair(std::string_view(world.deal(world.leg(leg).deal)), world.leg(leg).number);
}

// Legs of both books side by side; both are sorted by their names.
std::vector<LegPair> pair_up(const World& a, const World& b) {
    std::vector<LegPair> pairs;
    const int legs_a = static_cast<int>(a.facts.legs.size());
    const int legs_b = static_cast<int>(b.facts.legs.size());
    for (int i = 0, j = 0; i < legs_a || j < legs_b;) {
        LegPair pair;
        const bool has_both = i < legs_a && j < legs_b;
        const auto order = has_both     ? name_of(a, i) <=> name_of(b, j)
                           : i < legs_a ? std::strong_ordering::less
                                        : std::strong_ordering::greater;
        if (std::is_lteq(order)) pair.a = i++;
        if (std::is_gteq(order)) pair.b = j++;
        pairs.push_back(pair);
    }
    return pairs;
}

bool same_amount(const Counted& a, const Counted& b) {
    return a.amount.lo == b.amount.lo && a.amount.stated == b.amount.stated &&
           a.amount.hi == b.amount.hi && a.unknown == b.unknown && a.unconverted == b.unconverted &&
           a.absorbed == b.absorbed;
}

Change change_of_leg(const World& a, const World& b, const LegPair& pair) {
    if (!pair.in_a && !pair.in_b) return Change::kSame;
    if (!pair.in_a) return Change::kAdded;
    if (!pair.in_b) return Change::kGone;
    if (key_of(a, pair.a) != key_of(b, pair.b)) return Change::kMoved;
    return same_amount(a.counted[at(pair.a)], b.counted[at(pair.b)]) ? Change::kSame
                                                                     : Change::kAmount;
}

std::string on_day(std::string_view what, Day day) {
    return day == kEndOfTime ? std::string(what) : fmt::format("{} on {}", what, format_day(day));
}

// The name of a leg of one world in the other; -1: not there.
int same_leg(const World& from, int leg, const World& to) {
    if (&from.facts == &to.facts) return leg;
    return find_leg(to.facts, find_slug(to.facts.deals, from.deal(from.leg(leg).deal)),
                    from.leg(leg).number);
}

// Whether a part takes the same off its whole in both worlds; -1: it is not there.
bool same_part(const World& a, int in_a, const World& b, int in_b) {
    const auto taken = [](const World& world, int leg) {
        const bool is_taken =
            leg >= 0 && world.counted[at(leg)].bucket && !world.counted[at(leg)].absorbed;
        return is_taken ? full_amount(world.leg(leg)) : Readings{};
    };
    const Readings before = taken(a, in_a);
    const Readings after = taken(b, in_b);
    return before.lo == after.lo && before.hi == after.hi;
}

std::string absorbed_text(const World& world, int leg) {
    if (!world.counted[at(leg)].absorbed) return {};
    return fmt::format("; adds nothing, being in {}", world.leg_name(world.leg(leg).within));
}

std::vector<std::string> texts_of(const World& world, int leg, const std::vector<std::string>& by) {
    const LegKey key = key_of(world, leg);
    std::vector<std::string> texts;
    for (const std::string& name : by)
        texts.push_back(name == "payer"    ? key.payer
                        : name == "payee"  ? key.payee
                        : name == "class"  ? key.leg_class
                        : name == "bucket" ? key.bucket
                                           : world.deal(world.leg(leg).deal));
    return texts;
}

// The first of the query's terms that leaves a leg out.
std::string refusing_term(const Selection& selection, int leg) {
    Selection::Nodes nodes;
    for (const QueryNode& node : selection.query().operands) {
        nodes.push_back(&node);
        if (!selection.matches_leg(nodes, leg)) return write_query(node);
    }
    return "the query";
}

}  // namespace

Comparison::Comparison(const World& before, const World& after)
    : a(before), b(after), legs(pair_up(before, after)) {
    const std::vector<char> in_a = legs_in_total(a);
    const std::vector<char> in_b = legs_in_total(b);
    for (LegPair& pair : legs) {
        pair.in_a = pair.a >= 0 && in_a[at(pair.a)] != 0;
        pair.in_b = pair.b >= 0 && in_b[at(pair.b)] != 0;
        pair.change = change_of_leg(a, b, pair);
    }
    for (std::size_t i = 0; i < b.facts.legs.size(); ++i)
        if (b.facts.legs[i].within >= 0)
            parts_.emplace_back(b.facts.legs[i].within, static_cast<int>(i));
    std::sort(parts_.begin(), parts_.end());
}

std::string why_absent(const World& world, int leg) {
    if (leg < 0) return "not in the book";
    const LegFacts& facts = world.leg(leg);
    const DealFacts& deal = world.facts.deals[at(facts.deal)];
    if (!world.counted[at(leg)].bucket) {
        const EventFacts* event = latest_event(deal, world.on);
        if (event == nullptr && deal.events.empty()) return "its deal has no event";
        if (event == nullptr) return on_day("first event", deal.events.front().day);
        if (!bucket_of(event->status, facts.firmness))
            return on_day(kStatusNames[index_of(event->status)], event->day);
        if (facts.ended.hi && *facts.ended.hi <= world.on) return on_day("ended", *facts.ended.hi);
        return on_day("agreed", agreed_day(world.facts, facts));
    }
    if (world.counted[at(leg)].intra_group) return "between parties of one group";
    const std::string status = status_text(world, facts.deal);
    const std::string_view bucket = kBucketNames[index_of(*world.counted[at(leg)].bucket)];
    return fmt::format("not selected by {}, being {}{}{}", refusing_term(world.selection, leg),
                       status, status == bucket ? "" : " and ", status == bucket ? "" : bucket);
}

std::vector<int> Comparison::changed_parts(const LegPair& pair) const {
    std::vector<int> changed;
    std::vector<int> wholes{pair.b};
    for (std::size_t i = 0; i < wholes.size(); ++i)
        for (auto part = std::lower_bound(parts_.begin(), parts_.end(), std::pair(wholes[i], -1));
             part != parts_.end() && part->first == wholes[i]; ++part) {
            wholes.push_back(part->second);
            if (!same_part(a, same_leg(b, part->second, a), b, part->second))
                changed.push_back(part->second);
        }
    return changed;
}

std::string Comparison::why_amount(const LegPair& pair) const {
    const Counted& before = a.counted[at(pair.a)];
    const Counted& after = b.counted[at(pair.b)];
    if (before.absorbed != after.absorbed)
        return after.absorbed ? fmt::format("in {} already", b.leg_name(b.leg(pair.b).within))
                              : fmt::format("in {} no longer", a.leg_name(a.leg(pair.a).within));
    std::vector<std::string> parts;
    for (const int part : changed_parts(pair))
        parts.push_back(b.leg_name(part));
    if (!parts.empty()) return fmt::format("less its parts: {}", list_some(parts, 3));
    const Readings full_before = full_amount(a.leg(pair.a));
    const Readings full_after = full_amount(b.leg(pair.b));
    if (full_before.lo != full_after.lo || full_before.hi != full_after.hi)
        return "the book has another amount";
    return "another rate of exchange";
}

std::string Comparison::why(const LegPair& pair) const {
    if (!pair.in_a) return why_absent(a, pair.a) + absorbed_text(b, pair.b);
    if (!pair.in_b) return why_absent(b, pair.b) + absorbed_text(a, pair.a);
    if (pair.change == Change::kAmount) return why_amount(pair);
    const std::string before = status_text(a, a.leg(pair.a).deal);
    const std::string after = status_text(b, b.leg(pair.b).deal);
    return before == after ? std::string() : fmt::format("{}, then {}", before, after);
}

std::string status_text(const World& world, int deal) {
    const EventFacts* event = latest_event(world.facts.deals[at(deal)], world.on);
    return event == nullptr ? std::string() : std::string(kStatusNames[index_of(event->status)]);
}

LegKey key_of(const World& world, int leg) {
    const auto leg_class = index_of(kLegKinds[world.leg(leg).kind].leg_class);
    return {world.party(world.payer_group(leg)), world.party(world.payee_group(leg)),
            std::string(kClassNames[leg_class]),
            std::string(kBucketNames[index_of(*world.counted[at(leg)].bucket)])};
}

SumChange change_of_leg(const Comparison& comparison, const LegPair& pair, bool before,
                        bool after) {
    SumChange change;
    const auto add = [](const World& world, int leg, Sum& sum) {
        sum.add(world.counted[static_cast<std::size_t>(leg)], world.leg(leg).approx);
    };
    if (before) add(comparison.a, pair.a, change.before);
    if (after) add(comparison.b, pair.b, change.after);
    change.hi_known = pair.change == Change::kSame || (!change.before.open && !change.after.open);
    return change;
}

ChangeTotals total_changes(const Comparison& comparison, const std::vector<std::string>& by) {
    ChangeTotals totals;
    for (const LegPair& pair : comparison.legs) {
        const bool moved = pair.change == Change::kMoved;
        if (pair.in_a)
            totals[texts_of(comparison.a, pair.a, by)].add(
                change_of_leg(comparison, pair, true, pair.in_b && !moved));
        if (pair.in_b && (moved || !pair.in_a))
            totals[texts_of(comparison.b, pair.b, by)].add(
                change_of_leg(comparison, pair, false, true));
    }
    return totals;
}

}  // namespace gw
