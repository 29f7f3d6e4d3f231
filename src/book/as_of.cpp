// SPDX-License-Identifier: Apache-2.0
#include "book/as_of.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "book/schema.h"
#include "text/error.h"
#include "text/names.h"

namespace gw {
namespace {

// The last change set at or before the moment; -1 if the book has no history at all.
std::int64_t change_at(const Db& db, Moment moment) {
    Statement first = db.prepare(schema_text("queries", "first_change"));
    if (!first.step()) return -1;
    const std::string begins(first.text(0));
    if (format_moment(moment) < begins)
        throw Error(Exit::kUsage,
                    fmt::format("--as-of {}: the history of this book begins at {}",
                                format_moment(moment), begins),
                    "--as-of is what the book said; for the world as of a day: --on DATE");
    Statement last = db.prepare(schema_text("queries", "change_at"));
    last.bind(0, format_moment(moment)).step();
    return last.integer(0);
}

std::vector<std::string> tables_changed_after(const Db& db, std::int64_t change) {
    std::vector<std::string> names;
    Statement rows = db.prepare(schema_text("queries", "tables_changed_after"));
    rows.bind(0, change);
    while (rows.step())
        names.emplace_back(rows.text(0));
    return names;
}

// "CREATE TABLE x ..." with " TEMP" after its first word, "CREATE INDEX y ..." with "temp." before
// its name: SQLite keeps both texts with their first words in capitals.
std::string as_temporary(std::string sql) {
    constexpr std::string_view kTable = "CREATE TABLE ";
    if (sql.starts_with(kTable)) return sql.replace(0, kTable.size(), "CREATE TEMP TABLE ");
    for (const std::string_view index : {"CREATE UNIQUE INDEX ", "CREATE INDEX "})
        if (sql.starts_with(index)) return sql.insert(index.size(), "temp.");
    return sql;
}

void make_empty_copy(const Db& db, const std::string& table) {
    std::vector<std::string> texts;
    Statement rows = db.prepare(schema_text("queries", "table_texts"));
    rows.bind(0, table);
    while (rows.step())
        texts.emplace_back(rows.text(0));
    for (std::string& text : texts)
        db.run(as_temporary(std::move(text)));
}

void fill(const Db& db, const SheetTable& table, std::int64_t change) {
    std::string columns;
    std::string old;
    for (const std::string& name : table.stored) {
        columns += quote_identifier(name) + ", ";
        old += fmt::format("json_extract(old, '$.{}'), ", name);
    }
    const std::string name = quote_identifier(table.name);
    db.prepare(fmt::format("insert into temp.{0} ({1}book_change, book_check) "
                           "select {1}book_change, book_check from main.{0} where book_change <= ?",
                           name, columns))
        .bind(0, change)
        .run();
    db.prepare(fmt::format("insert into temp.{} ({}book_change, book_check) "
                           "select {}since, row_check from main.book_versions "
                           "where name = ?1 and change > ?2 and since <= ?2",
                           name, columns, old))
        .bind(0, table.name)
        .bind(1, change)
        .run();
}

// book_spellings follows from names and aliases, of which each key names one party.
void fill_spellings(const Db& db) {
    make_empty_copy(db, "book_spellings");
    Statement add = db.prepare(schema_text("queries", "add_spelling"));
    for (const std::string_view query : {"party_names", "aliases"}) {
        Statement rows = db.prepare(query == "aliases" ? schema_text("queries", "aliases")
                                                       : schema_text("queries", "party_names"));
        while (rows.step()) {
            const bool alias = query == "aliases";
            const std::string folded = fold_name(rows.text(alias ? 0 : 1));
            if (!folded.empty()) add.bind(0, folded).bind(1, rows.text(alias ? 1 : 0)).try_run();
        }
    }
}

}  // namespace

void prepare_as_of(Db& db) {
    db.run("pragma foreign_keys = off; pragma ignore_check_constraints = on");
    db.show_other_moment();
}

void show_as_of(const Db& db, Moment moment) {
    const std::int64_t change = change_at(db, moment);
    if (change < 0) return;
    const std::vector<std::string> changed = tables_changed_after(db, change);
    if (changed.empty()) return;
    const Catalogue catalogue(db);
    for (const std::string& name : changed)
        if (const SheetTable* table = catalogue.find(name)) {
            make_empty_copy(db, name);
            fill(db, *table, change);
        }
    const auto has_changed = [&](std::string_view table) {
        return std::find(changed.begin(), changed.end(), table) != changed.end();
    };
    if (has_changed("parties") || has_changed("aliases")) fill_spellings(db);
}

}  // namespace gw
