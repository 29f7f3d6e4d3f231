// SPDX-License-Identifier: Apache-2.0
#include "reports/sql.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <set>

#include "book/schema.h"
#include "book/select.h"
#include "text/error.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::string_view kKeywords[] = {"select", "from",  "where", "group", "order", "limit",
                                          "having", "join",  "left",  "union", "with",  "distinct",
                                          "values", "union", "as",    "on",    "using", "between"};

// The words of a statement that may be names.
std::set<std::string> words_of(std::string_view statement) {
    std::set<std::string> words;
    std::string word;
    for (const char c : lower_ascii(statement) + " ") {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
            word += c;
        } else if (!word.empty()) {
            words.insert(std::move(word));
            word.clear();
        }
    }
    return words;
}

std::vector<std::string_view> views_in(const std::set<std::string>& words) {
    std::vector<std::string_view> views;
    for (const SchemaFile& file : schema_files())
        if (file.folder == "views" && words.contains(std::string(file.name)))
            views.push_back(file.name);
    return views;
}

std::vector<std::string> relation_names(const Db& db) {
    std::vector<std::string> names;
    for (const SqlView& view : view_relations())
        names.push_back(view.name);
    Statement rows = db.prepare(schema_text("queries", "relations"));
    while (rows.step())
        if (std::find(names.begin(), names.end(), rows.text(0)) == names.end())
            names.emplace_back(rows.text(0));
    return names;
}

// Columns of the tables and views that the statement names.
std::vector<std::string> columns_near(const Db& db, const std::set<std::string>& words) {
    std::vector<std::string> columns;
    Statement rows = db.prepare(schema_text("queries", "relations"));
    while (rows.step()) {
        if (!words.contains(std::string(rows.text(0)))) continue;
        const Statement one =
            db.prepare(fmt::format("select * from {}", quote_identifier(rows.text(0))));
        for (int i = 0; i < one.columns(); ++i)
            columns.emplace_back(one.column_name(i));
    }
    return columns;
}

std::string last_part(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

std::vector<std::string> hints_for(const SelectFault& fault, const Db& db,
                                   std::string_view statement) {
    using Kind = SelectFault::Kind;
    if (!fault.hint.empty()) return {fault.hint};
    std::vector<std::string> known;
    if (fault.kind == Kind::kNoTable) known = relation_names(db);
    if (fault.kind == Kind::kNoFunction) known = Select::functions();
    if (fault.kind == Kind::kNoColumn) known = columns_near(db, words_of(statement));
    if (fault.kind == Kind::kOther) known.assign(std::begin(kKeywords), std::end(kKeywords));
    const std::string word = fault.kind == Kind::kOther
                                 ? std::string(statement.substr(fault.offset, fault.length))
                                 : last_part(fault.name);
    std::vector<std::string> near = suggest(word, known);
    if (near.empty() && fault.kind == Kind::kNoColumn && !known.empty() && known.size() <= 30)
        return {fmt::format("the columns are {}", list_some(known, known.size()))};
    if (near.empty() && fault.kind == Kind::kNoFunction)
        return {"gigawatch help sql lists the functions"};
    if (near.empty()) near.emplace_back("gigawatch help views lists tables and views");
    return near;
}

std::string message_of(const SelectFault& fault) {
    using Kind = SelectFault::Kind;
    if (fault.kind == Kind::kNoTable)
        return fmt::format("\"{}\" is no table or view of the book", fault.name);
    if (fault.kind == Kind::kNoColumn) return fmt::format("\"{}\" is no column here", fault.name);
    if (fault.kind == Kind::kNoFunction) return fmt::format("\"{}\" is no function", fault.name);
    return fault.message;
}

[[noreturn]] void refuse(const SelectFault& fault, const Db& db, std::string_view statement) {
    const std::size_t offset = std::min(fault.offset, statement.size());
    const std::string_view before = statement.substr(0, offset);
    const std::size_t begin =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::size_t end = std::min(statement.find('\n', offset), statement.size());
    Problem problem;
    problem.file = "sql";
    problem.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    problem.column = count_characters(before.substr(begin)) + 1;
    problem.message = message_of(fault);
    problem.excerpt = statement.substr(begin, end - begin);
    problem.length = std::max<std::size_t>(
        1, count_characters(statement.substr(offset, std::min(fault.length, end - offset))));
    problem.hints = hints_for(fault, db, statement);
    throw Error(Exit::kUsage, {std::move(problem)}, "nothing was asked");
}

// Names are told apart, since JSON and spreadsheets go by them.
std::vector<Column> make_columns(const std::vector<std::string>& names) {
    std::vector<Column> columns;
    std::set<std::string> taken(names.begin(), names.end());
    std::set<std::string> used;
    for (const std::string& name : names) {
        std::string unique = name;
        for (int i = 2; used.contains(unique) || (unique != name && taken.contains(unique)); ++i)
            unique = fmt::format("{}_{}", name, i);
        used.insert(unique);
        columns.push_back({.name = unique});
    }
    return columns;
}

// Infinity is no number of JSON.
Value to_value(SelectValue value) {
    using Type = SelectValue::Type;
    switch (value.type) {
        case Type::kNull:
            return Nil{};
        case Type::kInteger:
            return Figure{value.integer};
        case Type::kReal:
            if (value.text.find_first_not_of("0123456789+-.eE") != std::string::npos)
                return std::move(value.text);
            return Digits{std::move(value.text)};
        default:
            return std::move(value.text);
    }
}

// Numbers stand to the right where a column holds nothing but numbers.
void align(Table& table) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        bool number = false;
        bool text = false;
        for (const auto& row : table.rows) {
            text = text || std::holds_alternative<std::string>(row[c]);
            number = number || std::holds_alternative<Figure>(row[c]) ||
                     std::holds_alternative<Digits>(row[c]);
        }
        if (number && !text) table.columns[c].unit = Unit::kCount;
    }
}

bool names_figures(const std::set<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [](std::string_view word) {
        return word == "lo" || word == "hi" || word.ends_with("stated") || word.ends_with("_lo") ||
               word.ends_with("_hi");
    });
}

// Returns whether rows were left.
bool read_rows(Select& select, std::size_t most, Table& table) {
    const int columns = static_cast<int>(table.columns.size());
    while (select.step()) {
        if (table.rows.size() == most) return true;
        std::vector<Value> row;
        for (int i = 0; i < columns; ++i)
            row.push_back(to_value(select.value(i)));
        table.rows.push_back(std::move(row));
    }
    return false;
}

std::optional<SelectFault> fill(const Db& db, std::string_view statement, std::chrono::seconds time,
                                std::size_t most, SqlAnswer& answer) {
    Select select(db, time);
    if (auto fault = select.prepare(statement)) return fault;
    answer.table.columns = make_columns(select.columns());
    if (read_rows(select, most, answer.table))
        answer.cut = fmt::format("only the first {} are shown; --limit N asks for more",
                                 plural(most, "row"));
    return std::nullopt;
}

}  // namespace

SqlAnswer run_sql(const Book& book, std::string_view statement, std::chrono::seconds time,
                  const AskOptions& options) {
    const Db& db = book.db();
    const std::set<std::string> words = words_of(statement);
    const std::vector<std::string_view> views = views_in(words);
    if (!views.empty()) book.set_lens(options.on, views);
    SqlAnswer answer;
    Table& table = answer.table;
    const std::size_t most =
        options.sort.empty() ? options.limit.value_or(kMostSqlRows) : kMostSqlRows;
    if (const auto fault = fill(db, statement, time, most, answer)) refuse(*fault, db, statement);
    align(table);
    table.title = join_title({"SQL", views.empty() ? std::string() : lens_text(options.on),
                              plural(table.rows.size(), "row")});
    if (!answer.cut.empty()) table.notes.push_back(answer.cut);
    if (names_figures(words))
        table.notes.emplace_back(
            "whole units as the book stores them: dollars or the leg's own currency, kW, basis "
            "points");
    if (!options.sort.empty()) arrange(table, options);
    return answer;
}

std::vector<SqlView> view_relations() {
    std::vector<SqlView> views;
    for (const SchemaFile& file : schema_files()) {
        if (file.folder != "views") continue;
        const std::string_view line = file.text.substr(0, file.text.find('\n'));
        views.push_back({std::string(file.name), std::string(line.substr(3))});  // after "-- "
    }
    return views;
}

std::vector<std::string> table_relations() {
    constexpr std::string_view kCreate = "\ncreate table ";
    std::set<std::string> tables;
    for (const SchemaFile& file : schema_files()) {
        if (file.folder != "migrations") continue;
        const std::string text = fmt::format("\n{}", file.text);
        for (std::size_t at = text.find(kCreate); at != std::string::npos;
             at = text.find(kCreate, at + 1)) {
            const std::size_t begin = at + kCreate.size();
            tables.insert(text.substr(begin, text.find_first_of(" (", begin) - begin));
        }
    }
    std::erase_if(tables, [](const std::string& name) { return name.starts_with("book_"); });
    return {tables.begin(), tables.end()};
}

}  // namespace gw
