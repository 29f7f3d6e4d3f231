// SPDX-License-Identifier: Apache-2.0
#include "book/rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace gw {
namespace {

const SheetColumn& key_column(const SheetTable& table, std::size_t i) {
    return table.columns[static_cast<std::size_t>(table.key[i])];
}

// The stored columns by which a key column is looked up: a date by its generated ..._key.
std::vector<std::string> lookup_columns(const SheetTable& table, const SheetColumn& column) {
    if (column.grammar == Grammar::kDate) return {column.name + "_key"};
    std::vector<std::string> names;
    for (const int position : column.stored)
        names.push_back(table.stored[static_cast<std::size_t>(position)]);
    return names;
}

std::string key_condition(const SheetTable& table) {
    std::string condition;
    for (std::size_t i = 0; i < table.key.size(); ++i)
        for (const std::string& name : lookup_columns(table, key_column(table, i)))
            condition +=
                fmt::format("{}{} = ?", condition.empty() ? "" : " and ", quote_identifier(name));
    return condition;
}

std::string stored_list(const SheetTable& table, std::string_view separator,
                        std::string_view after) {
    std::string list;
    for (const std::string& name : table.stored)
        list += fmt::format("{}{}{}", list.empty() ? "" : separator, quote_identifier(name), after);
    return list;
}

std::string insert_sql(const SheetTable& table) {
    std::string marks;
    for (std::size_t i = 0; i < table.stored.size(); ++i)
        marks += i == 0 ? "?" : ", ?";
    return fmt::format("insert into {} ({}, book_change, book_check) values ({}, ?, ?)",
                       quote_identifier(table.name), stored_list(table, ", ", ""), marks);
}

std::string update_sql(const SheetTable& table) {
    return fmt::format("update {} set {}, book_change = ?, book_check = ? where {}",
                       quote_identifier(table.name), stored_list(table, ", ", " = ?"),
                       key_condition(table));
}

// A merge patch takes no nulls, so that only what the row says is kept.
std::string keep_sql(const SheetTable& table) {
    std::string pairs;
    for (const std::string& name : table.stored)
        pairs += fmt::format("{}'{}', {}", pairs.empty() ? "" : ", ", name, quote_identifier(name));
    return fmt::format(
        "insert into book_versions (change, name, key, since, row_check, old) "
        "select ?, ?, ?, book_change, book_check, json_patch('{{}}', json_object({})) "
        "from {} where {} returning since, row_check",
        pairs, quote_identifier(table.name), key_condition(table));
}

ValueView view_of(const DbValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return ValueView(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return ValueView(*text);
    return {};
}

std::string text_or_empty(const DbValue& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? std::string() : *text;
}

}  // namespace

Rows::Rows(const Db& db, const SheetTable& table, ChangeSet* changes)
    : db_(db), table_(table), changes_(changes) {}

void Rows::bind_key(Statement& statement, int first, const Row& row) const {
    for (std::size_t i = 0; i < table_.key.size(); ++i) {
        const SheetColumn& column = key_column(table_, i);
        const std::vector<DbValue> key = values(column, row);
        if (column.grammar == Grammar::kDate) {
            statement.bind(first++,
                           fmt::format("{}..{}", text_or_empty(key[0]), text_or_empty(key[1])));
            continue;
        }
        for (const DbValue& value : key)
            statement.bind_value(first++, value);
    }
}

std::optional<Row> Rows::find(const Row& row) {
    if (!find_)
        find_ = db_.prepare(fmt::format("select {} from {} where {}", stored_list(table_, ", ", ""),
                                        quote_identifier(table_.name), key_condition(table_)));
    bind_key(*find_, 0, row);
    if (!find_->step()) return std::nullopt;
    Row found;
    for (int i = 0; i < find_->columns(); ++i)
        found.push_back(find_->value(i));
    find_->reset();
    return found;
}

// Binds the row's values with its stamp, runs, and tells the change set if it was taken.
std::string Rows::write(std::optional<Statement>& statement, const Row& row, bool with_key) {
    int at = 0;
    for (const DbValue& value : row)
        statement->bind_value(at++, value);
    const RowDigest digest = digest_row(table_.name, changes_->number(), row);
    statement->bind(at++, changes_->number());
    statement->bind(at++, row_check(digest));
    if (with_key) bind_key(*statement, at, row);
    std::string broken = statement->try_run();
    if (broken.empty()) changes_->add(digest);
    return broken;
}

std::string Rows::insert(const Row& row) {
    assert(changes_ != nullptr);
    if (!insert_) insert_ = db_.prepare(insert_sql(table_));
    std::string broken = write(insert_, row, false);
    if (broken.empty()) changes_->count(table_.name, ChangeSet::Did::kAdded);
    return broken;
}

std::string Rows::update(const Row& before, const Row& row) {
    assert(changes_ != nullptr);
    keep(before);
    if (!update_) update_ = db_.prepare(update_sql(table_));
    std::string broken = write(update_, row, true);
    if (broken.empty()) changes_->count(table_.name, ChangeSet::Did::kChanged);
    return broken;
}

std::string Rows::remove(const Row& row) {
    assert(changes_ != nullptr);
    keep(row);
    if (!remove_)
        remove_ = db_.prepare(fmt::format("delete from {} where {}", quote_identifier(table_.name),
                                          key_condition(table_)));
    bind_key(*remove_, 0, row);
    std::string broken = remove_->try_run();
    if (broken.empty()) changes_->count(table_.name, ChangeSet::Did::kRemoved);
    return broken;
}

// The row as it is stored goes to book_versions.
void Rows::keep(const Row& row) {
    if (!keep_) keep_ = db_.prepare(keep_sql(table_));
    const std::string key = key_text(table_, row);
    keep_->bind(0, changes_->number()).bind(1, table_.name).bind(2, key);
    bind_key(*keep_, 3, row);
    while (keep_->step())
        changes_->add(digest_replaced(table_.name, changes_->number(), key, keep_->integer(0),
                                      keep_->integer(1)));
}

void Rows::take_in() {
    std::vector<Row> rows;
    Statement old =
        db_.prepare(fmt::format("select {} from {} where book_change = 0",
                                stored_list(table_, ", ", ""), quote_identifier(table_.name)));
    while (old.step()) {
        Row& row = rows.emplace_back();
        for (int i = 0; i < old.columns(); ++i)
            row.push_back(old.value(i));
    }
    update_ = db_.prepare(update_sql(table_));
    for (const Row& row : rows) {
        write(update_, row, true);
        changes_->count(table_.name, ChangeSet::Did::kAdded);
    }
}

std::string Rows::try_update(const Row& row) {
    if (!update_) update_ = db_.prepare(update_sql(table_));
    int at = 0;
    for (const DbValue& value : row)
        update_->bind_value(at++, value);
    update_->bind(at, std::int64_t{0}).bind(at + 1, std::int64_t{0});
    bind_key(*update_, at + 2, row);
    db_.run("savepoint attempt");
    std::string broken = update_->try_run();
    db_.run("rollback to attempt; release attempt");
    return broken;
}

std::vector<DbValue> Rows::values(const SheetColumn& column, const Row& row) {
    std::vector<DbValue> values;
    for (const int position : column.stored)
        values.push_back(row[static_cast<std::size_t>(position)]);
    return values;
}

std::string Rows::cell(const SheetColumn& column, const Row& row) {
    std::array<ValueView, 3> views;
    assert(column.stored.size() <= views.size());
    for (std::size_t i = 0; i < column.stored.size(); ++i)
        views[i] = view_of(row[static_cast<std::size_t>(column.stored[i])]);
    std::string text;
    append_cell(text, column, views.data());
    return text;
}

std::string Rows::key_text(const SheetTable& table, const Row& row) {
    std::string text;
    for (std::size_t i = 0; i < table.key.size(); ++i)
        text += (i == 0 ? "" : "/") + cell(key_column(table, i), row);
    return text;
}

std::string Rows::id(const Row& row) const {
    return table_.name + "/" + key_text(table_, row);
}

std::vector<std::string> all_row_names(const Db& db, const SheetTable& table) {
    std::vector<std::string> names;
    Statement rows = db.prepare(fmt::format("select {} from {}", stored_list(table, ", ", ""),
                                            quote_identifier(table.name)));
    Row row(table.stored.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = rows.value(static_cast<int>(i));
        names.push_back(table.name + "/" + Rows::key_text(table, row));
    }
    return names;
}

namespace {

// Bytes of the subject at the start of "legs/big/1/amount/38bn": a table, as many parts as its key
// has, and what is left then begins with a field of it. npos: none fits. The last part of a key may
// hold slashes itself (aliases/A/B).
std::size_t subject_length(const Catalogue& catalogue, std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const SheetTable* table = catalogue.find(text.substr(0, slash));
    if (table == nullptr) return std::string_view::npos;
    std::size_t parts = table->key.size();
    for (std::size_t i = 0; i < table->key.size(); ++i)
        if (key_column(*table, i).grammar == Grammar::kLeg) ++parts;
    std::size_t end = slash;
    for (std::size_t i = 0; end < text.size(); ++i) {
        const std::string_view rest = text.substr(end + 1);
        const std::string_view field = rest.substr(0, rest.find('/'));
        if (i >= parts && (field.starts_with("topic:") || table->find(field) != nullptr))
            return end;
        end += 1 + field.size();
    }
    return std::string_view::npos;
}

}  // namespace

std::optional<RowName> parse_row_name(const Catalogue& catalogue, std::string_view name) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    RowName row{catalogue.find(name.substr(0, slash)), {}};
    if (row.table == nullptr) return std::nullopt;
    row.key.resize(row.table->stored.size());
    std::string_view rest = name.substr(slash + 1);
    for (std::size_t i = 0; i < row.table->key.size(); ++i) {
        const SheetColumn& column = key_column(*row.table, i);
        std::size_t end = rest.find('/');
        if (column.grammar == Grammar::kLeg && end != std::string_view::npos)
            end = rest.find('/', end + 1);
        if (row.table->name == "claims" && column.name == "subject")
            end = subject_length(catalogue, rest);
        const bool last = i + 1 == row.table->key.size();
        if (last || end == std::string_view::npos) end = rest.size();
        auto parsed = parse_cell(column, rest.substr(0, end));
        if (end == 0 || std::holds_alternative<CellError>(parsed)) return std::nullopt;
        auto& values = std::get<std::vector<DbValue>>(parsed);
        for (std::size_t v = 0; v < values.size(); ++v)
            row.key[static_cast<std::size_t>(column.stored[v])] = std::move(values[v]);
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return row;
}

Rows& RowFinder::rows(const SheetTable& table) {
    return rows_.try_emplace(&table, db_, table, changes_).first->second;
}

std::optional<RowFinder::Found> RowFinder::find(std::string_view name) {
    const auto named = parse_row_name(catalogue_, name);
    if (!named) return std::nullopt;
    Rows& in = rows(*named->table);
    auto row = in.find(named->key);
    if (!row) return std::nullopt;
    std::string id = in.id(*row);
    return Found{named->table, std::move(*row), std::move(id)};
}

}  // namespace gw
