// SPDX-License-Identifier: Apache-2.0
#include "book/db.h"

#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "book/book.h"
#include "temporary_folder.h"
#include "text/error.h"

using namespace gw;

namespace {

namespace fs = std::filesystem;

// A fresh book.
class Folder : public TemporaryFolder {
public:
    Folder() { Book::create(book()); }
    std::string book() const { return (path() / "book.db").string(); }
};

std::string ask(const Db& db, const std::string& sql) {
    Statement rows = db.prepare(sql);
    return rows.step() ? std::string(rows.text(0)) : std::string();
}

void check_settings(const Db& db) {
    CHECK(ask(db, "pragma foreign_keys") == "1");
    CHECK(ask(db, "pragma trusted_schema") == "0");
    CHECK(ask(db, "pragma cell_size_check") == "1");
    CHECK(ask(db, "pragma temp_store") == "2");
    CHECK(ask(db, "pragma busy_timeout") == "10000");
    CHECK(ask(db, "pragma journal_mode") == "delete");
    CHECK(ask(db, "pragma mmap_size") == "0");
    const auto limit = [&](int of) { return sqlite3_limit(db.handle(), of, -1); };
    CHECK(limit(SQLITE_LIMIT_LENGTH) == 8 << 20);
    CHECK(limit(SQLITE_LIMIT_ATTACHED) == 0);
    CHECK(limit(SQLITE_LIMIT_LIKE_PATTERN_LENGTH) == 256);
    CHECK_THROWS_AS(db.run("select \"no such column\""), Error);   // no strings in double quotes
    CHECK_THROWS_AS(db.run("attach ':memory:' as other"), Error);  // no other files
    CHECK_THROWS_AS(db.run("select load_extension('x')"), Error);
    CHECK_THROWS_AS(db.run("select fts3_tokenizer('simple', x'00')"), Error);
    CHECK_THROWS_AS(db.run("select * from live_legs"), Error);  // no views of the file
    CHECK_THROWS_AS(db.run("pragma writable_schema = on; update sqlite_schema set sql = ''"),
                    Error);  // defensive
}

}  // namespace

TEST_CASE("db: every setting of a connection that reads is as it was asked for") {
    const Folder folder;
    const Db db(folder.book(), OpenMode::kReadOnly);
    check_settings(db);
    CHECK_THROWS_AS(db.run("delete from deals"), Error);
}

TEST_CASE("db: every setting of a connection that writes is as it was asked for") {
    const Folder folder;
    const Db db(folder.book(), OpenMode::kReadWrite);
    CHECK(ask(db, "pragma synchronous") == "3");
    CHECK(ask(db, "pragma cache_size") == "-65536");
    check_settings(db);
}

TEST_CASE("db: a trigger of the file does not run") {
    const Folder folder;
    const Db db(folder.book(), OpenMode::kReadWrite);
    db.run(
        "create trigger t after insert on deals begin delete from deals; end;"
        "insert into deals (deal, kind) values ('big', 'deal')");
    CHECK(ask(db, "select deal from deals") == "big");
}

TEST_CASE("db: a name that looks like a URI is a file's name") {
    const Folder folder;
    fs::current_path(fs::path(folder.book()).parent_path());
    { std::ofstream("file:x?mode=memory"); }
    const Db db("file:x?mode=memory", OpenMode::kReadWrite);
    db.run("create table x (y)");
    CHECK(fs::file_size("file:x?mode=memory") > 0);
    fs::current_path(fs::temp_directory_path());
}

TEST_CASE("db: a transaction that is not committed never happened") {
    const Folder folder;
    {
        const Db db(folder.book(), OpenMode::kReadWrite);
        Transaction transaction(db);
        db.run("insert into deals (deal, kind) values ('big', 'deal')");
    }
    const Db db(folder.book(), OpenMode::kReadOnly);
    CHECK(db.read_integer("select count(*) from deals") == 0);
}
