// SPDX-License-Identifier: Apache-2.0
//
// Rows read from the pages of a file against those that SQLite reads, over random tables; and that
// nothing but a refusal comes of pages that are damaged.
#include "book/table_scan.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "book/table_layout.h"
#include "temporary_folder.h"
#include "text/error.h"

using namespace gw;

namespace {

namespace fs = std::filesystem;

// An empty database.
class File {
public:
    File() { std::ofstream{path()}; }

    std::string path() const { return (folder_.path() / "x.db").string(); }
    void write(const std::string& sql) const { Db(path(), OpenMode::kReadWrite).run(sql); }

private:
    TemporaryFolder folder_;
};

// As Book::open_to_read leaves it.
Db reading(const File& file) {
    Db db(file.path(), OpenMode::kReadOnly);
    db.run("begin; pragma user_version");
    return db;
}

// A row in words: NULL, a number, a text in its bytes.
template <class Row>
std::string words_of(const Row& row, const std::string& kinds) {
    std::string words;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const int column = static_cast<int>(i);
        if (row.is_null(column))
            words += "null|";
        else if (kinds[i] == 'i')
            words += std::to_string(row.integer(column)) + '|';
        else
            words += std::string(row.text(column)) + '|';
    }
    return words;
}

DbValue value_of(const ValueView& view) {
    switch (view.kind) {
        case ValueView::Kind::kInteger:
            return view.integer;
        case ValueView::Kind::kText:
            return std::string(view.text());
        default:
            return std::monostate{};
    }
}

std::vector<std::string> by_statement(const Db& db, const std::string& sql,
                                      const std::string& kinds) {
    std::vector<std::string> all;
    Statement rows = db.prepare(sql);
    while (rows.step())
        all.push_back(words_of(rows, kinds));
    return all;
}

std::vector<std::string> by_scan(const Db& db, const std::string& sql, const std::string& kinds) {
    std::optional<FileTables> tables = FileTables::open(db);
    RC_ASSERT(tables.has_value());
    std::vector<std::string> all;
    TableScan rows = tables->scan(sql);
    while (rows.step())
        all.push_back(words_of(rows, kinds));
    return all;
}

// The rows of both halves, and how many of them are in the first; nullopt: all are on one page.
std::optional<std::pair<std::vector<std::string>, std::size_t>> by_halves(
    const Db& db, const std::string& sql, const std::string& kinds) {
    std::optional<FileTables> tables = FileTables::open(db);
    std::vector<std::string> all;
    auto halves = tables->scan_halves(sql);
    if (!halves) return std::nullopt;
    // By turns, as two threads would.
    std::vector<std::string> rest;
    for (bool first = true, second = true; first || second;) {
        first = first && halves->first.step();
        if (first) all.push_back(words_of(halves->first, kinds));
        second = second && halves->second.step();
        if (second) rest.push_back(words_of(halves->second, kinds));
    }
    const std::size_t in_first = all.size();
    all.insert(all.end(), rest.begin(), rest.end());
    return std::pair(all, in_first);
}

// What reading of a file makes that is no refusal passes through.
template <class Read>
void read_damaged(const File& file, Read read) {
    try {
        const Db db = reading(file);
        if (FileTables::open(db)) read(db);
    } catch (const ScanFault&) {
    } catch (const Error&) {
    }
}

struct Row {
    std::string name;
    std::int64_t number = 0;
    std::optional<std::string> text;
    std::optional<std::int64_t> amount;
};

rc::Gen<std::int64_t> any_number() {
    return rc::gen::map(rc::gen::pair(rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange(0, 64)),
                        [](const std::pair<std::int64_t, int>& one) {
                            return one.first >> one.second;  // of every width
                        });
}

Row any_row() {
    Row row;
    row.name = *rc::gen::container<std::string>(rc::gen::inRange('a', 'd'));
    row.number = *any_number();
    const int length = *rc::gen::element(0, 1, 10, 100, 1000, 5000, 20000);
    if (*rc::gen::inRange(0, 4) > 0)
        row.text = std::string(static_cast<std::size_t>(*rc::gen::inRange(0, length + 1)), 'x');
    if (*rc::gen::inRange(0, 4) > 0) row.amount = *any_number();
    return row;
}

void store(const Db& db, const std::vector<Row>& rows) {
    Transaction transaction(db);
    Statement keyed = db.prepare("insert or ignore into keyed values (?, ?, ?, ?)");
    Statement plain =
        db.prepare("insert into plain (amount, name, number, text) values (?, ?, ?, ?)");
    for (const Row& row : rows) {
        const auto bind = [&](Statement& to, const std::vector<int>& places) {
            to.bind(places[0], std::string_view(row.name)).bind(places[1], row.number);
            row.text ? to.bind(places[2], std::string_view(*row.text))
                     : to.bind(places[2], nullptr);
            row.amount ? to.bind(places[3], *row.amount) : to.bind(places[3], nullptr);
            to.run();
        };
        bind(keyed, {2, 1, 0, 3});
        bind(plain, {1, 2, 3, 0});
    }
    transaction.commit();
}

const std::string kTables =
    "create table keyed (text text, number integer not null, name text not null,"
    " amount integer, twice integer as (amount * 2), primary key (name, number)) strict, without "
    "rowid;"
    "create table plain (amount integer, twice integer as (amount * 2), name text,"
    " number integer, \"text\" text check (length(text) < 30000), check (1 in (1, 2))) strict;";

}  // namespace

TEST_CASE("a scan reads what a statement reads, row by row") {
    CHECK(rc::check([] {
        const File file;
        const int size = *rc::gen::element(512, 1024, 4096, 65536);
        file.write("pragma page_size = " + std::to_string(size) + ";" + kTables);
        std::vector<Row> rows(static_cast<std::size_t>(*rc::gen::element(0, 1, 5, 60, 400)));
        std::generate(rows.begin(), rows.end(), any_row);
        store(Db(file.path(), OpenMode::kReadWrite), rows);
        const Db db = reading(file);
        const std::string keyed =
            "select name, number, text, amount from keyed order by name, number";
        RC_ASSERT(by_scan(db, keyed, "titi") == by_statement(db, keyed, "titi"));
        const std::string plain = "select number, amount, text, name from plain order by rowid";
        RC_ASSERT(by_scan(db, plain, "iitt") == by_statement(db, plain, "iitt"));
        if (const auto halves = by_halves(db, keyed, "titi"))
            RC_ASSERT(halves->first == by_scan(db, keyed, "titi"));
        if (const auto halves = by_halves(db, plain, "iitt"))
            RC_ASSERT(halves->first == by_scan(db, plain, "iitt"));
    }));
}

TEST_CASE("halves of a table hold all its rows, and each a quarter of them or more") {
    const std::string plain = "select number, name from plain order by rowid";
    const std::string keyed = "select name, number from keyed order by name, number";
    for (const int size : {512, 4096, 16384}) {
        const File file;
        file.write("pragma page_size = " + std::to_string(size) + ";" + kTables);
        const Db writer(file.path(), OpenMode::kReadWrite);
        std::size_t stored = 0;
        for (const std::size_t rows : {1, 40, 200, 1000, 5000, 30000}) {
            Transaction transaction(writer);
            for (; stored < rows; ++stored) {
                const std::string number = std::to_string(stored);
                writer.run("insert into plain (number, name) values (" + number + ", 'row')");
                writer.run("insert into keyed (name, number) values ('row', " + number + ")");
            }
            transaction.commit();
            const Db db = reading(file);
            for (const auto& [sql, kinds] : {std::pair(plain, "it"), std::pair(keyed, "ti")}) {
                const auto halves = by_halves(db, sql, kinds);
                CHECK((halves || rows < 5000));
                if (!halves) continue;
                const auto& [all, in_first] = *halves;
                CHECK(all == by_statement(db, sql, kinds));
                CHECK(4 * in_first >= rows);
                CHECK(4 * in_first <= 3 * rows);
            }
        }
    }
}

TEST_CASE("a scan by the primary key has the values that a statement has in that order") {
    CHECK(rc::check([] {
        const File file;
        file.write("pragma page_size = 512;" + kTables);
        std::vector<Row> rows(static_cast<std::size_t>(*rc::gen::element(0, 1, 60)));
        std::generate(rows.begin(), rows.end(), any_row);
        store(Db(file.path(), OpenMode::kReadWrite), rows);
        const Db db = reading(file);
        std::optional<FileTables> tables = FileTables::open(db);
        std::optional<TableScan> scan = tables->scan_in_order(
            "keyed", {"text", "amount", "number", "name"}, {"name", "number"});
        RC_ASSERT(scan.has_value());
        Statement rows_in_order =
            db.prepare("select text, amount, number, name from keyed order by name, number");
        while (rows_in_order.step()) {
            RC_ASSERT(scan->step());
            for (int i = 0; i < 4; ++i) {
                RC_ASSERT(value_of(scan->view(i)) == rows_in_order.value(i));
                RC_ASSERT(value_of(rows_in_order.view(i)) == rows_in_order.value(i));
            }
        }
        RC_ASSERT(!scan->step());
    }));
}

TEST_CASE("a scan by other columns than the whole primary key is not offered") {
    const File file;
    file.write(kTables);
    const Db db = reading(file);
    std::optional<FileTables> tables = FileTables::open(db);
    REQUIRE(tables);
    CHECK(tables->scan_in_order("keyed", {"text"}, {"name", "number"}));
    CHECK_FALSE(tables->scan_in_order("keyed", {"text"}, {"number", "name"}));
    CHECK_FALSE(tables->scan_in_order("keyed", {"text"}, {"name"}));
    CHECK_FALSE(tables->scan_in_order("keyed", {"text"}, {"name", "number", "text"}));
    CHECK_FALSE(tables->scan_in_order("keyed", {"text"}, {}));
    CHECK_FALSE(tables->scan_in_order("plain", {"text"}, {}));
    CHECK_FALSE(tables->scan_in_order("plain", {"text"}, {"name"}));
    CHECK_THROWS_AS(tables->scan_in_order("ghost", {"text"}, {"name"}), ScanFault);
    CHECK_THROWS_AS(tables->scan_in_order("keyed", {"ghost"}, {"name", "number"}), ScanFault);
}

TEST_CASE("a table is surely empty if it has no row and its pages are all there is") {
    const File file;
    file.write(kTables);
    CHECK(is_surely_empty(reading(file), "keyed"));
    CHECK(is_surely_empty(reading(file), "plain"));
    CHECK_FALSE(is_surely_empty(reading(file), "ghost"));
    CHECK_FALSE(is_surely_empty(Db(file.path(), OpenMode::kReadOnly), "plain"));
    file.write("insert into plain (name) values (null)");
    CHECK_FALSE(is_surely_empty(reading(file), "plain"));
    file.write("delete from plain");
    CHECK(is_surely_empty(reading(file), "plain"));
    file.write(
        "begin; insert into plain (number) values (1), (2); commit; delete from plain where number "
        "= 1");
    CHECK_FALSE(is_surely_empty(reading(file), "plain"));
}

TEST_CASE("of damaged pages a scan makes nothing worse than a refusal") {
    CHECK(rc::check([] {
        const File file;
        file.write("pragma page_size = 512;" + kTables);
        std::vector<Row> rows(100);
        std::generate(rows.begin(), rows.end(), any_row);
        store(Db(file.path(), OpenMode::kReadWrite), rows);
        {
            std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
            const auto size = static_cast<int>(fs::file_size(file.path()));
            for (int i = *rc::gen::inRange(1, 20); i > 0; --i) {
                bytes.seekp(*rc::gen::inRange(100, size));
                bytes.put(static_cast<char>(*rc::gen::inRange(0, 256)));
            }
        }
        for (const char* table : {"keyed", "plain"}) {
            const std::string sql = std::string("select text, amount, name from ") + table;
            read_damaged(file, [&](const Db& db) { (void)by_scan(db, sql, "tit"); });
            read_damaged(file, [&](const Db& db) { (void)by_halves(db, sql, "tit"); });
        }
    }));
}

TEST_CASE("a scan is refused where the file is not all that a statement would read") {
    const File file;
    file.write(kTables);
    const Db writer(file.path(), OpenMode::kReadWrite);
    writer.run("begin; pragma user_version");
    CHECK_FALSE(FileTables::open(writer));
    Db before(file.path(), OpenMode::kReadOnly);
    CHECK_FALSE(FileTables::open(before));  // nothing locks the file yet
    before.run("begin; pragma user_version");
    CHECK(FileTables::open(before));
    before.show_other_moment();
    CHECK_FALSE(FileTables::open(before));
    CHECK_THROWS_AS(FileTables::open(reading(file))->scan("select ghost from plain"), ScanFault);
    CHECK_THROWS_AS(FileTables::open(reading(file))->scan("select twice from plain"), ScanFault);
    CHECK_THROWS_AS(FileTables::open(reading(file))->scan("select name from ghost"), ScanFault);
}

TEST_CASE("a journal that is none of ours, or another encoding, is left to SQLite") {
    const File wal;
    wal.write("pragma journal_mode = wal;" + kTables + "pragma wal_checkpoint(truncate)");
    const Db db(wal.path(), OpenMode::kReadOnly);
    db.run("begin; pragma user_version");
    CHECK_FALSE(FileTables::open(db));
    const File utf16;
    utf16.write("pragma encoding = 'UTF-16';" + kTables);
    CHECK_FALSE(FileTables::open(reading(utf16)));
}

TEST_CASE("a row that is older than its last column is left to SQLite") {
    const File file;
    file.write(kTables +
               "insert into plain (name) values ('a');"
               "alter table plain add column late integer not null default 7");
    const Db db = reading(file);
    std::optional<FileTables> tables = FileTables::open(db);
    REQUIRE(tables);
    TableScan rows = tables->scan("select name, late from plain");
    CHECK_THROWS_AS(rows.step(), ScanFault);
}

TEST_CASE("the columns of an index are told from its text, whole or cut off anywhere") {
    const std::string text = "create unique index legs_key on legs (deal, \"leg\")";
    CHECK(read_index(text) == std::vector<std::string>{"deal", "leg"});
    for (std::size_t length = 0; length < text.size(); ++length)
        CHECK(read_index(text.substr(0, length)).size() <= 2);
}

TEST_CASE("where columns stand is told from the text of the table") {
    const auto layout = read_layout(
        "CREATE TABLE t (a text, -- one, two)\n"
        " [b c] integer constraint \"b, c is (a)\" check (b > (1)), d text as (a || ','),"
        " e text references u (x, y), constraint k primary key (e, a), foreign key (a) references "
        "u)"
        " strict,\nWITHOUT ROWID");
    REQUIRE(layout);
    CHECK(layout->without_rowid);
    CHECK(layout->stored == std::vector<std::string>{"e", "a", "b c"});
    CHECK(read_layout("create table t (a text, b text primary key) without rowid")->stored ==
          std::vector<std::string>{"b", "a"});
    CHECK_FALSE(read_layout("create table t (a integer primary key, b text)"));
    CHECK_FALSE(read_layout("create table t (a text, primary key (a desc)) without rowid"));
    CHECK_FALSE(read_layout("create table t (a text, b text as (a) stored)"));
    CHECK_FALSE(read_layout("create table t (a text, b text"));
}
