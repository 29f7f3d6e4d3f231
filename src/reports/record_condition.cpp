// SPDX-License-Identifier: Apache-2.0
#include "reports/record_condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <string>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/position.h"
#include "query/ask.h"
#include "reports/facts.h"
#include "text/names.h"
#include "text/suggest.h"

namespace gw {
namespace {

using Is = QueryValue::Is;
using Flags = std::vector<char>;

// One flag for each row of a statement that has a row for each thing, in order.
template <class Holds>
Flags flags_of(const Db& db, std::string_view sql, Holds holds) {
    Flags flags;
    Statement rows = db.prepare(sql);
    while (rows.step())
        flags.push_back(holds(rows) ? 1 : 0);
    return flags;
}

// The flag of a tranche of a list in the order of slugs.
std::function<bool(const Tranche&)> by_tranche(const TrancheList& tranches, Flags flags) {
    return [&tranches, flags = std::move(flags)](const Tranche& tranche) {
        const int position = find_slug(tranches.all(), tranche.slug);
        return position >= 0 && flags[at(position)] != 0;
    };
}

// Whether the words of `part` stand in `whole` one after the other; both are folded.
bool has_words(std::string_view whole, std::string_view part) {
    return (" " + std::string(whole) + " ").find(" " + std::string(part) + " ") !=
           std::string::npos;
}

// ---- sources --------------------------------------------------------------------------------

// Whether a row (source, publisher, language) is one of the witnesses that the term names.
class WitnessTest {
public:
    explicit WitnessTest(const QueryTerm& term) : term_(term) {
        for (const QueryValue& value : term.values)
            folded_.push_back(fold_text(value.text));
    }

    bool holds(const Statement& row) const {
        for (std::size_t i = 0; i < folded_.size(); ++i)
            if (holds_for(row, i)) return true;
        return false;
    }

    bool holds_for(const Statement& row, std::size_t value) const {
        const std::string_view text = row.text(column());
        switch (term_.values[value].is) {
            case Is::kKnown:
                return !text.empty();
            case Is::kUnknown:
                return text.empty();
            default:
                break;
        }
        if (term_.field == Field::kSource) return text == term_.values[value].text;
        if (term_.field == Field::kLanguage) return fold_text(text) == folded_[value];
        return !folded_[value].empty() && has_words(fold_text(text), folded_[value]);
    }

    int column() const {
        return term_.field == Field::kSource ? 0 : term_.field == Field::kPublisher ? 1 : 2;
    }

private:
    const QueryTerm& term_;
    std::vector<std::string> folded_;
};

// Every value that is a name must be one of some source.
void check_witnesses(const ConditionContext& context, const QueryTerm& term,
                     const WitnessTest& test) {
    Flags found(term.values.size(), 0);
    std::set<std::string> names;
    Statement rows = context.db.prepare(schema_text("queries", "source_witnesses"));
    while (rows.step()) {
        for (std::size_t i = 0; i < found.size(); ++i)
            if (test.holds_for(rows, i)) found[i] = 1;
        if (!rows.is_null(test.column())) names.emplace(rows.text(test.column()));
    }
    const std::string_view field = name_of(term.field).name;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const QueryValue& value = term.values[i];
        if (found[i] != 0 || value.is != Is::kValue) continue;
        const std::vector<std::string> known(names.begin(), names.end());
        std::vector<std::string> near = suggest(value.text, known);
        if (near.empty() && term.field == Field::kLanguage && !known.empty())
            near = {"the languages of the book are " + list_some(known, 10)};
        if (near.empty()) near = {"the sources of the book: gigawatch sources"};
        context.problems.push_back(query_problem(
            context.query, value.place,
            fmt::format("\"{}\" is no {} of the book", value.text, field), std::move(near)));
    }
}

Condition about_witnesses(const ConditionContext& context, const QueryTerm& term) {
    const WitnessTest test(term);
    check_witnesses(context, term, test);
    const auto holds = [&](const Statement& row) { return test.holds(row); };
    Condition condition;
    condition.leg = [flags = flags_of(context.db, schema_text("queries", "leg_witnesses"), holds)](
                        int leg, Day) { return flags[at(leg)] != 0; };
    condition.tranche = by_tranche(
        context.tranches, flags_of(context.db, schema_text("queries", "tranche_witnesses"), holds));
    condition.own = [flags = flags_of(context.db, schema_text("queries", "deal_witnesses"), holds)](
                        int deal) { return flags[at(deal)] != 0; };
    condition.whole_deal = true;
    return condition;
}

// ---- words ----------------------------------------------------------------------------------

Condition about_text(const ConditionContext& context, const QueryTerm& term) {
    std::vector<std::string> wanted;
    for (const QueryValue& value : term.values) {
        wanted.push_back(fold_text(value.text));
        if (wanted.back().empty())
            context.problems.push_back(
                query_problem(context.query, value.place,
                              fmt::format("\"{}\" holds no letter or digit", value.text), {}));
    }
    const auto holds = [&](const Statement& row) {
        for (int column = 0; column < row.columns(); ++column) {
            const std::string text = fold_text(row.text(column));
            for (const std::string& one : wanted)
                if (text.find(one) != std::string::npos) return true;
        }
        return false;
    };
    Condition condition;
    condition.leg = [flags = flags_of(context.db, schema_text("queries", "leg_texts"), holds)](
                        int leg, Day) { return flags[at(leg)] != 0; };
    condition.tranche = by_tranche(
        context.tranches, flags_of(context.db, schema_text("queries", "tranche_texts"), holds));
    condition.own = [flags = flags_of(context.db, schema_text("queries", "deal_texts"), holds)](
                        int deal) { return flags[at(deal)] != 0; };
    condition.whole_deal = true;
    return condition;
}

// ---- countries ------------------------------------------------------------------------------

// Every country asked for must be one of a party or of a site.
void check_countries(const ConditionContext& context, const QueryTerm& term) {
    std::set<std::string> known;
    Statement rows = context.db.prepare(schema_text("queries", "countries"));
    while (rows.step())
        known.emplace(rows.text(0));
    for (const QueryValue& value : term.values)
        if (value.is == Is::kValue && !known.contains(value.text))
            context.problems.push_back(query_problem(
                context.query, value.place,
                fmt::format("\"{}\" is no country of a party or site of the book", value.text),
                {known.empty() ? "no party and no site states a country"
                               : "the countries of the book are " +
                                     list_some({known.begin(), known.end()}, 10)}));
}

Condition about_country(const ConditionContext& context, const QueryTerm& term) {
    check_countries(context, term);
    const auto holds = [&](const Statement& row) {
        const std::string_view country = row.text(0);
        return std::any_of(term.values.begin(), term.values.end(), [&](const QueryValue& value) {
            if (value.is == Is::kValue) return country == value.text;
            return country.empty() == (value.is == Is::kUnknown);
        });
    };
    Condition condition;
    condition.leg = [&facts = context.facts,
                     flags = flags_of(context.db, schema_text("queries", "party_countries"),
                                      holds)](int leg, Day) {
        const LegFacts& one = facts.legs[at(leg)];
        return flags[at(one.payer)] != 0 || flags[at(one.payee)] != 0;
    };
    condition.tranche = by_tranche(
        context.tranches, flags_of(context.db, schema_text("queries", "tranche_countries"), holds));
    condition.whole_deal = true;
    return condition;
}

// ---- hardware -------------------------------------------------------------------------------

// What quantities say of legs and of whole deals.
struct HardwareFlags {
    Flags stated_of_leg;  // for that leg alone
    Flags wanted_of_leg;
    Flags stated_of_deal;  // for no leg of it
    Flags wanted_of_deal;
    Flags stated_anywhere;  // for the deal or one of its legs
    Flags wanted_anywhere;

    explicit HardwareFlags(const Facts& facts)
        : stated_of_leg(facts.legs.size(), 0),
          wanted_of_leg(facts.legs.size(), 0),
          stated_of_deal(facts.deals.size(), 0),
          wanted_of_deal(facts.deals.size(), 0),
          stated_anywhere(facts.deals.size(), 0),
          wanted_anywhere(facts.deals.size(), 0) {}
};

template <class Wanted>
HardwareFlags read_hardware(const ConditionContext& context, Wanted is_wanted) {
    const Facts& facts = context.facts;
    HardwareFlags flags(facts);
    Statement rows = context.db.prepare(schema_text("queries", "quantities"));
    while (rows.step()) {
        const int deal = find_slug(facts.deals, rows.text(0));
        const int leg =
            rows.is_null(1) ? -1 : find_leg(facts, deal, static_cast<int>(rows.integer(1)));
        if (deal < 0 || (!rows.is_null(1) && leg < 0))
            damaged(fmt::format("quantities/{}/{}", rows.text(0), rows.text(2)),
                    "its deal or leg is not there");
        const char wanted = is_wanted(rows) ? 1 : 0;
        Flags& stated_here = leg < 0 ? flags.stated_of_deal : flags.stated_of_leg;
        Flags& wanted_here = leg < 0 ? flags.wanted_of_deal : flags.wanted_of_leg;
        const std::size_t here = at(leg < 0 ? deal : leg);
        stated_here[here] = flags.stated_anywhere[at(deal)] = 1;
        if (wanted != 0) wanted_here[here] = flags.wanted_anywhere[at(deal)] = 1;
    }
    return flags;
}

// A leg has the hardware that is stated for it and for its deal as a whole.
Condition hardware_condition(const Facts& facts, HardwareFlags flags, bool if_none) {
    Flags of_leg(facts.legs.size(), 0);
    for (std::size_t i = 0; i < of_leg.size(); ++i) {
        const std::size_t deal = at(facts.legs[i].deal);
        const bool stated = flags.stated_of_leg[i] != 0 || flags.stated_of_deal[deal] != 0;
        const bool wanted = flags.wanted_of_leg[i] != 0 || flags.wanted_of_deal[deal] != 0;
        of_leg[i] = wanted || (if_none && !stated) ? 1 : 0;
    }
    Flags of_deal = std::move(flags.wanted_anywhere);
    for (std::size_t i = 0; i < of_deal.size(); ++i)
        if (if_none && flags.stated_anywhere[i] == 0) of_deal[i] = 1;
    Condition condition;
    condition.leg = [of_leg = std::move(of_leg)](int leg, Day) { return of_leg[at(leg)] != 0; };
    condition.tranche = [of_deal, if_none](const Tranche& tranche) {
        return tranche.deal < 0 ? if_none : of_deal[at(tranche.deal)] != 0;
    };
    condition.own = [of_deal](int deal) { return of_deal[at(deal)] != 0; };
    return condition;
}

Condition about_hardware(const ConditionContext& context, QueryTerm& term) {
    std::set<std::string, std::less<>> wanted;
    for (QueryValue& value : term.values) {
        if (value.is != Is::kValue) continue;
        value.text = context.lookup.hardware(context.query, value, context.problems);
        wanted.insert(value.text);
    }
    const bool known = term.asks_for(Is::kKnown);
    return hardware_condition(
        context.facts,
        read_hardware(context,
                      [&](const Statement& row) { return known || wanted.contains(row.text(2)); }),
        term.asks_for(Is::kUnknown));
}

// Unknown where hardware is stated whose maker is not.
Condition about_maker(const ConditionContext& context, QueryTerm& term) {
    std::vector<int> makers;
    for (QueryValue& value : term.values) {
        if (value.is != Is::kValue) continue;
        const int party = context.lookup.party(context.query, term, value, context.problems);
        if (party < 0) continue;
        value.text = context.facts.parties[at(party)].slug;
        makers.push_back(party);
    }
    const Flags wanted = members_of(context.facts, makers);
    const auto is_wanted = [&](const Statement& row) {
        if (row.is_null(3)) return term.asks_for(Is::kUnknown);
        const int maker = find_slug(context.facts.parties, row.text(3));
        if (maker < 0) damaged(fmt::format("hardware/{}", row.text(2)), "its maker is not there");
        return term.asks_for(Is::kKnown) || wanted[at(maker)] != 0;
    };
    return hardware_condition(context.facts, read_hardware(context, is_wanted), false);
}

}  // namespace

bool is_about_records(Field field) {
    return field == Field::kHardware || field == Field::kMaker || field == Field::kCountry ||
           field == Field::kSource || field == Field::kPublisher || field == Field::kLanguage ||
           field == Field::kText;
}

Condition compile_record_term(const ConditionContext& context, QueryTerm& term) {
    if (term.field == Field::kHardware) return about_hardware(context, term);
    if (term.field == Field::kMaker) return about_maker(context, term);
    if (term.field == Field::kCountry) return about_country(context, term);
    if (term.field == Field::kText) return about_text(context, term);
    return about_witnesses(context, term);
}

}  // namespace gw
