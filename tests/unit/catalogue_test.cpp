// SPDX-License-Identifier: Apache-2.0
//
// What the catalogue reads off the texts of the schema against what SQLite says of its tables.
#include "book/catalogue.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "book/book.h"

using namespace gw;

namespace {

struct Stored {
    bool not_null = false;
    bool has_default = false;
    std::string default_text;
};

using Names = std::vector<std::string>;

Names ask(const Db& db, const std::string& sql, const std::string& table) {
    Names names;
    Statement rows = db.prepare(sql);
    rows.bind(0, std::string_view(table));
    while (rows.step())
        names.emplace_back(rows.text(0));
    return names;
}

Names tables_of(const Db& db) {
    return ask(db,
               "select name from sqlite_schema where type = 'table' and name not like 'book%' "
               "and name not like 'sqlite%' and ? = '' order by rowid",
               "");
}

std::map<std::string, Stored> stored_of(const Db& db, const std::string& table) {
    std::map<std::string, Stored> columns;
    Statement rows =
        db.prepare("select name, \"notnull\", dflt_value from pragma_table_xinfo(?, 'main')");
    rows.bind(0, std::string_view(table));
    while (rows.step()) {
        Stored column{rows.integer(1) != 0, !rows.is_null(2), std::string(rows.text(2))};
        std::string& text = column.default_text;
        text = text.starts_with('\'') ? text.substr(1, text.size() - 2) : std::string();
        columns.emplace(rows.text(0), column);
    }
    return columns;
}

// Of each column the table that a foreign key of its own names.
std::map<std::string, std::string> references_of(const Db& db, const std::string& table) {
    std::map<std::string, std::string> references;
    Statement rows = db.prepare(
        "select \"from\", \"table\" from pragma_foreign_key_list(?, 'main') where \"table\" <> "
        "'legs'");
    rows.bind(0, std::string_view(table));
    while (rows.step())
        references.emplace(rows.text(0), rows.text(1));
    return references;
}

std::string first_stored(const SheetTable& table, const SheetColumn& column) {
    return table.stored[static_cast<std::size_t>(column.stored.front())];
}

}  // namespace

TEST_CASE("the catalogue has the tables and stored columns that SQLite has, in their order") {
    const Db db = Book::empty_in_memory();
    const Catalogue catalogue(db);
    Names names;
    for (const SheetTable& table : catalogue.tables()) {
        names.push_back(table.name);
        INFO(table.name);
        CHECK(table.stored == ask(db,
                                  "select name from pragma_table_xinfo(?, 'main') where hidden = 0 "
                                  "and name not like 'book%' order by cid",
                                  table.name));
    }
    CHECK(names == tables_of(db));
    CHECK(names.size() > 10);
}

TEST_CASE("the catalogue knows keys, defaults, references and what is required as SQLite does") {
    const Db db = Book::empty_in_memory();
    const Catalogue catalogue(db);
    for (const SheetTable& table : catalogue.tables()) {
        const auto stored = stored_of(db, table.name);
        const auto references = references_of(db, table.name);
        const Names key = ask(db,
                              "select k.name from pragma_index_list(?1, 'main') i, "
                              "pragma_index_info(i.name, 'main') k where i.origin = 'pk' or i.name "
                              "= ?1 || '_key' order by k.seqno",
                              table.name);
        Names key_columns;  // of which each is one or two of the key
        for (const std::string& name : key)
            for (const SheetColumn& column : table.columns) {
                bool part = name == column.name || name == column.name + "_key";
                for (const int place : column.stored)
                    part = part || name == table.stored[static_cast<std::size_t>(place)];
                if (part && (key_columns.empty() || key_columns.back() != column.name))
                    key_columns.push_back(column.name);
            }
        Names marked;
        for (const int place : table.key)
            marked.push_back(table.columns[static_cast<std::size_t>(place)].name);
        INFO(table.name);
        CHECK(marked == key_columns);
        CHECK_FALSE(marked.empty());
        for (const SheetColumn& column : table.columns) {
            INFO(column.name);
            const Stored& first = stored.at(first_stored(table, column));
            const std::set<std::string> in_key(marked.begin(), marked.end());
            CHECK(column.key == in_key.contains(column.name));
            CHECK(column.default_text == first.default_text);
            CHECK(column.required ==
                  (column.key ? first.default_text.empty() : first.not_null && !first.has_default));
            const auto named = references.find(column.name);
            CHECK(column.references == (named != references.end()         ? named->second
                                        : column.grammar == Grammar::kLeg ? "legs"
                                                                          : ""));
        }
    }
}
