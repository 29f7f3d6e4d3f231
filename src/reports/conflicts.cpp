// SPDX-License-Identifier: Apache-2.0
#include "reports/conflicts.h"

#include <fmt/core.h>

#include <optional>
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

Value text_or_nil(std::string text) {
    if (text.empty()) return Nil{};
    return text;
}

std::vector<Column> columns() {
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

// A claim (subject, field, value, source, standing) that differs from what is stored; nullopt: it
// does not.
std::optional<Conflict> conflict_of(const Statement& claim, RowFinder& finder,
                                    const Origins& origins) {
    const auto text = [&](int column) { return std::string(claim.text(column)); };
    const auto found = finder.find(claim.text(0));
    const SheetColumn* column = found ? found->table->find(claim.text(1)) : nullptr;
    if (column == nullptr) return std::nullopt;
    const std::string stored = Rows::cell(*column, found->row);
    const Relation relation = relate(*column, stored, claim.text(2));
    if (relation == Relation::kSame) return std::nullopt;
    const SheetColumn* witness = found->table->find("source");
    const std::string stored_source =
        witness == nullptr ? std::string() : Rows::cell(*witness, found->row);
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
    RowFinder finder(db, catalogue);
    std::vector<Conflict> conflicts;
    Statement claims = db.prepare(schema_text("queries", "claims"));
    while (claims.step())
        if (!claims.text(1).starts_with(kTopicField))
            if (auto conflict = conflict_of(claims, finder, origins))
                conflicts.push_back(std::move(*conflict));
    return conflicts;
}

Table conflicts(const Book& book, const AskOptions& options) {
    const Db& db = book.db();
    std::optional<World> world;
    std::optional<Scope> scope;
    if (!options.words.empty()) scope.emplace(db, world.emplace(db, options));
    Table table;
    table.columns = columns();
    for (const Conflict& conflict : find_conflicts(db))
        if (!scope || scope->contains(conflict.subject))
            table.rows.push_back(conflict_row(conflict));
    table.title = join_title({"Conflicts: claims that differ from what the book stores",
                              world ? world->selection.text() : std::string(),
                              plural(table.rows.size(), "claim")});
    table.notes.emplace_back(
        "disjoint: both cannot be true; bound: another limit; refines: one lies inside the other; "
        "rounding: within 2 %; overlap: they meet");
    table.notes.emplace_back(
        "everything said about one subject, with the words of the sources: gigawatch show SUBJECT");
    arrange(table, options);
    return table;
}

}  // namespace gw
