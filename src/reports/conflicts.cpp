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

// The row of a claim (subject, field, value, source, standing) that differs from what is stored;
// nullopt: it does not.
std::optional<std::vector<Value>> conflict_row(const Statement& claim, RowFinder& finder,
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
    const std::string same_origin = origins.same(stored_source, text(3)) ? "yes" : "no";
    return std::vector<Value>{text(0),
                              text(1),
                              stored.empty() ? Value(Unknown{}) : Value(stored),
                              text_or_nil(stored_source),
                              text(2),
                              text(3),
                              std::string(relation_name(relation)),
                              text(4),
                              same_origin};
}

}  // namespace

Table conflicts(const Book& book, const AskOptions& options) {
    const Db& db = book.db();
    std::optional<World> world;
    std::optional<Scope> scope;
    if (!options.words.empty()) scope.emplace(db, world.emplace(db, options));
    const Catalogue catalogue(db);
    const Origins origins(db);
    RowFinder finder(db, catalogue);
    Table table;
    table.columns = columns();
    Statement claims = db.prepare(schema_text("queries", "claims"));
    while (claims.step()) {
        if (claims.text(1).starts_with(kTopic) || (scope && !scope->contains(claims.text(0))))
            continue;
        if (auto row = conflict_row(claims, finder, origins)) table.rows.push_back(std::move(*row));
    }
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
