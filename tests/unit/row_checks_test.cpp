// SPDX-License-Identifier: Apache-2.0
#include "book/row_checks.h"

#include <fmt/core.h>
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "book/book.h"
#include "book/catalogue.h"
#include "book/change_set.h"
#include "book/schema.h"

using namespace gw;

namespace {

// The text of a CREATE TABLE, as SQLite has it.
std::string create_text(const Db& db, const std::string& table) {
    Statement texts = db.prepare(schema_text("queries", "table_texts"));
    REQUIRE(texts.bind(0, table).step());
    return std::string(texts.text(0));
}

struct Column {
    std::string name;
    bool text = false;
    bool required = false;
};

std::vector<Column> stored_columns(const Db& db, const SheetTable& table) {
    std::vector<Column> columns;
    for (const std::string& name : table.stored) {
        Statement column =
            db.prepare("select type, \"notnull\" from pragma_table_xinfo(?) where name = ?");
        REQUIRE(column.bind(0, table.name).bind(1, name).step());
        columns.push_back({name, column.text(0) == "TEXT", column.integer(1) != 0});
    }
    return columns;
}

// Words that CHECKs tell apart: those of the schema itself, days that are none, slugs that are too
// long, letters beyond ASCII.
const std::vector<std::string>& words() {
    static const std::vector<std::string> all = {"",
                                                 "a",
                                                 "-",
                                                 "a-b",
                                                 "A",
                                                 "a b",
                                                 "é",
                                                 "日本",
                                                 std::string(64, 'a'),
                                                 std::string(65, 'a'),
                                                 "company",
                                                 "deal",
                                                 "programme",
                                                 "firm",
                                                 "contingent",
                                                 "option",
                                                 "even",
                                                 "unknown",
                                                 "equity",
                                                 "compute",
                                                 "year",
                                                 "filing",
                                                 "http://",
                                                 "http://x",
                                                 "https://x/é",
                                                 "ftp://x",
                                                 "USD",
                                                 "usd",
                                                 "US",
                                                 "USDX",
                                                 "kW",
                                                 "kW/week",
                                                 "0",
                                                 "1",
                                                 "0.5",
                                                 "1.2.3",
                                                 "7a",
                                                 "rejected",
                                                 "open",
                                                 "talks",
                                                 "2026-01-01",
                                                 "2026-02-29",
                                                 "2024-02-29",
                                                 "2026-13-01",
                                                 "2026-1-1",
                                                 "now",
                                                 "2026",
                                                 "2199-12-31",
                                                 "2026-01-01 00:00",
                                                 "9999-12-31",
                                                 "part_of",
                                                 "within",
                                                 "gpu",
                                                 "chip",
                                                 "it",
                                                 "contract",
                                                 "operational",
                                                 "target",
                                                 "issued",
                                                 "revenue",
                                                 "planned",
                                                 "reason"};
    return all;
}

rc::Gen<DbValue> value_of(const Column& column) {
    auto number = rc::gen::map(rc::gen::elementOf(std::vector<std::int64_t>{
                                   -1, 0, 1, 2, 5, 9999, 10000, 10001, std::int64_t{1} << 60}),
                               [](std::int64_t value) { return DbValue(value); });
    auto word = rc::gen::map(rc::gen::elementOf(words()),
                             [](const std::string& text) { return DbValue(text); });
    auto none = rc::gen::just(DbValue(std::monostate{}));
    auto some = column.text ? word : number;
    if (column.required) return some;
    return rc::gen::weightedOneOf<DbValue>({{2, some}, {1, none}});
}

// "" or what SQLite says of the row; nothing is stored.
std::string said_by_sqlite(const Db& db, const SheetTable& table, const Row& row) {
    std::string names;
    std::string marks;
    for (const std::string& name : table.stored) {
        names += (names.empty() ? "" : ", ") + quote_identifier(name);
        marks += marks.empty() ? "?" : ", ?";
    }
    Statement insert = db.prepare(
        fmt::format("insert into {} ({}) values ({})", quote_identifier(table.name), names, marks));
    for (std::size_t i = 0; i < row.size(); ++i)
        insert.bind_value(static_cast<int>(i), row[i]);
    db.run("savepoint attempt");
    const std::string broken = insert.try_run();
    db.run("rollback to attempt; release attempt");
    return broken;
}

std::vector<ValueView> views_of(const Row& row) {
    std::vector<ValueView> views;
    for (const DbValue& value : row)
        if (const auto* number = std::get_if<std::int64_t>(&value))
            views.emplace_back(*number);
        else if (const auto* text = std::get_if<std::string>(&value))
            views.emplace_back(std::string_view(*text));
        else
            views.emplace_back();
    return views;
}

std::optional<RowChecks> parse(const std::string& create) {
    return RowChecks::parse(create, {"name", "size"});
}

}  // namespace

TEST_CASE("row checks: every table's CHECKs can be read") {
    const Db db = Book::empty_in_memory();
    const Catalogue catalogue(db);
    for (const SheetTable& table : catalogue.tables()) {
        const std::string create = create_text(db, table.name);
        const auto checks = RowChecks::parse(create, table.stored);
        REQUIRE(checks);
        std::size_t count = 0;
        for (std::size_t at = create.find("check ("); at != std::string::npos;
             at = create.find("check (", at + 1))
            ++count;
        CHECK(checks->size() == count);
    }
}

TEST_CASE("row checks: of any row of any table they say what SQLite says") {
    Db db = Book::empty_in_memory();
    db.run("pragma foreign_keys = off");
    const Catalogue catalogue(db);
    std::size_t right = 0;
    for (const SheetTable& table : catalogue.tables()) {
        const auto checks = RowChecks::parse(create_text(db, table.name), table.stored);
        REQUIRE(checks);
        const std::vector<Column> columns = stored_columns(db, table);
        rc::check(fmt::format("CHECKs of {}", table.name), [&] {
            Row row;
            for (const Column& column : columns)
                row.push_back(*value_of(column));
            const std::string broken = said_by_sqlite(db, table, row);
            const bool checked = broken.empty() || broken.starts_with("CHECK constraint failed");
            if (!checked) return;
            right += broken.empty() ? 1 : 0;
            RC_ASSERT(checks->hold(views_of(row).data()) == broken.empty());
        });
    }
    CHECK(right > 0);
}

TEST_CASE("row checks: each breach of one column alone is seen") {
    Db db = Book::empty_in_memory();
    db.run("pragma foreign_keys = off");
    const Catalogue catalogue(db);
    const SheetTable& table = *catalogue.find("legs");
    const auto checks = RowChecks::parse(create_text(db, "legs"), table.stored);
    const std::vector<Column> columns = stored_columns(db, table);
    Row right(table.stored.size());
    const auto put = [&](std::string_view name, const DbValue& value) {
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (columns[i].name == name) right[i] = value;
    };
    for (const auto& [name, value] :
         std::vector<std::pair<std::string, DbValue>>{{"deal", "d"},
                                                      {"leg", std::int64_t{1}},
                                                      {"payer", "a"},
                                                      {"payee", "b"},
                                                      {"kind", "equity"},
                                                      {"amount_lo", std::int64_t{5}},
                                                      {"amount_hi", std::int64_t{9}},
                                                      {"amount_approx", std::int64_t{0}},
                                                      {"currency", "USD"},
                                                      {"shares_approx", std::int64_t{0}},
                                                      {"firmness", "firm"},
                                                      {"profile", "even"},
                                                      {"start_lo", "2026-01-01"},
                                                      {"start_hi", "2026-01-31"}})
        put(name, value);
    REQUIRE(said_by_sqlite(db, table, right).empty());
    CHECK(checks->hold(views_of(right).data()));
    rc::check("one column of a right leg is changed", [&] {
        Row row = right;
        const auto at = *rc::gen::inRange<std::size_t>(0, columns.size());
        row[at] = *value_of(columns[at]);
        const bool holds = said_by_sqlite(db, table, row).empty();
        RC_ASSERT(checks->hold(views_of(row).data()) == holds);
    });
}

TEST_CASE("row checks: checks of columns that do not vary are asked once") {
    auto checks = parse(
        "create table t (name text check (name in ('a', 'b')), size integer, "
        "check (size >= 1), check (name <> 'b' or size > 2)) strict");
    REQUIRE(checks);
    const std::string a = "a";
    const std::string c = "c";
    std::vector<ValueView> row = {ValueView(std::string_view(a)), ValueView(std::int64_t{0})};
    CHECK(checks->size() == 3);
    CHECK(checks->settle(row.data(), {false, true}));
    CHECK(checks->size() == 2);
    CHECK_FALSE(checks->hold(row.data()));
    row[0] = ValueView(std::string_view(c));
    CHECK_FALSE(checks->settle(row.data(), {true, false}));
}

TEST_CASE("row checks: a form that is not known is SQLite's business") {
    CHECK(parse("create table t (name text, size integer check (size > 0)) strict"));
    for (const char* check :
         {"abs(size) > 0", "size > 'a'", "name > 1", "size + 1 > 0", "name like 'a%'",
          "size in (select 1)", "date(name) is name", "name is date(name)", "other = 1",
          "name glob '[é]*'", "case when size then 1 end", "size > 1.5", "size > -1", "name"})
        CHECK_FALSE(parse(
            fmt::format("create table t (name text, size integer, check ({})) strict", check)));
}
