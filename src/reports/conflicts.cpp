// SPDX-License-Identifier: Apache-2.0
#include "reports/conflicts.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "book/catalogue.h"
#include "book/rows.h"
#include "book/schema.h"
#include "exchange/claims.h"
#include "reports/scope.h"
#include "reports/world.h"

namespace gw {
namespace {

// Which source a source rewrites in the end: two with one origin are one witness.
class Origins {
public:
    explicit Origins(const Db& db) {
        Statement rows = db.prepare(schema_text("queries", "source_origins"));
        while (rows.step())
            derived_from_.emplace(rows.text(0), rows.text(1));
    }

    bool same(const std::string& a, const std::string& b) const {
        return !a.empty() && !b.empty() && origin(a) == origin(b);
    }

private:
    std::string origin(std::string source) const {
        for (std::size_t steps = 0; steps <= derived_from_.size(); ++steps) {
            const auto found = derived_from_.find(source);
            if (found == derived_from_.end()) break;
            source = found->second;
        }
        return source;
    }

    std::unordered_map<std::string, std::string> derived_from_;
};

std::vector<Column> conflicts_columns() {
    return {{.name = "subject"},
            {.name = "field"},
            {.name = "stored"},
            {.name = "stored_source", .heading = "stored source", .priority = 2},
            {.name = "claimed"},
            {.name = "claimed_source", .heading = "claimed source", .priority = 1},
            {.name = "relation"},
            {.name = "standing"},
            {.name = "same_origin", .heading = "same origin", .priority = 3}};
}

// What sources claim, all of it: an amount is another unit's where its source says so beside it,
// and what is stored need not be the word of the row's own source.
class Claims {
public:
    explicit Claims(const Db& db) {
        Statement rows = db.prepare(schema_text("queries", "claims"));
        while (rows.step()) {
            const auto text = [&](int column) { return std::string(rows.text(column)); };
            if (text(4) != "rejected") said_.try_emplace({text(0), text(1), text(3)}, text(2));
            if (text(4) == "accepted") accepted_.try_emplace({text(0), text(1), text(2)}, text(3));
            if (text(4) == "rejected") turned_down_.insert({text(0), text(1), text(3)});
        }
    }

    // Whether the source gives the row's amounts in another currency or unit.
    bool in_another_unit(const SheetTable& table, const Row& row, const std::string& subject,
                         const std::string& source) const {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](const auto& column) {
            if (column.grammar != Grammar::kCurrency && column.grammar != Grammar::kCurrencyOrPower)
                return false;
            const auto said = said_.find({subject, column.name, source});
            const std::string stored = Rows::cell(column, row);
            return said != said_.end() && !stored.empty() && said->second != stored;
        });
    }

    // The row's own source, unless its word on the field was turned down and another's accepted.
    std::string witness(const std::string& subject, const std::string& field,
                        const std::string& stored, std::string own) const {
        if (!turned_down_.contains({subject, field, own})) return own;
        const auto accepted = accepted_.find({subject, field, stored});
        return accepted == accepted_.end() ? own : accepted->second;
    }

private:
    using Key = std::tuple<std::string, std::string, std::string>;
    std::map<Key, std::string> said_;      // subject, field, source: value
    std::map<Key, std::string> accepted_;  // subject, field, value: source
    std::set<Key> turned_down_;            // subject, field, source
};

bool is_money(Grammar grammar) {
    return grammar == Grammar::kAmount || grammar == Grammar::kSignedAmount;
}

// A claim (subject, field, value, source, standing) that differs from what is stored; nullopt: it
// does not.
std::optional<Conflict> conflict_of(const Statement& claim, RowFinder& finder,
                                    const Origins& origins, const Claims& claims) {
    const auto text = [&](int column) { return std::string(claim.text(column)); };
    const auto found = finder.find(claim.text(0));
    const SheetColumn* column = found ? found->table->find(claim.text(1)) : nullptr;
    if (column == nullptr) return std::nullopt;
    const std::string stored = Rows::cell(*column, found->row);
    const bool other_unit = is_money(column->grammar) && !stored.empty() &&
                            claims.in_another_unit(*found->table, found->row, text(0), text(3));
    const Relation relation = other_unit ? Relation::kUnit : relate(*column, stored, claim.text(2));
    if (relation == Relation::kSame) return std::nullopt;
    const SheetColumn* own = found->table->find("source");
    const std::string stored_source =
        own == nullptr ? std::string()
                       : claims.witness(text(0), text(1), stored, Rows::cell(*own, found->row));
    return Conflict{text(0),       text(1), stored,
                    stored_source, text(2), text(3),
                    relation,      text(4), origins.same(stored_source, text(3))};
}

std::vector<Value> conflict_row(const Conflict& conflict) {
    return {conflict.subject,
            conflict.field,
            conflict.stored.empty() ? Value(Unknown{}) : Value(conflict.stored),
            text_or_nil(conflict.stored_source),
            conflict.claimed,
            conflict.claimed_source,
            std::string(relation_name(conflict.relation)),
            conflict.standing,
            std::string(conflict.same_origin ? "yes" : "no")};
}

}  // namespace

std::vector<Conflict> find_conflicts(const Db& db) {
    const Catalogue catalogue(db);
    const Origins origins(db);
    const Claims all(db);
    RowFinder finder(db, catalogue);
    std::vector<Conflict> conflicts;
    Statement claims = db.prepare(schema_text("queries", "claims"));
    while (claims.step())
        if (!claims.text(1).starts_with(kTopicField))
            if (auto conflict = conflict_of(claims, finder, origins, all))
                conflicts.push_back(std::move(*conflict));
    return conflicts;
}

Table conflicts(const Book& book, const AskOptions& options) {
    const Db& db = book.db();
    std::optional<World> world;
    std::optional<Scope> scope;
    if (!options.words.empty()) scope.emplace(world.emplace(db, options));
    Table table;
    table.columns = conflicts_columns();
    std::size_t open = 0;
    for (const Conflict& conflict : find_conflicts(db)) {
        if (scope && !scope->contains(conflict.subject)) continue;
        table.rows.push_back(conflict_row(conflict));
        if (conflict.standing == "open") ++open;
    }
    table.title = join_title({"Conflicts: claims that differ from what the book stores",
                              world ? world->selection.text() : std::string(),
                              plural(table.rows.size(), "claim"),
                              table.rows.empty() ? "" : fmt::format("{} open", open)});
    table.notes.emplace_back(
        "disjoint: both cannot be true; bound: another limit; refines: one lies inside the other; "
        "rounding: within 2 %; overlap: they meet; unit: another currency");
    table.notes.emplace_back(
        "to decide one: gigawatch accept SUBJECT/FIELD --why TEXT, or reject; of several open "
        "claims SOURCE/SUBJECT/FIELD");
    table.notes.emplace_back(
        "everything said about one subject, with the words of the sources: gigawatch show SUBJECT");
    arrange(table, options);
    return table;
}

}  // namespace gw
