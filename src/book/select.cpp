// SPDX-License-Identifier: Apache-2.0
#include "book/select.h"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <cctype>
#include <new>
#include <set>

#include "text/error.h"
#include "text/text.h"

namespace gw {
namespace {

using Clock = std::chrono::steady_clock;
using FaultKind = SelectFault::Kind;

constexpr sqlite3_int64 kMostMemory = sqlite3_int64{1} << 30;
constexpr int kLongestStatement = 100'000;
constexpr int kDeepestExpression = 200;  // our views, one in the other, need some 60

constexpr std::string_view kFunctions =
    "-> ->> abs avg ceil ceiling char coalesce count cume_dist dense_rank exp first_value floor "
    "format "
    "glob group_concat hex ifnull iif instr json json_array json_array_length json_extract "
    "json_group_array json_group_object json_insert json_object json_patch json_quote json_remove "
    "json_replace json_set json_type json_valid lag last_value lead length like likelihood likely "
    "ln "
    "log log10 log2 lower ltrim max min mod nth_value ntile nullif percent_rank pow power printf "
    "quote rank replace round row_number rtrim sign sqrt substr substring sum total trim typeof "
    "unicode unlikely upper";
constexpr std::string_view kClockFunctions =
    "current_date current_time current_timestamp date datetime julianday strftime time unixepoch";
// Table-valued functions declare a table when they are first used, which the authorizer refuses:
// these two are used before it is there.
constexpr std::string_view kUseJson = "select 1 from json_each('[]'), json_tree('[]')";

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return words;
}

std::set<std::string, std::less<>> to_set(std::string_view text) {
    std::set<std::string, std::less<>> words;
    for (std::string& word : split(text))
        words.insert(std::move(word));
    return words;
}

bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}

// What the authorizer's action code stands for in SQL.
std::string_view action_name(int action) {
    switch (action) {
        case SQLITE_INSERT:
            return "INSERT";
        case SQLITE_UPDATE:
            return "UPDATE";
        case SQLITE_DELETE:
            return "DELETE";
        case SQLITE_PRAGMA:
            return "PRAGMA";
        case SQLITE_ATTACH:
            return "ATTACH";
        case SQLITE_DETACH:
            return "DETACH";
        case SQLITE_TRANSACTION:
        case SQLITE_SAVEPOINT:
            return "a transaction";
        case SQLITE_ANALYZE:
        case SQLITE_REINDEX:
            return "maintenance";
        default:
            return "a change of the schema";
    }
}

// The bytes of the word, or of the quoted name, that begins at `offset`.
std::size_t word_length(std::string_view sql, std::size_t offset) {
    if (offset >= sql.size()) return 1;
    const char quote = sql[offset] == '[' ? ']' : sql[offset];
    if (quote == '"' || quote == '\'' || quote == '`' || quote == ']') {
        const std::size_t end = sql.find(quote, offset + 1);
        return (end == std::string_view::npos ? sql.size() : end + 1) - offset;
    }
    std::size_t end = offset;
    while (end < sql.size() && (is_name(sql[end]) || sql[end] == '.'))
        ++end;
    return std::max<std::size_t>(end - offset, 1);
}

// Where `name` stands in the statement as a word of its own, whatever its case.
std::optional<std::size_t> find_name(std::string_view sql, std::string_view name) {
    const std::string text = lower_ascii(sql);
    const std::string word = lower_ascii(name);
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool starts = at == 0 || !is_name(text[at - 1]);
        const std::size_t end = at + word.size();
        if (starts && (end == text.size() || !is_name(text[end]))) return at;
    }
    return std::nullopt;
}

// What is wrong with a statement that SQLite can read.
SelectFault refusal(std::string message, std::size_t offset, std::size_t length, std::string hint) {
    return {FaultKind::kOther, std::move(message), "", offset, length, std::move(hint)};
}

}  // namespace

struct Select::Guard {
    sqlite3* db = nullptr;
    sqlite3_stmt* statement = nullptr;
    std::chrono::milliseconds time{};
    Clock::time_point deadline;
    sqlite3_int64 heap_before = 0;
    std::set<std::string, std::less<>> functions = to_set(kFunctions);
    SelectFault refused;        // by the authorizer; no message: nothing was
    bool lacks_memory = false;  // had none to judge with

    static int look_at_clock(void* self) {
        return Clock::now() > static_cast<Guard*>(self)->deadline ? 1 : 0;
    }

    int refuse(std::string message, const char* name, std::string hint) {
        if (refused.message.empty())
            refused = {FaultKind::kOther, std::move(message), name == nullptr ? "" : name, 0, 0,
                       std::move(hint)};
        return SQLITE_DENY;
    }

    int judge_function(const char* name) {
        if (functions.contains(lower_ascii(name))) return SQLITE_OK;
        const std::string word = lower_ascii(name);
        if (to_set(kClockFunctions).contains(word))
            return refuse(fmt::format("{} is refused: it may read the clock", word), name,
                          "days are text that compares and sorts: agreed_lo >= '2026-01-01'");
        return refuse(fmt::format("{} is refused: answers depend on the book alone", word), name,
                      "gigawatch help sql lists the functions");
    }

    int judge_action(int action, const char* first) {
        const std::string_view table = first == nullptr ? "" : first;
        // Virtual tables, of SQLite or of a file that is not as we made it, declare themselves so.
        if (action == SQLITE_UPDATE && table == "sqlite_master")
            return refuse("only tables and views of the book can be read", nullptr,
                          "gigawatch help views lists them");
        const std::string_view what =
            action_name(table.starts_with("sqlite_") ? SQLITE_CREATE_TABLE : action);
        return refuse(fmt::format("sql only reads, {} is refused", what), nullptr,
                      "one SELECT, or WITH ... SELECT");
    }

    int judge(int action, const char* first, const char* second) {
        switch (action) {
            case SQLITE_SELECT:
            case SQLITE_READ:
            case SQLITE_RECURSIVE:
                return SQLITE_OK;
            case SQLITE_FUNCTION:
                return judge_function(second);
            default:
                return judge_action(action, first);
        }
    }

    // Called by SQLite, through which nothing may be thrown.
    static int authorize(void* self, int action, const char* first, const char* second, const char*,
                         const char*) noexcept {
        auto& guard = *static_cast<Guard*>(self);
        try {
            return guard.judge(action, first, second);
        } catch (const std::bad_alloc&) {
            guard.lacks_memory = true;
            return SQLITE_DENY;
        }
    }

    void check_memory(int code) const {
        if (lacks_memory || (code & 0xff) == SQLITE_NOMEM) throw std::bad_alloc();
    }

    // What SQLite said of the statement, with the place.
    SelectFault fault(std::string_view sql) const {
        SelectFault fault;
        fault.message = sqlite3_errmsg(db);
        const int offset = sqlite3_error_offset(db);
        if (!refused.message.empty()) fault = refused;
        if (fault.message.starts_with("access to view"))
            fault = {
                FaultKind::kOther, "a view is read without a schema before its name", "main", 0, 0,
                "leave out main."};
        read_name(fault, "no such table: ", FaultKind::kNoTable);
        read_name(fault, "no such column: ", FaultKind::kNoColumn);
        read_name(fault, "no such function: ", FaultKind::kNoFunction);
        const auto named = fault.name.empty() ? std::nullopt : find_name(sql, fault.name);
        fault.offset = named        ? *named
                       : offset > 0 ? std::min(static_cast<std::size_t>(offset), sql.size())
                                    : std::min(sql.find_first_not_of(" \t\n"), sql.size());
        if (fault.message == "incomplete input") fault.offset = sql.size();
        fault.length = word_length(sql, fault.offset);
        return fault;
    }

    static void read_name(SelectFault& fault, std::string_view before, FaultKind kind) {
        if (!fault.message.starts_with(before)) return;
        fault.kind = kind;
        fault.name = fault.message.substr(before.size());
    }
};

Select::Select(const Db& db, std::chrono::milliseconds time) : guard_(std::make_unique<Guard>()) {
    guard_->db = db.handle();
    guard_->time = time;
    db.prepare(kUseJson).run();
    guard_->heap_before = sqlite3_hard_heap_limit64(kMostMemory);
    sqlite3_limit(guard_->db, SQLITE_LIMIT_SQL_LENGTH, kLongestStatement);
    sqlite3_limit(guard_->db, SQLITE_LIMIT_EXPR_DEPTH, kDeepestExpression);
    sqlite3_limit(guard_->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256);
    guard_->deadline = Clock::now() + time;
    sqlite3_progress_handler(guard_->db, kStepsBetweenLooks, Guard::look_at_clock, guard_.get());
    sqlite3_set_authorizer(guard_->db, Guard::authorize, guard_.get());
}

Select::~Select() {
    sqlite3_finalize(guard_->statement);
    sqlite3_set_authorizer(guard_->db, nullptr, nullptr);
    sqlite3_progress_handler(guard_->db, 0, nullptr, nullptr);
    sqlite3_hard_heap_limit64(guard_->heap_before);
}

// Whether SQLite could read one statement; `tail` is what follows it.
bool Select::read(std::string_view text, sqlite3_stmt** statement, std::string_view& tail) {
    const char* end = text.data();
    const int code = sqlite3_prepare_v3(guard_->db, text.data(), static_cast<int>(text.size()), 0,
                                        statement, &end);
    guard_->check_memory(code);
    tail = text.substr(static_cast<std::size_t>(end - text.data()));
    return code == SQLITE_OK;
}

std::optional<SelectFault> Select::prepare(std::string_view sql) {
    std::string_view rest;
    if (!read(sql, &guard_->statement, rest)) return guard_->fault(sql);
    if (guard_->statement == nullptr)
        return refusal("there is no statement", 0, 1, "gigawatch sql 'select * from counted_legs'");
    if (sqlite3_stmt_readonly(guard_->statement) == 0)
        return refusal("sql only reads", 0, word_length(sql, 0), "one SELECT, or WITH ... SELECT");
    rest.remove_prefix(std::min(rest.find_first_not_of(" ;\t\n"), rest.size()));
    sqlite3_stmt* second = nullptr;
    std::string_view after;
    const bool harmless = rest.empty() || (read(rest, &second, after) && second == nullptr);
    sqlite3_finalize(second);
    if (!harmless)
        return refusal("one statement at a time", sql.size() - rest.size(), word_length(rest, 0),
                       "leave out what follows the semicolon");
    if (sqlite3_bind_parameter_count(guard_->statement) > 0) {
        const std::size_t mark = std::min(sql.find_first_of("?:@$"), sql.size());
        return refusal("there is nothing to put in place of a parameter", mark,
                       word_length(sql, mark), "write the value itself");
    }
    return std::nullopt;
}

bool Select::step() {
    const int code = sqlite3_step(guard_->statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const std::string message = sqlite3_errmsg(guard_->db);
    switch (code & 0xff) {
        case SQLITE_INTERRUPT:
            throw Error(
                Exit::kSystem,
                fmt::format("the statement was stopped after {} s",
                            std::chrono::duration_cast<std::chrono::seconds>(guard_->time).count()),
                "ask for less, or give it longer: --timeout SECONDS");
        case SQLITE_NOMEM:
            if (sqlite3_memory_highwater(0) < kMostMemory / 2) throw std::bad_alloc();
            throw Error(Exit::kSystem,
                        "the statement was stopped: it needs more than 1 GiB of memory",
                        "ask for less: fewer rows, or no cross join");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw Error(Exit::kData, fmt::format("the book: {}", message), "the file is damaged");
        case SQLITE_IOERR:
        case SQLITE_BUSY:
            throw Error(Exit::kSystem, fmt::format("the book: {}", message));
        default:
            throw Error(Exit::kUsage, fmt::format("sql: {}", message));
    }
}

std::vector<std::string> Select::columns() const {
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(guard_->statement); ++i)
        if (const char* name = sqlite3_column_name(guard_->statement, i))
            names.emplace_back(name);
        else
            throw std::bad_alloc();
    return names;
}

SelectValue Select::value(int column) const {
    using Type = SelectValue::Type;
    sqlite3_stmt* const row = guard_->statement;
    const int type = sqlite3_column_type(row, column);
    if (type == SQLITE_NULL) return {};
    if (type == SQLITE_INTEGER) return {Type::kInteger, sqlite3_column_int64(row, column), {}};
    if (type == SQLITE_BLOB) {
        const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(row, column));
        std::string text;
        for (int i = 0; i < sqlite3_column_bytes(row, column); ++i)
            text += fmt::format("{:02x}", bytes[i]);
        return {Type::kBlob, 0, std::move(text)};
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
    if (text == nullptr) throw std::bad_alloc();
    return {type == SQLITE_FLOAT ? Type::kReal : Type::kText, 0,
            std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(row, column)))};
}

std::vector<std::string> Select::functions() {
    return split(kFunctions);
}

}  // namespace gw
