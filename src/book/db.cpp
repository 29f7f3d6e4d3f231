// SPDX-License-Identifier: Apache-2.0
#include "book/db.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <cassert>
#include <new>

#include "text/interrupt.h"

namespace gw {
namespace {

[[noreturn]] void fail(sqlite3* db, std::string_view doing) {
    const int code = sqlite3_extended_errcode(db);
    const int primary = code & 0xff;
    if (primary == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) throw std::bad_alloc();
    std::string message = fmt::format("{}: {}", doing, sqlite3_errmsg(db));
    if (primary == SQLITE_NOTADB || primary == SQLITE_CORRUPT)
        throw DbError(Exit::kData, message, "the file is damaged or no SQLite database");
    if (primary == SQLITE_BUSY)
        throw DbError(
            Exit::kSystem, message,
            "another program is using the book, and 10 seconds were not enough; try again");
    if (primary == SQLITE_INTERRUPT) throw DbError(Exit::kInterrupted, "interrupted");
    if (primary == SQLITE_FULL)
        throw DbError(Exit::kSystem, message,
                      "make room on the disk; removing rows needs room too, for the journal");
    if (code == SQLITE_READONLY_ROLLBACK)
        throw DbError(Exit::kSystem,
                      fmt::format("{}: a writer was stopped, and its journal cannot be rolled back "
                                  "where nothing may be written",
                                  doing),
                      "never delete the journal: run any command as somebody who may write the "
                      "book and its folder");
    throw DbError(Exit::kSystem, message);
}

int look_for_interrupt(void*) {
    return interrupted() ? 1 : 0;
}

void configure_library() {
    static const bool done = [] {
        sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);  // one thread at a time calls SQLite
        sqlite3_config(SQLITE_CONFIG_URI, 0);  // "file:x?mode=memory" is a file name, nothing else
        return sqlite3_initialize() == SQLITE_OK;
    }();
    if (!done) throw DbError(Exit::kSystem, "SQLite cannot start");
}

void set_defenses(sqlite3* db) {
    struct Setting {
        int option;
        int value;
    };
    constexpr Setting kSettings[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
        {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    };
    for (const Setting& setting : kSettings) {
        int now = -1;
        if (sqlite3_db_config(db, setting.option, setting.value, &now) != SQLITE_OK ||
            now != setting.value)
            throw DbError(Exit::kSystem, fmt::format("SQLite refuses setting {}", setting.option));
    }
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 8 << 20);
    sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256);
    sqlite3_busy_timeout(db, 10'000);
}

}  // namespace

void Db::Closer::operator()(sqlite3* db) const {
    sqlite3_close_v2(db);
}

Db::Db(const std::string& path, OpenMode mode) {
    configure_library();
    int flags = SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW;
    flags |= mode == OpenMode::kReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3* db = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    handle_.reset(db);
    if (code != SQLITE_OK) fail(db, path);
    set_defenses(db);
    run("pragma temp_store = memory; pragma mmap_size = 0; pragma cell_size_check = on");
    if (mode == OpenMode::kReadOnly) return;
    sqlite3_progress_handler(db, kStepsBetweenLooks, look_for_interrupt, nullptr);
    // What a writer changes stays in memory up to 64 MiB, so that readers wait for the commit only.
    run("pragma journal_mode = delete; pragma synchronous = extra; pragma cache_size = -65536");
}

Statement Db::prepare(std::string_view sql) const {
    return Statement(handle_.get(), sql);
}

void Db::run(std::string_view sql) const {
    const std::string text(sql);
    if (sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(handle_.get(), "the book");
}

std::int64_t Db::read_integer(std::string_view sql) const {
    Statement statement = prepare(sql);
    if (!statement.step()) throw DbError(Exit::kSystem, fmt::format("no row from: {}", sql));
    const std::int64_t value = statement.integer(0);
    statement.reset();
    return value;
}

bool Db::in_transaction() const {
    return sqlite3_get_autocommit(handle_.get()) == 0;
}

bool Db::reads_file() const {
    return !other_moment_ && sqlite3_db_readonly(handle(), "main") == 1 &&
           sqlite3_txn_state(handle(), "main") == SQLITE_TXN_READ;
}

bool Db::read_file(std::int64_t offset, std::span<std::uint8_t> into) const {
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
        file == nullptr || file->pMethods == nullptr)
        return false;
    return file->pMethods->xRead(file, into.data(), static_cast<int>(into.size()), offset) ==
           SQLITE_OK;
}

void Db::copy_into(const Db& target) const {
    sqlite3_backup* backup = sqlite3_backup_init(target.handle(), "main", handle(), "main");
    if (backup == nullptr) fail(target.handle(), "copying the book");
    sqlite3_backup_step(backup, -1);
    if (sqlite3_backup_finish(backup) != SQLITE_OK) fail(target.handle(), "copying the book");
}

void Db::close() {
    if (handle_ && sqlite3_close(handle_.get()) != SQLITE_OK)
        fail(handle_.get(), "closing the book");
    (void)handle_.release();
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* db, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), 0, &statement, &tail) !=
        SQLITE_OK)
        fail(db, "the book");
    handle_.reset(statement);
    assert(statement != nullptr);
    assert(sql.substr(static_cast<std::size_t>(tail - sql.data())).find_first_not_of(" ;\n\t") ==
           std::string_view::npos);
}

// A value that is too long, or a parameter that is not there, must not leave NULL in its place.
void Statement::check_bound(int code) const {
    if (code != SQLITE_OK) fail(sqlite3_db_handle(handle_.get()), "the book");
}

Statement& Statement::bind(int parameter, std::int64_t value) {
    check_bound(sqlite3_bind_int64(handle_.get(), parameter + 1, value));
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
    check_bound(sqlite3_bind_text64(handle_.get(), parameter + 1,
                                    value.data() == nullptr ? "" : value.data(), value.size(),
                                    SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(int parameter, std::nullptr_t) {
    check_bound(sqlite3_bind_null(handle_.get(), parameter + 1));
    return *this;
}

Statement& Statement::bind_value(int parameter, const DbValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return bind(parameter, *number);
    if (const auto* text = std::get_if<std::string>(&value)) return bind(parameter, *text);
    return bind(parameter, nullptr);
}

Statement& Statement::bind_name(std::string_view name, std::string_view value) {
    const int parameter =
        sqlite3_bind_parameter_index(handle_.get(), fmt::format(":{}", name).c_str());
    if (parameter > 0) bind(parameter - 1, value);
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) fail(sqlite3_db_handle(handle_.get()), "the book");
    reset();
    return false;
}

void Statement::run() {
    while (step()) {
    }
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
}

std::string Statement::try_run() {
    int code = sqlite3_step(handle_.get());
    while (code == SQLITE_ROW)
        code = sqlite3_step(handle_.get());
    std::string broken;
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        broken = sqlite3_errmsg(sqlite3_db_handle(handle_.get()));
    else if (code != SQLITE_DONE)
        fail(sqlite3_db_handle(handle_.get()), "the book");
    reset();
    return broken;
}

int Statement::columns() const {
    return sqlite3_column_count(handle_.get());
}

std::string_view Statement::column_name(int column) const {
    const char* name = sqlite3_column_name(handle_.get(), column);
    if (name == nullptr) throw std::bad_alloc();
    return name;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

// The column is looked up once for its bytes and their number; safe, as a connection has one
// thread.
std::string_view Statement::text(int column) const {
    sqlite3_value* value = sqlite3_column_value(handle_.get(), column);
    const int type = sqlite3_value_type(value);
    const auto* bytes = sqlite3_value_text(value);
    if (bytes == nullptr && type != SQLITE_NULL) throw std::bad_alloc();
    if (bytes == nullptr) return {};
    return {reinterpret_cast<const char*>(bytes),
            static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

DbValue Statement::value(int column) const {
    switch (sqlite3_column_type(handle_.get(), column)) {
        case SQLITE_NULL:
            return std::monostate{};
        case SQLITE_INTEGER:
            return integer(column);
        default:
            return std::string(text(column));
    }
}

ValueView Statement::view(int column) const {
    sqlite3_value* value = sqlite3_column_value(handle_.get(), column);
    const int type = sqlite3_value_type(value);
    if (type == SQLITE_NULL) return {};
    if (type == SQLITE_INTEGER) return ValueView(std::int64_t{sqlite3_value_int64(value)});
    const auto* bytes = sqlite3_value_text(value);
    if (bytes == nullptr) throw std::bad_alloc();
    return ValueView(std::string_view(reinterpret_cast<const char*>(bytes),
                                      static_cast<std::size_t>(sqlite3_value_bytes(value))));
}

Transaction::Transaction(const Db& db) : db_(db) {
    db_.run("begin immediate");
}

Transaction::~Transaction() {
    if (!open_ || !db_.in_transaction()) return;
    sqlite3_exec(db_.handle(), "rollback", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    assert(db_.in_transaction());
    db_.run("commit");
    open_ = false;
}

std::string quote_identifier(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string_view sqlite_version() {
    return sqlite3_libversion();
}

}  // namespace gw
