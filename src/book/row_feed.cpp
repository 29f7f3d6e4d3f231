// SPDX-License-Identifier: Apache-2.0
#include "book/row_feed.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <exception>
#include <new>

#include "book/schema.h"

namespace gw {
namespace {

constexpr const char* kFeed = "book_feed";

// The virtual table that a feed is to SQLite. No exception may pass through SQLite: it is kept, and
// thrown when the statement has ended.
struct Feed {
    RowFeed& rows;
    std::string declaration;
    std::size_t taken = 0;
    const ValueView* row = nullptr;
    std::exception_ptr thrown = {};

    int next() {
        try {
            row = rows.next();
        } catch (...) {
            thrown = std::current_exception();
            row = nullptr;
            return SQLITE_ERROR;
        }
        if (row != nullptr) ++taken;
        return SQLITE_OK;
    }
};

struct FeedTable {
    sqlite3_vtab base;
    Feed* feed;
};

struct FeedCursor {
    sqlite3_vtab_cursor base;
    Feed* feed;
};

Feed& feed_of(sqlite3_vtab_cursor* cursor) {
    return *reinterpret_cast<FeedCursor*>(cursor)->feed;
}

int connect(sqlite3* db, void* feed, int, const char* const*, sqlite3_vtab** table, char**) {
    const int code = sqlite3_declare_vtab(db, static_cast<Feed*>(feed)->declaration.c_str());
    if (code != SQLITE_OK) return code;
    auto* made = new (std::nothrow) FeedTable{{}, static_cast<Feed*>(feed)};
    if (made == nullptr) return SQLITE_NOMEM;
    *table = &made->base;
    return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
    delete reinterpret_cast<FeedTable*>(table);
    return SQLITE_OK;
}

int best_index(sqlite3_vtab*, sqlite3_index_info*) {
    return SQLITE_OK;
}

int open_cursor(sqlite3_vtab* table, sqlite3_vtab_cursor** cursor) {
    auto* made = new (std::nothrow) FeedCursor{{}, reinterpret_cast<FeedTable*>(table)->feed};
    if (made == nullptr) return SQLITE_NOMEM;
    *cursor = &made->base;
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    delete reinterpret_cast<FeedCursor*>(cursor);
    return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    return feed_of(cursor).next();
}

int next(sqlite3_vtab_cursor* cursor) {
    return feed_of(cursor).next();
}

int eof(sqlite3_vtab_cursor* cursor) {
    return feed_of(cursor).row == nullptr ? 1 : 0;
}

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int at) {
    const ValueView& value = feed_of(cursor).row[at];
    if (value.kind == ValueView::Kind::kInteger)
        sqlite3_result_int64(context, value.integer);
    else if (value.kind == ValueView::Kind::kText)
        sqlite3_result_text(context, value.data, static_cast<int>(value.size), SQLITE_STATIC);
    return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* id) {
    *id = static_cast<sqlite3_int64>(feed_of(cursor).taken);
    return SQLITE_OK;
}

const sqlite3_module& feed_module() {
    static const sqlite3_module module = [] {
        sqlite3_module made{};
        made.xConnect = connect;
        made.xBestIndex = best_index;
        made.xDisconnect = disconnect;
        made.xOpen = open_cursor;
        made.xClose = close_cursor;
        made.xFilter = filter;
        made.xNext = next;
        made.xEof = eof;
        made.xColumn = column;
        made.xRowid = rowid;
        return made;
    }();
    return module;
}

void bind(Statement& statement, int parameter, const ValueView& value) {
    if (value.kind == ValueView::Kind::kInteger)
        statement.bind(parameter, value.integer);
    else if (value.kind == ValueView::Kind::kText)
        statement.bind(parameter, value.text());
    else
        statement.bind(parameter, nullptr);
}

// CHECKs and foreign keys are not asked from begin() to end(), which throws if they cannot be asked
// again. Where an exception comes between, nothing of the transaction is stored, and the destructor
// does what it can for the connection.
class Unasked {
public:
    explicit Unasked(const Db& db) : db_(db) {}
    ~Unasked() {
        if (!asks_) sqlite3_exec(db_.handle(), kAsk, nullptr, nullptr, nullptr);
        ask_foreign_keys(1);
    }
    Unasked(const Unasked&) = delete;
    Unasked& operator=(const Unasked&) = delete;

    void begin() {
        asks_ = false;
        db_.run("pragma ignore_check_constraints = on");
        ask_foreign_keys(0);
    }
    void end() {
        ask_foreign_keys(1);
        db_.run(kAsk);
        asks_ = true;
    }

private:
    static constexpr const char* kAsk = "pragma ignore_check_constraints = off";

    // A flag of the connection, which needs no memory to be set.
    void ask_foreign_keys(int yes) const {
        [[maybe_unused]] const int code =
            sqlite3_db_config(db_.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, yes, nullptr);
        assert(code == SQLITE_OK);
    }

    const Db& db_;
    bool asks_ = true;
};

// The feed is a table of the connection while it lives.
class Offered {
public:
    Offered(const Db& db, Feed& feed) : db_(db.handle()) {
        if (sqlite3_create_module_v2(db_, kFeed, &feed_module(), &feed, nullptr) != SQLITE_OK)
            throw DbError(Exit::kSystem, sqlite3_errmsg(db_));
    }
    ~Offered() { sqlite3_create_module_v2(db_, kFeed, nullptr, nullptr, nullptr); }
    Offered(const Offered&) = delete;
    Offered& operator=(const Offered&) = delete;

private:
    sqlite3* db_;
};

// The statement names every column in the order of the table, so that SQLite makes each row where
// it takes it from and copies no value. Fixed columns are its parameters, in their order.
std::string insert_sql(const Db& db, const std::string& table,
                       const std::vector<std::string>& columns,
                       const std::vector<FixedColumn>& fixed) {
    std::string into;
    std::string values;
    Statement layout = db.prepare(schema_text("queries", "columns_and_defaults"));
    layout.bind(0, table);
    while (layout.step()) {
        const std::string name(layout.text(0));
        const auto given = std::find(columns.begin(), columns.end(), name);
        const auto same = std::find_if(fixed.begin(), fixed.end(),
                                       [&](const FixedColumn& one) { return one.name == name; });
        std::string value(layout.text(1));
        if (given != columns.end())
            value = fmt::format("c{}", given - columns.begin());
        else if (same != fixed.end())
            value = fmt::format("?{}", same - fixed.begin() + 1);
        into += (into.empty() ? "" : ", ") + quote_identifier(name);
        values += (values.empty() ? "" : ", ") + value;
    }
    // Or fail, not or abort: there is then nothing to take back, and what came before stays.
    return fmt::format("insert or fail into {} ({}) select {} from {}", quote_identifier(table),
                       into, values, kFeed);
}

std::string declaration_of(std::size_t columns) {
    std::string names;
    for (std::size_t i = 0; i < columns; ++i)
        names += fmt::format("{}c{}", i == 0 ? "" : ", ", i);
    return fmt::format("create table feed ({})", names);
}

}  // namespace

std::size_t store_proved_rows(const Db& db, const std::string& table,
                              const std::vector<std::string>& columns,
                              const std::vector<FixedColumn>& fixed, RowFeed& rows) {
    assert(db.in_transaction());
    Feed feed{rows, declaration_of(columns.size())};
    const Offered offered(db, feed);
    Unasked unasked(db);
    unasked.begin();
    std::string broken;
    try {
        Statement insert = db.prepare(insert_sql(db, table, columns, fixed));
        for (std::size_t i = 0; i < fixed.size(); ++i)
            bind(insert, static_cast<int>(i), fixed[i].value);
        broken = insert.try_run();
    } catch (const DbError&) {
        if (feed.thrown) std::rethrow_exception(feed.thrown);
        throw;
    }
    unasked.end();
    return feed.taken - (broken.empty() ? 0 : 1);
}

}  // namespace gw
