// SPDX-License-Identifier: Apache-2.0
#include "reports/tranche_texts.h"

#include <algorithm>

#include "book/schema.h"
#include "cells/position.h"
#include "counting/schedule.h"
#include "reports/dimensions.h"
#include "reports/facts.h"
#include "text/text.h"

namespace gw {
namespace {

std::string day_text(const std::optional<Day>& day) {
    return day ? format_day(*day) : std::string();
}

}  // namespace

const std::vector<TrancheTexts::Name>& TrancheTexts::names() {
    using T = TrancheTexts;
    static const std::vector<Name> all{
        {"layer", "", "contract, site, chips, generation; never added up", &T::layer, kLayerNames,
         true},
        {"basis", "", "it, facility, nameplate, unspecified; never added up", &T::basis,
         kBasisNames, true},
        {"user", "", "the group that uses it", &T::user},
        {"provider", "",
         "the groups paid for compute or a lease in its deal, else the site's operator",
         &T::provider},
        {"bucket", "", "committed, conditional, announced, talks; never added up", &T::bucket,
         kBucketNames, true},
        {"stage", "", "the furthest milestone reached on the day", &T::stage, kStageNames},
        {"period_start", "online from", "the first day on which it may be online",
         &T::period_start},
        {"period_end", "online by", "the day from which it surely is", &T::period_end},
        {"online_year", "", "the year from which it surely is", &T::online_step<12>},
        {"online_quarter", "", "the quarter", &T::online_step<3>},
        {"online", "", "actual: it is online; target: it is to be", &T::online},
        {"slip", "", "overdue, moved, late: how its target was kept", &T::slip, {}, false, Nil{}},
        {"deal", "", "the deal", &T::deal, {}, false, Nil{}},
        {"status", "", "the deal's status on the day", &T::status, kStatusNames, false, Nil{}},
        {"programme",
         "",
         "the programmes that the deal is directly part of",
         &T::programme,
         {},
         false,
         Nil{}},
        {"site", "", "the site", &T::site},
        {"country", "", "the country of the site", &T::country},
        {"hardware", "", "the hardware in the deal's quantities", &T::hardware},
        {"maker", "", "the groups that make it", &T::maker},
        {"tranche", "", "each tranche by itself", &T::slug},
        {"firmness", "", "firm, option, contingent", &T::firmness, kFirmnessNames},
        {"source", "", "the source on which it rests, its deal's where it names none",
         &T::source<0>},
        {"publisher", "", "the publisher of that source", &T::source<1>}};
    return all;
}

std::string TrancheTexts::layer(int tranche) {
    return std::string(kLayerNames[at(tranche).layer]);
}

std::string TrancheTexts::basis(int tranche) {
    return std::string(kBasisNames[at(tranche).basis]);
}

std::string TrancheTexts::bucket(int tranche) {
    return std::string(kBucketNames[index_of(*at(tranche).bucket)]);
}

std::string TrancheTexts::user(int tranche) {
    return group(at(tranche).user);
}

std::string TrancheTexts::provider(int tranche) {
    std::set<std::string> found;
    const int deal = at(tranche).deal;
    const int end = deal < 0 ? 0 : first_leg(world_.facts, deal + 1);
    for (int leg = deal < 0 ? 0 : first_leg(world_.facts, deal); leg < end; ++leg) {
        const std::string_view kind = kLegKinds[world_.leg(leg).kind].name;
        if (kind == "compute" || kind == "lease")
            found.insert(world_.party(world_.payee_group(leg)));
    }
    return found.empty() ? site_of(tranche).operator_group : join_names(found);
}

std::string TrancheTexts::stage(int tranche) {
    return std::string(kStageNames[at(tranche).stage]);
}

std::string TrancheTexts::period_start(int tranche) {
    return day_text(at(tranche).online.lo);
}

std::string TrancheTexts::period_end(int tranche) {
    return day_text(at(tranche).online.hi);
}

template <int kMonths>
std::string TrancheTexts::online_step(int tranche) {
    const std::optional<Day>& day = at(tranche).online.hi;
    return day && *day != kEndOfTime ? step_name(*day, kMonths) : std::string();
}

std::string TrancheTexts::online(int tranche) {
    if (at(tranche).online.unknown()) return {};
    return at(tranche).online_actual ? "actual" : "target";
}

std::string TrancheTexts::slip(int tranche) {
    if (slips_.empty()) read_slips();
    return std::string(kSlipNames[index_of(slips_[static_cast<std::size_t>(tranche)])]);
}

std::string TrancheTexts::deal(int tranche) {
    return at(tranche).deal < 0 ? std::string() : world_.deal(at(tranche).deal);
}

std::string TrancheTexts::site(int tranche) {
    return at(tranche).site;
}

std::string TrancheTexts::country(int tranche) {
    return site_of(tranche).country;
}

void TrancheTexts::read_hardware() {
    if (hardware_read_) return;
    Statement rows = db_.prepare(schema_text("queries", "quantities"));
    while (rows.step()) {
        const std::string deal(rows.text(0));
        hardware_[deal].emplace(rows.text(2));
        if (!rows.is_null(3))
            makers_[deal].insert(group(find_slug(world_.facts.parties, rows.text(3))));
    }
    hardware_read_ = true;
}

std::string TrancheTexts::hardware(int tranche) {
    read_hardware();
    return join_names(hardware_[deal(tranche)]);
}

std::string TrancheTexts::maker(int tranche) {
    read_hardware();
    return join_names(makers_[deal(tranche)]);
}

std::string TrancheTexts::status(int tranche) {
    const int deal = at(tranche).deal;
    if (deal < 0) return {};
    const EventFacts* event = latest_event(world_.facts.deals[gw::at(deal)], world_.on);
    return std::string(kStatusNames[index_of(event->status)]);
}

std::string TrancheTexts::programme(int tranche) {
    if (!programmes_read_) {
        Statement rows = db_.prepare(schema_text("queries", "programmes_of_deals"));
        while (rows.step())
            programmes_[std::string(rows.text(0))].emplace(rows.text(1));
        programmes_read_ = true;
    }
    return join_names(programmes_[deal(tranche)]);
}

template <int kColumn>
std::string TrancheTexts::source(int tranche) {
    if (sources_.empty()) {
        Statement rows = db_.prepare(schema_text("queries", "tranche_witnesses"));
        while (rows.step())  // tranches are in the same order
            sources_.push_back({std::string(rows.text(0)), std::string(rows.text(1))});
    }
    return sources_[gw::at(tranche)][kColumn];
}

std::string TrancheTexts::slug(int tranche) {
    return at(tranche).slug;
}

std::string TrancheTexts::firmness(int tranche) {
    return std::string(kFirmnessNames[index_of(at(tranche).firmness)]);
}

std::string TrancheTexts::group(int party) const {
    return party < 0 ? std::string()
                     : world_.party(world_.facts.groups[static_cast<std::size_t>(party)]);
}

const TrancheTexts::Site& TrancheTexts::site_of(int tranche) {
    if (!sites_read_) {
        Statement rows = db_.prepare(schema_text("queries", "site_operators"));
        while (rows.step())
            sites_[std::string(rows.text(0))] = {
                std::string(rows.text(1)),
                rows.is_null(2) ? std::string()
                                : group(find_slug(world_.facts.parties, rows.text(2)))};
        sites_read_ = true;
    }
    return sites_[at(tranche).site];
}

Dimension TrancheTexts::dimension(const Name& name, const std::vector<int>& tranches) {
    std::vector<std::string> texts;
    for (const int tranche : tranches)
        texts.push_back((this->*name.of)(tranche));
    Dimension dimension;
    if (name.words.empty()) {
        dimension = text_dimension("", texts);
    } else {
        for (const std::string& text : texts)  // "" behind all words
            dimension.keys.push_back(static_cast<int>(
                std::find(name.words.begin(), name.words.end(), text) - name.words.begin()));
        dimension.text = [words = name.words](int key) {
            return gw::at(key) < words.size() ? std::string(words[gw::at(key)]) : std::string();
        };
    }
    dimension.name = name.name;
    dimension.heading = name.heading;
    dimension.apart = name.apart;
    dimension.empty = name.empty;
    return dimension;
}

// Of the statements of one stage the last that slipped: the actual one, else the newest target.
void TrancheTexts::read_slips() {
    slips_.assign(all_.size(), Slip::kNone);
    const std::vector<MilestoneStatement> statements = read_milestones(db_, all_, options_.on);
    const std::optional<Day> now =
        options_.on == kEndOfTime ? options_.today : std::optional(options_.on);
    const std::vector<Slippage> slippage = find_slippage(all_, statements, now);
    for (std::size_t i = 0; i < statements.size(); ++i)
        if (kStageNames[statements[i].stage] == "operational" && slippage[i].slip != Slip::kNone)
            slips_[static_cast<std::size_t>(statements[i].tranche)] = slippage[i].slip;
}

const std::vector<DimensionName>& tranche_dimension_names() {
    static const std::vector<DimensionName> names = [] {
        std::vector<DimensionName> all;
        for (const TrancheTexts::Name& name : TrancheTexts::names())
            all.push_back({std::string(name.name), std::string(name.help)});
        return all;
    }();
    return names;
}

std::vector<Dimension> tranche_dimensions(TrancheTexts& texts,
                                          const std::vector<std::string>& names,
                                          const std::vector<int>& tranches) {
    check_words("--by", names, tranche_dimension_names(), "gigawatch help dimensions lists them");
    std::vector<Dimension> chosen;
    for (const std::string& name : with_names(names, {"layer", "basis", "bucket"}))
        for (const TrancheTexts::Name& one : TrancheTexts::names())
            if (one.name == name) chosen.push_back(texts.dimension(one, tranches));
    return chosen;
}

}  // namespace gw
