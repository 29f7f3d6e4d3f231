// SPDX-License-Identifier: Apache-2.0
#include "book/known_schema.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "book/book.h"
#include "book/schema.h"
#include "text/error.h"

using namespace gw;

namespace {

// What the migrations up to `version` make.
Db schema_of(int version) {
    Db db(":memory:", OpenMode::kReadWrite);
    for (const SchemaFile& file : schema_files())
        if (file.folder == "migrations" && std::stoi(std::string(file.name)) <= version)
            db.run(file.text);
    return db;
}

void check(const Db& db) {
    check_schema(db, book_version(), "a.db");
}

}  // namespace

TEST_CASE("known schema: the digest of each version is that of what its migrations make") {
    for (int version = 1; version <= book_version(); ++version) {
        const Db db = schema_of(version);
        INFO("version " << version << " has digest " << schema_digest(db));
        CHECK_NOTHROW(check_schema(db, version, "a.db"));
    }
    CHECK_THROWS_AS(check_schema(schema_of(book_version()), book_version() + 1, "a.db"), Error);
    CHECK_THROWS_AS(check_schema(schema_of(book_version()), 0, "a.db"), Error);
}

TEST_CASE("known schema: one more table, index or trigger, one less, or another text is told") {
    const std::string changes[] = {
        "create table mine (x)",
        "create index mine on deals (title)",
        "create index mine on deals (abs(title))",
        "create trigger mine after insert on deals begin select 1; end",
        "create trigger mine instead of insert on lens begin select 1; end",
        "create virtual table mine using fts5 (x)",
        "drop table stakes",
        "alter table deals add column more text",
        "alter table deals add column more text generated always as (zeroblob(1000000))",
    };
    for (const std::string& change : changes) {
        const Db db = Book::empty_in_memory();
        check(db);
        db.run(change);
        INFO(change);
        CHECK_THROWS_AS(check(db), Error);
    }
}

TEST_CASE("known schema: views of the file and what ANALYZE leaves are let be") {
    const Db db = Book::empty_in_memory();
    db.run("create view mine as select 1; drop view lens; analyze");
    CHECK_NOTHROW(check(db));
}
