// SPDX-License-Identifier: Apache-2.0
#include "reports/scope.h"

#include <algorithm>
#include <set>

#include "book/schema.h"

namespace gw {
namespace {

// A query about legs alone has their parties, and not everybody who uses something of the deal.
bool asks_for_tranches(const Selection& selection) {
    const auto fields = {Field::kPower, Field::kLayer, Field::kBasis, Field::kSite, Field::kUser};
    return std::any_of(fields.begin(), fields.end(),
                       [&](Field field) { return selection.mentions(field); });
}

void fill(const Db& db, std::string_view sql, const std::set<std::string_view>& slugs) {
    Statement row = db.prepare(sql);
    for (const std::string_view slug : slugs)
        row.bind(0, slug).run();
}

}  // namespace

Scope::Scope(const World& world) : world_(world), everything_(world.selection.is_everything()) {
    if (everything_) return;
    for (std::size_t i = 0; i < world.facts.deals.size(); ++i)
        if (world.selection.matches_deal(static_cast<int>(i)))
            deals_.insert(world.facts.deals[i].slug);
    for (std::size_t i = 0; i < world.facts.parties.size(); ++i)
        for (const int named : world.selection.named_parties())
            if (world.selection.belongs_to(static_cast<int>(i), named))
                named_.insert(world.facts.parties[i].slug);
    for (std::size_t i = 0; i < world.facts.legs.size(); ++i) {
        if (!world.selection.matches_leg(static_cast<int>(i))) continue;
        legs_.insert(world.leg_name(static_cast<int>(i)));
        dealing_.insert(world.party(world.facts.legs[i].payer));
        dealing_.insert(world.party(world.facts.legs[i].payee));
    }
    for (const Tranche& tranche : world.selection.tranches()) {
        if (!world.selection.matches_tranche(tranche)) continue;
        tranches_.insert(tranche.slug);
        if (tranche.user >= 0 && asks_for_tranches(world.selection))
            dealing_.insert(world.party(tranche.user));
    }
}

// The second part of a subject is a deal, a tranche or a party, by its table; a leg has a third,
// and so has a stake its company.
bool Scope::contains(std::string_view subject) const {
    if (everything_) return true;
    const auto part = [&](std::string_view& rest) {
        const std::size_t end = std::min(rest.find('/'), rest.size());
        std::string text(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
        return text;
    };
    std::string_view rest = subject;
    const std::string table = part(rest);
    const std::string first = part(rest);
    if (table == "parties" || table == "metrics") return named_.contains(first);
    if (table == "stakes") return named_.contains(first) || named_.contains(part(rest));
    if (table == "tranches" || table == "milestones") return tranches_.contains(first);
    if (table == "legs" || table == "leg_links" || table == "flows")
        return legs_.contains(first + "/" + part(rest));
    return deals_.contains(first);
}

void make_selection_tables(const Db& db) {
    db.run(schema_text("queries", "selected_tables"));
}

void Scope::write_legs(const Db& db) const {
    Statement row = db.prepare(schema_text("queries", "select_leg"));
    for (std::size_t i = 0; i < world_.facts.legs.size(); ++i) {
        const LegFacts& leg = world_.facts.legs[i];
        if (legs_.contains(world_.leg_name(static_cast<int>(i))))
            row.bind(0, std::string_view(world_.deal(leg.deal))).bind(1, leg.number).run();
    }
}

void Scope::write_sources(const Db& db) const {
    std::set<std::string> sources;
    Statement rows = db.prepare(schema_text("queries", "source_namings"));
    while (rows.step())
        if (contains(rows.text(0))) sources.emplace(rows.text(1));
    fill(db, schema_text("queries", "select_source"), {sources.begin(), sources.end()});
}

void Scope::write_tables(const Db& db) const {
    fill(db, schema_text("queries", "select_deal"), {deals_.begin(), deals_.end()});
    fill(db, schema_text("queries", "select_tranche"), {tranches_.begin(), tranches_.end()});
    std::set<std::string_view> parties(dealing_.begin(), dealing_.end());
    parties.insert(named_.begin(), named_.end());
    fill(db, schema_text("queries", "select_party"), parties);
    write_legs(db);
    write_sources(db);
}

}  // namespace gw
