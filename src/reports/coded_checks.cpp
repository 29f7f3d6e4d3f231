// SPDX-License-Identifier: Apache-2.0
#include "reports/coded_checks.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "book/schema.h"
#include "cells/cells.h"
#include "cells/interval.h"
#include "reports/duplicates.h"
#include "reports/programmes.h"
#include "text/likeness.h"

namespace gw {
namespace {

std::vector<Doubt> find_confusable_names(CheckedBook& book) {
    std::vector<std::string> names;
    std::vector<std::string> parties;
    Statement rows = book.db().prepare(schema_text("queries", "party_spellings"));
    while (rows.step()) {
        names.emplace_back(rows.text(0));
        parties.emplace_back(rows.text(1));
    }
    std::map<std::pair<std::string, std::string>, std::string> found;  // by the two parties
    for (const auto& [a, b] : find_alike(names)) {
        if (parties[a] == parties[b]) continue;
        found.try_emplace(std::minmax(parties[a], parties[b]),
                          fmt::format(R"("{}" and "{}")", names[a], names[b]));
    }
    std::vector<Doubt> findings;
    for (const auto& [pair, spellings] : found)
        findings.push_back(
            {"parties/" + pair.second,
             fmt::format("its spelling is easily taken for one of {}: {}", pair.first, spellings)});
    return findings;
}

std::vector<Doubt> find_accepted_not_stored(CheckedBook& book) {
    std::vector<Doubt> findings;
    for (const Conflict& conflict : book.conflicts())
        if (conflict.standing == "accepted")
            findings.push_back(
                {conflict.subject,
                 fmt::format("{}: the accepted claim of {} says {}, the book {}", conflict.field,
                             conflict.claimed_source, conflict.claimed,
                             conflict.stored.empty() ? "nothing" : conflict.stored)});
    return findings;
}

// Columns of free words: two ways of saying it contradict nothing.
bool is_prose(std::string_view field) {
    constexpr std::array<std::string_view, 6> kProse{"condition", "label", "name",
                                                     "note",      "title", "what"};
    return std::find(kProse.begin(), kProse.end(), field) != kProse.end();
}

std::vector<Doubt> find_open_contradictions(CheckedBook& book) {
    std::vector<Doubt> findings;
    for (const Conflict& conflict : book.conflicts())
        if (conflict.standing == "open" && !is_prose(conflict.field) &&
            (conflict.relation == Relation::kDisjoint || conflict.relation == Relation::kUnit))
            findings.push_back(
                {conflict.subject,
                 fmt::format("{}: {} says {}, the book {}{}: accept or reject the claim",
                             conflict.field, conflict.claimed_source, conflict.claimed,
                             conflict.stored,
                             conflict.stored_source.empty()
                                 ? ""
                                 : fmt::format(" ({})", conflict.stored_source))});
    return findings;
}

std::string leg_subject(const World& world, const LegFacts& leg) {
    return fmt::format("legs/{}/{}", world.deal(leg.deal), leg.number);
}

std::vector<Doubt> find_legs_within_one_group(CheckedBook& book) {
    std::vector<Doubt> findings;
    const World& world = book.world();
    for (std::size_t i = 0; i < world.facts.legs.size(); ++i) {
        const int position = static_cast<int>(i);
        const LegFacts& leg = world.leg(position);
        if (world.payer_group(position) != world.payee_group(position)) continue;
        findings.push_back(
            {leg_subject(world, leg),
             fmt::format("{} and {} are both of the group {}: the leg drops out of every report",
                         world.party(leg.payer), world.party(leg.payee),
                         world.party(world.payer_group(position)))});
    }
    return findings;
}

std::vector<Doubt> find_amounts_without_rate(CheckedBook& book) {
    std::vector<Doubt> findings;
    const World& world = book.world();
    for (const int position : world.legs) {
        const LegFacts& leg = world.leg(position);
        if (!world.counted[static_cast<std::size_t>(position)].unconverted) continue;
        const Day agreed = agreed_day(world.facts, leg);
        findings.push_back(
            {leg_subject(world, leg),
             fmt::format("it is in {}, and fx_rates has no rate to USD on or before {}: it adds "
                         "nothing and leaves every total open",
                         world.facts.currencies[static_cast<std::size_t>(leg.currency)],
                         format_day(agreed))});
    }
    return findings;
}

std::vector<Doubt> find_open_in_completed(CheckedBook& book) {
    std::vector<Doubt> findings;
    const World& world = book.world();
    for (const int position : world.legs) {
        const LegFacts& leg = world.leg(position);
        const EventFacts* latest =
            latest_event(world.facts.deals[static_cast<std::size_t>(leg.deal)], world.on);
        if (leg.firmness == Firmness::kFirm || latest == nullptr ||
            latest->status != Status::kCompleted)
            continue;
        findings.push_back(
            {leg_subject(world, leg),
             fmt::format("its deal is completed, and it is still {}: was the option used, the "
                         "condition met? Make it firm, or give it \"ended\"",
                         kFirmnessNames[static_cast<std::size_t>(leg.firmness)])});
    }
    return findings;
}

// What the legs of one class of a deal come to, in the deal's own currency; parts within a leg of
// the deal are in it already.
struct ClassTotal {
    Int128 lo = 0;
    Int128 hi = 0;
    bool open = false;

    void add(const Readings& amount) {
        lo += amount.lo.value_or(0);
        hi += amount.hi.value_or(0);
        open = open || !amount.hi;
    }
    // A headline is a rounded figure: 2 % either way meet it.
    bool meets(const Interval& headline) const {
        return (!headline.hi || lo - lo / 50 <= *headline.hi) &&
               (open || !headline.lo || hi + hi / 50 >= *headline.lo);
    }
    std::string text() const {
        const auto end = [](Int128 value) {
            return static_cast<std::int64_t>(std::min<Int128>(value, kLargestAmount));
        };
        return format_amount({{end(lo), open ? std::nullopt : std::optional(end(hi))}, false});
    }
};

// By class; nullopt: a leg of the deal is in another currency, or none counts.
std::optional<std::map<LegClass, ClassTotal>> class_totals(const World& world, int deal,
                                                           std::string_view currency) {
    std::map<LegClass, ClassTotal> totals;
    for (int position = first_leg(world.facts, deal); position < first_leg(world.facts, deal + 1);
         ++position) {
        const LegFacts& leg = world.leg(position);
        const bool live = world.counted[static_cast<std::size_t>(position)].bucket.has_value();
        if (!live || (leg.within >= 0 && world.leg(leg.within).deal == deal)) continue;
        if (leg.currency >= 0 &&
            world.facts.currencies[static_cast<std::size_t>(leg.currency)] != currency)
            return std::nullopt;
        totals[kLegKinds[leg.kind].leg_class].add(full_amount(leg));
    }
    if (totals.empty()) return std::nullopt;
    return totals;
}

std::vector<Doubt> find_headlines_not_met(CheckedBook& book) {
    std::vector<Doubt> findings;
    const World& world = book.world();
    Statement rows = book.db().prepare(schema_text("queries", "headlines"));
    while (rows.step()) {
        const int deal = find_slug(world.facts.deals, rows.text(0));
        const Interval headline{rows.optional_integer(1), rows.optional_integer(2)};
        const std::string currency(rows.text(3));
        if (deal < 0) continue;
        const auto totals = class_totals(world, deal, currency);
        if (!totals || std::any_of(totals->begin(), totals->end(),
                                   [&](const auto& total) { return total.second.meets(headline); }))
            continue;
        std::string found;
        for (const auto& [leg_class, total] : *totals)
            found += fmt::format("{}{} {}", found.empty() ? "" : ", ",
                                 kClassNames[static_cast<std::size_t>(leg_class)], total.text());
        findings.push_back(
            {fmt::format("deals/{}", rows.text(0)),
             fmt::format("its headline is {} {}, and no class of its legs comes to that: {}",
                         format_amount({headline, false}), currency, found)});
    }
    return findings;
}

// A programme's headline is a rounded figure too.
std::vector<Doubt> find_covered_above_headline(CheckedBook& book) {
    std::vector<Doubt> findings;
    const World& world = book.world();
    for (const Programme& programme : read_programmes(book.db(), world)) {
        const Readings& headline = programme.headline;
        const Int128 covered = programme.covered.lo;
        if (headline.unknown() || !headline.hi || covered <= *headline.hi + *headline.hi / 50)
            continue;
        const auto cell = [](Int128 value) {
            const auto end = static_cast<std::int64_t>(std::min<Int128>(value, kLargestAmount));
            return format_amount({{end, end}, false});
        };
        findings.push_back(
            {fmt::format("deals/{}", world.deal(programme.deal)),
             fmt::format("its deals cover {} USD at least, and its headline is {} USD: is one "
                         "of them no part of it, or a part of another deal too?",
                         cell(covered), cell(*headline.hi))});
    }
    return findings;
}

// A leg with parts, and what these surely come to.
struct WholeLeg {
    std::string leg;  // "legs/big/1"
    std::string currency;
    std::int64_t most = 0;
    std::size_t parts = 0;
    Int128 least = 0;
};

void add_exceeded(const WholeLeg& whole, std::vector<Doubt>& findings) {
    if (whole.least <= whole.most) return;
    const auto cell = [](std::int64_t amount) { return format_amount({{amount, amount}, false}); };
    const std::string least =
        whole.least <= kLargestAmount
            ? fmt::format("at least {}", cell(static_cast<std::int64_t>(whole.least)))
            : fmt::format("more than {}", cell(kLargestAmount));
    findings.push_back(
        {whole.leg, fmt::format("its {} parts come to {} {}, and it is at most {}: is "
                                "one of them no part, or the whole too small?",
                                whole.parts, least, whole.currency, cell(whole.most))});
}

std::vector<Doubt> find_parts_above_whole(CheckedBook& book) {
    std::vector<Doubt> findings;
    WholeLeg whole;
    Statement rows = book.db().prepare(schema_text("queries", "parts_of_wholes"));
    while (rows.step()) {
        std::string leg = fmt::format("legs/{}/{}", rows.text(0), rows.integer(1));
        if (leg != whole.leg) {
            add_exceeded(whole, findings);
            whole = {std::move(leg), std::string(rows.text(2)), rows.integer(3)};
        }
        ++whole.parts;
        whole.least += rows.integer(4);  // nothing where it is not known, as the least is meant
    }
    add_exceeded(whole, findings);
    return findings;
}

}  // namespace

const World& CheckedBook::world() {
    if (!world_) {
        AskOptions everything;
        everything.on = on_;
        world_.emplace(db(), everything);
    }
    return *world_;
}

const std::vector<Conflict>& CheckedBook::conflicts() {
    if (!conflicts_) conflicts_ = find_conflicts(db());
    return *conflicts_;
}

std::span<const CodedRule> coded_rules() {
    static const std::array<CodedRule, 10> rules{{
        {{"accepted-not-stored", Severity::kError,
          "A claim was accepted, and the book stores something else."},
         find_accepted_not_stored},
        {{"amount-without-rate", Severity::kError,
          "An amount has no rate to USD by the day on which it was agreed, and adds nothing."},
         find_amounts_without_rate},
        {{"confusable-names", Severity::kWarning,
          "Spellings of two parties look alike: another alphabet, or one letter."},
         find_confusable_names},
        {{"covered-above-headline", Severity::kWarning,
          "What a programme's deals surely cover is more than its headline, give or take 2 %."},
         find_covered_above_headline},
        {{"headline-not-met", Severity::kWarning,
          "No class of the deal's legs comes to the headline, give or take 2 %."},
         find_headlines_not_met},
        {{"leg-within-one-group", Severity::kWarning,
          "Payer and payee belong to one group, so that the leg drops out of every report."},
         find_legs_within_one_group},
        {{"likely-duplicate", Severity::kWarning,
          "Two deals of the same groups promise the same: one of them may be the other told "
          "again."},
         find_likely_duplicates},
        {{"open-contradiction", Severity::kWarning,
          "A source says what cannot be true beside the stored value, and nobody has decided."},
         find_open_contradictions},
        {{"open-in-completed-deal", Severity::kNote,
          "The deal is completed, and a leg of it still waits for a choice or a condition."},
         find_open_in_completed},
        {{"parts-exceed-whole", Severity::kError,
          "The parts of a leg surely come to more than the whole."},
         find_parts_above_whole},
    }};
    return rules;
}

}  // namespace gw
