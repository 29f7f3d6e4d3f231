// SPDX-License-Identifier: Apache-2.0
//
// A thin RAII layer over the SQLite C API: connection, statement, transaction. Only this file and
// select.cpp include sqlite3.h. Every failure throws DbError with SQLite's own words; a
// constraint that a row breaks is the one failure that callers expect, and comes back as a value
// from Statement::try_run.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "book/value_view.h"
#include "text/error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace gw {

// A value as the book stores it. No REAL: nothing in the book is one.
using DbValue = std::variant<std::monostate, std::int64_t, std::string>;

// After how many steps of SQLite's machine, some 0.1 ms, it is asked whether to go on.
inline constexpr int kStepsBetweenLooks = 10'000;

// SQLite could not do what it was asked to. In a transaction that means that nothing was stored,
// unless it was the commit itself (book/change_set.h). Lack of memory is std::bad_alloc.
class DbError : public Error {
public:
    using Error::Error;
};

enum class OpenMode : std::uint8_t { kReadOnly, kReadWrite };

class Statement;

class Db {
public:
    // Opens `path` with the settings of docs/decisions.md ("connection"): no URI names, no views or
    // triggers of the file, defensive, foreign keys on. A path with a symbolic link in it is
    // refused. What a connection that may write is doing ends with Error kInterrupted once
    // interrupted() (text/interrupt.h). Throws DbError, as every function here does.
    Db(const std::string& path, OpenMode mode);

    Statement prepare(std::string_view sql) const;
    void run(std::string_view sql) const;  // one or more statements that return nothing
    std::int64_t read_integer(std::string_view sql) const;  // first column of the only row
    bool in_transaction() const;

    // Whether what a statement reads are the bytes of the file and nothing else: in a transaction
    // that has begun to read, of a connection that cannot write and shows no other moment.
    bool reads_file() const;
    void show_other_moment() { other_moment_ = true; }  // temporary tables stand before the file's
    // Fills `into` with the file's bytes from `offset` on, through SQLite; false if it cannot.
    // REQUIRES: reads_file().
    bool read_file(std::int64_t offset, std::span<std::uint8_t> into) const;

    void copy_into(const Db& target) const;  // all of it, as it is now
    void close();  // throws if the connection does not close cleanly; the destructor closes without
                   // a word

    sqlite3* handle() const { return handle_.get(); }

private:
    struct Closer {
        void operator()(sqlite3* db) const;
    };
    std::unique_ptr<sqlite3, Closer> handle_;
    bool other_moment_ = false;
};

// One prepared statement. Parameters and columns count from 0 here, unlike in the C API.
class Statement {
public:
    Statement(sqlite3* db, std::string_view sql);

    Statement& bind(int parameter, std::int64_t value);
    Statement& bind(int parameter, std::string_view value);  // copied by SQLite before bind returns
    Statement& bind(int parameter, std::nullptr_t);
    Statement& bind_value(int parameter, const DbValue& value);
    Statement& bind_name(std::string_view name,
                         std::string_view value);  // no such parameter: nothing is bound

    // Steps to the next row; false when there is none, and the statement is then reset. Text views
    // handed out for a row are valid until the next step.
    bool step();
    void run();    // steps to the end, discards rows
    void reset();  // for another run; bindings stay

    // Runs the statement; the broken constraint's message if a constraint fails ("" if none did).
    // Any other failure throws.
    std::string try_run();

    int columns() const;
    std::string_view column_name(int column) const;
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    std::string_view text(int column) const;  // "" for NULL
    std::optional<std::int64_t> optional_integer(int column) const;
    DbValue value(int column) const;
    ValueView view(int column) const;  // the same, its text valid as that of text()

private:
    void check_bound(int code) const;

    struct Finalizer {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> handle_;
};

// BEGIN IMMEDIATE at birth; rolled back at death unless committed.
class Transaction {
public:
    explicit Transaction(const Db& db);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    const Db& db_;
    bool open_ = true;
};

// "name" with quotes doubled: for table and column names, which cannot be bound.
std::string quote_identifier(std::string_view name);

std::string_view sqlite_version();  // of the library that runs, "3.40.1"

}  // namespace gw
