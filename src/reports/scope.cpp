// SPDX-License-Identifier: Apache-2.0
#include "reports/scope.h"

#include <algorithm>
#include <set>

#include "book/schema.h"

namespace gw {
namespace {

void fill(const Db& db, std::string_view sql, const std::set<std::string_view>& slugs) {
    Statement row = db.prepare(sql);
    for (const std::string_view slug : slugs)
        row.bind(0, slug).run();
}

}  // namespace

Scope::Scope(const Db& db, const World& world) : everything_(world.selection.is_everything()) {
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
        dealing_.insert(world.party(world.facts.legs[i].payer));
        dealing_.insert(world.party(world.facts.legs[i].payee));
    }
    Statement rows = db.prepare(schema_text("queries", "tranche_deals"));
    while (rows.step())
        if (deals_.contains(std::string(rows.text(1)))) tranches_.insert(std::string(rows.text(0)));
}

// The second part of a subject is a deal, a tranche or a party, by its table; a stake's third part
// is its company.
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
    return deals_.contains(first);
}

void make_selection_tables(const Db& db) {
    db.run(schema_text("queries", "selected_tables"));
}

void Scope::write_tables(const Db& db) const {
    fill(db, schema_text("queries", "select_deal"), {deals_.begin(), deals_.end()});
    std::set<std::string_view> parties(dealing_.begin(), dealing_.end());
    parties.insert(named_.begin(), named_.end());
    fill(db, schema_text("queries", "select_party"), parties);
}

}  // namespace gw
