// SPDX-License-Identifier: Apache-2.0
#include "reports/tranche_texts.h"

#include "book/schema.h"
#include "reports/facts.h"

namespace gw {
namespace {

std::string join(const std::set<std::string>& names) {
    std::string text;
    for (const std::string& name : names)
        text.append(text.empty() ? "" : "; ").append(name);
    return text;
}

std::string day_text(const std::optional<Day>& day) {
    return day ? format_day(*day) : std::string();
}

}  // namespace

const std::vector<TrancheTexts::Name>& TrancheTexts::names() {
    using T = TrancheTexts;
    static const std::vector<Name> all{
        {"layer", "", "contract, site, chips, generation; never added up", &T::layer},
        {"basis", "", "it, facility, unspecified; never added up", &T::basis},
        {"user", "", "the group that uses it", &T::user},
        {"provider", "",
         "the groups paid for compute or a lease in its deal, else the site's operator",
         &T::provider},
        {"bucket", "", "committed, conditional, announced, talks; never added up", &T::bucket},
        {"stage", "", "the furthest milestone reached on the day", &T::stage},
        {"period_start", "online from", "the first day on which it may be online",
         &T::period_start},
        {"period_end", "online by", "the day from which it surely is", &T::period_end},
        {"online", "", "actual: it is online; target: it is to be", &T::online},
        {"slip", "", "overdue, moved, late: how its target was kept", &T::slip},
        {"deal", "", "the deal", &T::deal},
        {"site", "", "the site", &T::site},
        {"country", "", "the country of the site", &T::country},
        {"hardware", "", "the hardware in the deal's quantities", &T::hardware},
        {"tranche", "", "each tranche by itself", &T::slug},
        {"firmness", "", "firm, option, contingent", &T::firmness}};
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
    return found.empty() ? site_of(tranche).operator_group : join(found);
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

std::string TrancheTexts::hardware(int tranche) {
    if (!hardware_read_) {
        Statement rows = db_.prepare(schema_text("queries", "hardware_counts"));
        while (rows.step())
            hardware_[std::string(rows.text(0))].insert(std::string(rows.text(1)));
        hardware_read_ = true;
    }
    return join(hardware_[deal(tranche)]);
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

}  // namespace gw
