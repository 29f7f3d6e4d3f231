// SPDX-License-Identifier: Apache-2.0
#include "reports/dimensions.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "book/schema.h"
#include "cells/position.h"
#include "counting/schedule.h"
#include "reports/tranches.h"
#include "text/text.h"

namespace gw {
namespace {

// What a dimension is made from.
struct Legs {
    const Db& db;
    const World& world;
    const std::vector<int>& positions;
};

Dimension numbered(const Legs& legs, int (*key)(const World&, int leg),
                   std::string (*text)(const World&, int key)) {
    Dimension dimension;
    dimension.keys.reserve(legs.positions.size());
    for (const int leg : legs.positions)
        dimension.keys.push_back(key(legs.world, leg));
    dimension.text = [&world = legs.world, text](int number) { return text(world, number); };
    return dimension;
}

template <class TextOf>
Dimension texts(const Legs& legs, TextOf text_of, Value empty = Nil{}) {
    std::vector<std::string> all;
    all.reserve(legs.positions.size());
    for (const int leg : legs.positions)
        all.push_back(text_of(leg));
    Dimension dimension = text_dimension("", all);
    dimension.empty = std::move(empty);
    return dimension;
}

std::string party_text(const World& world, int party) {
    return world.party(party);
}

Dimension by_payer(const Legs& legs) {
    return numbered(
        legs, [](const World& w, int leg) { return w.payer_group(leg); }, party_text);
}

Dimension by_payee(const Legs& legs) {
    return numbered(
        legs, [](const World& w, int leg) { return w.payee_group(leg); }, party_text);
}

// A leg has two parties and may count once only: it stands under both names at once.
Dimension by_party(const Legs& legs) {
    return texts(legs, [&](int leg) {
        return join_names({legs.world.party(legs.world.payer_group(leg)),
                           legs.world.party(legs.world.payee_group(leg))});
    });
}

Dimension by_class(const Legs& legs) {
    Dimension dimension = numbered(
        legs,
        [](const World& w, int leg) {
            return static_cast<int>(index_of(kLegKinds[w.leg(leg).kind].leg_class));
        },
        [](const World&, int number) { return std::string(kClassNames[at(number)]); });
    dimension.apart = true;
    return dimension;
}

Dimension by_bucket(const Legs& legs) {
    Dimension dimension = numbered(
        legs,
        [](const World& w, int leg) {
            return static_cast<int>(index_of(*w.counted[at(leg)].bucket));
        },
        [](const World&, int number) { return std::string(kBucketNames[at(number)]); });
    dimension.apart = true;
    return dimension;
}

Dimension by_kind(const Legs& legs) {
    return numbered(
        legs, [](const World& w, int leg) { return static_cast<int>(w.leg(leg).kind); },
        [](const World&, int number) { return std::string(kLegKinds[at(number)].name); });
}

Dimension by_deal(const Legs& legs) {
    return numbered(
        legs, [](const World& w, int leg) { return w.leg(leg).deal; },
        [](const World& w, int number) { return w.deal(number); });
}

Dimension by_leg(const Legs& legs) {
    return numbered(
        legs, [](const World&, int leg) { return leg; },
        [](const World& w, int number) { return w.leg_name(number); });
}

Dimension by_status(const Legs& legs) {
    return numbered(
        legs,
        [](const World& w, int leg) {
            return static_cast<int>(
                index_of(latest_event(w.facts.deals[at(w.leg(leg).deal)], w.on)->status));
        },
        [](const World&, int number) { return std::string(kStatusNames[at(number)]); });
}

Dimension by_firmness(const Legs& legs) {
    return numbered(
        legs,
        [](const World& w, int leg) { return static_cast<int>(index_of(w.leg(leg).firmness)); },
        [](const World&, int number) { return std::string(kFirmnessNames[at(number)]); });
}

Dimension by_profile(const Legs& legs) {
    return numbered(
        legs,
        [](const World& w, int leg) { return static_cast<int>(index_of(w.leg(leg).profile)); },
        [](const World&, int number) { return std::string(kProfileNames[at(number)]); });
}

Dimension by_currency(const Legs& legs) {
    return texts(legs, [&](int leg) {
        const int currency = legs.world.leg(leg).currency;
        return currency < 0 ? std::string() : legs.world.facts.currencies[at(currency)];
    });
}

// Of dates: the year, quarter or month of a day; of a range its first or last day, as `day_of` has
// it.
template <class DayOf>
Dimension by_date(const Legs& legs, int months, DayOf day_of) {
    return texts(
        legs,
        [&](int leg) {
            const std::optional<Day> day = day_of(legs.world.leg(leg));
            if (!day || *day == kEndOfTime) return std::string();
            return step_name(*day, months);
        },
        Unknown{});
}

template <int kMonths>
Dimension by_agreed(const Legs& legs) {
    return by_date(legs, kMonths, [&](const LegFacts& leg) {
        return std::optional(agreed_day(legs.world.facts, leg));
    });
}

Dimension by_start_year(const Legs& legs) {
    return by_date(legs, 12, [](const LegFacts& leg) { return leg.start.lo; });
}

Dimension by_end_year(const Legs& legs) {
    return by_date(legs, 12, [](const LegFacts& leg) { return last_day(leg); });
}

template <bool kPayer>
Dimension by_country(const Legs& legs) {
    std::unordered_map<std::string, std::string> countries;
    Statement rows = legs.db.prepare(schema_text("queries", "countries_of_parties"));
    while (rows.step())
        countries.emplace(rows.text(0), rows.text(1));
    return texts(
        legs,
        [&](int leg) {
            const auto found = countries.find(legs.world.party(
                kPayer ? legs.world.payer_group(leg) : legs.world.payee_group(leg)));
            return found == countries.end() ? std::string() : found->second;
        },
        Unknown{});
}

using NamesOfDeals = std::unordered_map<int, std::set<std::string>>;

Dimension by_names_of_deals(const Legs& legs, const NamesOfDeals& names) {
    return texts(legs, [&](int leg) {
        const auto found = names.find(legs.world.leg(leg).deal);
        return found == names.end() ? std::string() : join_names(found->second);
    });
}

Dimension by_programme(const Legs& legs) {
    NamesOfDeals names;
    Statement rows = legs.db.prepare(schema_text("queries", "programmes_of_deals"));
    while (rows.step())
        names[find_slug(legs.world.facts.deals, rows.text(0))].emplace(rows.text(1));
    return by_names_of_deals(legs, names);
}

// What a deal's tranches say, the deal standing for each of its legs.
template <class TextOf>
Dimension by_tranches(const Legs& legs, TextOf text_of) {
    NamesOfDeals names;
    for (const Tranche& tranche : read_tranches(legs.db, legs.world.facts, legs.world.on)) {
        std::string text = text_of(tranche);
        if (tranche.deal >= 0 && !text.empty()) names[tranche.deal].insert(std::move(text));
    }
    return by_names_of_deals(legs, names);
}

Dimension by_layer(const Legs& legs) {
    return by_tranches(legs, [](const Tranche& t) { return std::string(kLayerNames[t.layer]); });
}

Dimension by_basis(const Legs& legs) {
    return by_tranches(legs, [](const Tranche& t) { return std::string(kBasisNames[t.basis]); });
}

Dimension by_site(const Legs& legs) {
    return by_tranches(legs, [](const Tranche& t) { return t.site; });
}

Dimension by_user(const Legs& legs) {
    return by_tranches(legs, [&](const Tranche& t) {
        return t.user < 0 ? std::string() : legs.world.party(legs.world.facts.groups[at(t.user)]);
    });
}

// A quantity without a leg belongs to every leg of its deal.
Dimension by_hardware(const Legs& legs) {
    std::unordered_map<int, std::vector<std::pair<int, std::string>>> rows_of_deal;
    Statement rows = legs.db.prepare(schema_text("queries", "hardware_of_legs"));
    while (rows.step())
        rows_of_deal[find_slug(legs.world.facts.deals, rows.text(0))].emplace_back(
            rows.is_null(1) ? 0 : static_cast<int>(rows.integer(1)), rows.text(2));
    return texts(legs, [&](int leg) {
        std::set<std::string> names;
        const auto found = rows_of_deal.find(legs.world.leg(leg).deal);
        if (found == rows_of_deal.end()) return std::string();
        for (const auto& [number, hardware] : found->second)
            if (number == 0 || number == legs.world.leg(leg).number) names.insert(hardware);
        return join_names(names);
    });
}

template <int kColumn>
Dimension by_leg_source(const Legs& legs) {
    std::vector<std::string> names(legs.world.facts.legs.size());
    Statement rows = legs.db.prepare(schema_text("queries", "leg_publishers"));
    for (std::size_t i = 0; rows.step() && i < names.size(); ++i)  // legs are in the same order
        names[i] = rows.text(kColumn);
    return texts(
        legs, [&](int leg) { return names[at(leg)]; }, Unknown{});
}

struct LegDimension {
    DimensionName name;
    Dimension (*make)(const Legs& legs);
};

const std::vector<LegDimension>& all_dimensions() {
    static const std::vector<LegDimension> all{
        {{"payer", "the group that owes"}, by_payer},
        {{"payee", "the group that is owed"}, by_payee},
        {{"party", "both groups as one pair, whoever owes: \"amazon; openai\""}, by_party},
        {{"class", "spend, capital, contingent, transfer, right; never added up"}, by_class},
        {{"bucket", "committed, conditional, announced, talks; never added up"}, by_bucket},
        {{"kind", "compute, equity, guarantee ..."}, by_kind},
        {{"deal", "the deal"}, by_deal},
        {{"leg", "each promise by itself"}, by_leg},
        {{"programme", "the programmes that the deal is directly part of"}, by_programme},
        {{"status", "the deal's status on the day"}, by_status},
        {{"firmness", "firm, option, contingent"}, by_firmness},
        {{"currency", "the currency of the amount, before conversion"}, by_currency},
        {{"payer_country", "the country of the group that owes"}, by_country<true>},
        {{"payee_country", "the country of the group that is owed"}, by_country<false>},
        {{"hardware", "the hardware in the deal's quantities"}, by_hardware},
        {{"layer", "the layers of the deal's tranches"}, by_layer},
        {{"basis", "the bases of the deal's tranches"}, by_basis},
        {{"user", "the groups that use the deal's tranches"}, by_user},
        {{"site", "the sites of the deal's tranches"}, by_site},
        {{"agreed_year", "the year in which the leg was agreed"}, by_agreed<12>},
        {{"agreed_quarter", "the quarter"}, by_agreed<3>},
        {{"agreed_month", "the month"}, by_agreed<1>},
        {{"start_year", "the year of the start's first day"}, by_start_year},
        {{"end_year", "the year of the end's last day"}, by_end_year},
        {{"profile", "how the leg is paid over its term"}, by_profile},
        {{"source", "the source on which the leg rests"}, by_leg_source<2>},
        {{"publisher", "the publisher of that source"}, by_leg_source<3>},
    };
    return all;
}

// Names that one may well try, and what is meant by them.
void refuse_near_misses(const std::vector<std::string>& names) {
    const auto asked = [&](std::string_view name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    if (asked("country"))
        throw Error(Exit::kUsage, "--by: \"country\" could be that of the payer or of the payee",
                    "payer_country, payee_country");
    for (const std::string date : {"agreed", "start", "end"})
        if (asked(date))
            throw Error(
                Exit::kUsage, fmt::format("--by: \"{}\" needs a step", date),
                date == "agreed" ? "agreed_year, agreed_quarter, agreed_month" : date + "_year");
}

}  // namespace

const std::vector<DimensionName>& leg_dimension_names() {
    static const std::vector<DimensionName> names = [] {
        std::vector<DimensionName> all;
        for (const LegDimension& dimension : all_dimensions())
            all.push_back(dimension.name);
        return all;
    }();
    return names;
}

std::vector<std::string> with_names(const std::vector<std::string>& names,
                                    const std::vector<std::string>& always) {
    std::vector<std::string> all;
    for (const auto* list : {&names, &always})
        for (const std::string& name : *list)
            if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    return all;
}

std::vector<Dimension> leg_dimensions(const Db& db, const World& world,
                                      const std::vector<std::string>& names,
                                      const std::vector<int>& legs) {
    refuse_near_misses(names);
    check_words("--by", names, leg_dimension_names(), "gigawatch help dimensions lists them");
    std::vector<Dimension> chosen;
    for (const std::string& name : with_names(names, {"class", "bucket"}))
        for (const LegDimension& dimension : all_dimensions()) {
            if (dimension.name.name != name) continue;
            chosen.push_back(dimension.make({db, world, legs}));
            chosen.back().name = name;
        }
    return chosen;
}

}  // namespace gw
