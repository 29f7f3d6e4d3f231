// SPDX-License-Identifier: Apache-2.0
#include "book/versions.h"

#include <fmt/core.h>

#include "book/rows.h"
#include "book/schema.h"

namespace gw {
namespace {

std::string standing_sql(const SheetTable& table) {
    std::string columns;
    for (const std::string& name : table.stored)
        columns += ", " + quote_identifier(name);
    return fmt::format("select book_change, 0, book_check{} from {}", columns,
                       quote_identifier(table.name));
}

std::string replaced_sql(const SheetTable& table) {
    std::string columns;
    for (const std::string& name : table.stored)
        columns += fmt::format(", json_extract(old, '$.{}')", name);
    return fmt::format(
        "select since, change, row_check{} from book_versions where name = ? "
        "order by key, change",
        columns);
}

std::optional<std::string> optional_text(const Statement& rows, int column) {
    if (rows.is_null(column)) return std::nullopt;
    return std::string(rows.text(column));
}

}  // namespace

void for_each_version(const Db& db, const SheetTable& table, Which which,
                      const std::function<void(Version&)>& visit) {
    const bool standing = which == Which::kStanding;
    Statement rows = db.prepare(standing ? standing_sql(table) : replaced_sql(table));
    if (!standing) rows.bind(0, table.name);
    Version version;
    while (rows.step()) {
        version.since = rows.integer(0);
        version.until = rows.integer(1);
        version.row_check = rows.integer(2);
        version.row.clear();
        for (int i = 3; i < rows.columns(); ++i)
            version.row.push_back(rows.value(i));
        version.key = Rows::key_text(table, version.row);
        visit(version);
    }
}

std::vector<ChangeRecord> read_changes(const Db& db) {
    std::vector<ChangeRecord> changes;
    Statement rows = db.prepare(schema_text("queries", "changes"));
    while (rows.step()) {
        ChangeRecord& record = changes.emplace_back();
        record.change = rows.integer(0);
        record.at = rows.text(1);
        record.who = rows.text(2);
        record.command = rows.text(3);
        record.note = optional_text(rows, 4);
        record.input = optional_text(rows, 5);
        record.undoes = rows.optional_integer(6);
        record.rows = rows.text(7);
        record.head = rows.text(8);
    }
    Statement counts = db.prepare(schema_text("queries", "change_counts"));
    std::size_t at = 0;
    while (counts.step()) {
        while (at < changes.size() && changes[at].change < counts.integer(0))
            ++at;
        if (at < changes.size() && changes[at].change == counts.integer(0))
            changes[at].counts[std::string(counts.text(1))] = {counts.integer(2), counts.integer(3),
                                                               counts.integer(4)};
    }
    return changes;
}

std::map<std::int64_t, std::int64_t> undone_changes(const std::vector<ChangeRecord>& changes) {
    std::map<std::int64_t, std::int64_t> undone;
    for (auto record = changes.rbegin(); record != changes.rend(); ++record)
        if (record->undoes && !undone.contains(record->change))
            undone.emplace(*record->undoes, record->change);
    return undone;
}

}  // namespace gw
