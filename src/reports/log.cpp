// SPDX-License-Identifier: Apache-2.0
#include "reports/log.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "book/catalogue.h"
#include "book/rows.h"
#include "book/versions.h"
#include "exchange/outcome.h"
#include "text/suggest.h"

namespace gw {
namespace {

Value change_or_nil(std::int64_t change) {
    return change == 0 ? Value(Nil{}) : Value(Figure{change});
}

Table log_of_book(const Db& db, const AskOptions& options) {
    Table table;
    table.columns = {{.name = "change", .unit = Unit::kCount},
                     {.name = "at"},
                     {.name = "who", .priority = 2},
                     {.name = "command"},
                     {.name = "added", .unit = Unit::kCount},
                     {.name = "changed", .unit = Unit::kCount},
                     {.name = "removed", .unit = Unit::kCount},
                     {.name = "undoes", .unit = Unit::kCount, .priority = 3},
                     {.name = "undone_by", .heading = "undone by", .unit = Unit::kCount},
                     {.name = "note", .priority = 1}};
    const std::vector<ChangeRecord> changes = read_changes(db);
    const auto undone = undone_changes(changes);
    for (auto record = changes.rbegin(); record != changes.rend(); ++record) {
        ChangeCount all{};
        for (const auto& [name, count] : record->counts)
            for (std::size_t i = 0; i < all.size(); ++i)
                all[i] += count[i];
        const auto by = undone.find(record->change);
        table.rows.push_back({Figure{record->change}, record->at, text_or_nil(record->who),
                              record->command, Figure{all[0]}, Figure{all[1]}, Figure{all[2]},
                              change_or_nil(record->undoes.value_or(0)),
                              change_or_nil(by == undone.end() ? 0 : by->second),
                              text_or_nil(record->note.value_or(""))});
    }
    table.title =
        join_title({"Log: change sets, newest first", plural(table.rows.size(), "change set")});
    if (!table.rows.empty())
        table.notes.emplace_back(
            "of one deal, party or row: gigawatch log ID; take the last one back: gigawatch undo");
    arrange(table, options);
    return table;
}

// Which rows an ID means: those of one name, or all that are about a deal, a party or another slug.
struct HistoryTarget {
    std::string name;   // "legs/aws-openai-38bn/1", or a slug
    std::string table;  // whose slug it is; empty: one row
};

bool is_about(const SheetTable& table, const Version& version, const HistoryTarget& target) {
    if (target.table.empty()) return table.name + "/" + version.key == target.name;
    if (table.name == target.table) return version.key == target.name;
    const auto is_slug = [&](int position) {
        const auto* text =
            std::get_if<std::string>(&version.row[static_cast<std::size_t>(position)]);
        return text != nullptr && *text == target.name;
    };
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const SheetColumn& column) {
        return (column.references == target.table ||
                (column.grammar == Grammar::kLeg && target.table == "deals")) &&
               is_slug(column.stored[0]);
    });
}

// All versions of the rows that are meant, by table and key, oldest first.
struct History {
    const SheetTable* table;
    std::map<std::string, std::vector<Version>> rows;
};

std::vector<History> read_history(const Db& db, const Catalogue& catalogue,
                                  const HistoryTarget& target) {
    std::vector<History> all;
    for (const SheetTable& table : catalogue.tables()) {
        if (target.table.empty() && !target.name.starts_with(table.name + "/")) continue;
        History history{&table, {}};
        for (const Which which : {Which::kReplaced, Which::kStanding})
            for_each_version(db, table, which, [&](Version& version) {
                if (is_about(table, version, target)) history.rows[version.key].push_back(version);
            });
        if (!history.rows.empty()) all.push_back(std::move(history));
    }
    return all;
}

// One cell or row of the log of a row, before change sets are looked up.
struct Entry {
    std::int64_t change = 0;
    CellChange cell;
};

// The entries of one row, from its versions.
void add_entries(const SheetTable& table, const std::vector<Version>& versions,
                 std::vector<Entry>& entries) {
    const auto add = [&](std::int64_t change, const Row* before, const Row* after) {
        std::vector<CellChange> cells;
        add_cell_changes(table, before, after, cells);
        for (CellChange& cell : cells)
            entries.push_back({change, std::move(cell)});
    };
    for (std::size_t i = 0; i < versions.size(); ++i) {
        const Version& version = versions[i];
        const bool replaces = i > 0 && versions[i - 1].until == version.since;
        add(version.since, replaces ? &versions[i - 1].row : nullptr, &version.row);
        const bool replaced = i + 1 < versions.size() && versions[i + 1].since == version.until;
        if (version.until != 0 && !replaced) add(version.until, &version.row, nullptr);
    }
}

std::string_view did(const CellChange& cell) {
    constexpr std::string_view kDid[] = {"added", "changed", "removed"};
    return kDid[static_cast<std::size_t>(cell.what)];
}

HistoryTarget find_target(const std::vector<std::string>& words, const Catalogue& catalogue,
                          const Db& db) {
    std::string name;
    for (const std::string& word : words)
        name += (name.empty() ? "" : " ") + word;
    if (const auto row = parse_row_name(catalogue, name))
        return {row->table->name + "/" + Rows::key_text(*row->table, row->key), ""};
    std::vector<std::string> slugs;
    for (const SheetTable& table : catalogue.tables()) {
        const bool has_slug = table.key.size() == 1 && table.columns[0].grammar == Grammar::kText &&
                              table.name != "aliases";
        if (!has_slug) continue;
        bool found = false;
        for (const Which which : {Which::kStanding, Which::kReplaced})
            for_each_version(db, table, which, [&](Version& version) {
                found = found || version.key == name;
                slugs.push_back(version.key);
            });
        if (found) return {name, table.name};
    }
    const auto leg = parse_row_name(catalogue, "legs/" + name);  // as reports print it
    if (leg && name.find('/') != std::string::npos)
        return {"legs/" + Rows::key_text(*leg->table, leg->key), ""};
    const std::vector<std::string> near = suggest(name, slugs);
    std::string hint;
    for (const std::string& one : near)
        hint += (hint.empty() ? "" : ", ") + one;
    throw Error(Exit::kUsage, fmt::format("the history knows no \"{}\"", name),
                hint.empty() ? "a deal, a party, or a row such as legs/aws-openai-38bn/1" : hint);
}

Table log_of_rows(const Db& db, const AskOptions& options) {
    const Catalogue catalogue(db);
    const HistoryTarget target = find_target(options.words, catalogue, db);
    std::vector<Entry> entries;
    for (const History& history : read_history(db, catalogue, target))
        for (const auto& [key, versions] : history.rows)
            add_entries(*history.table, versions, entries);
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.change > b.change; });
    if (entries.empty())
        throw Error(Exit::kUsage, fmt::format("the history knows no \"{}\"", target.name),
                    "a deal, a party, or a row such as legs/aws-openai-38bn/1");
    std::map<std::int64_t, ChangeRecord> changes;
    for (ChangeRecord& record : read_changes(db))
        changes.emplace(record.change, std::move(record));
    Table table;
    table.columns = {{.name = "change", .unit = Unit::kCount},
                     {.name = "at", .priority = 1},
                     {.name = "who", .priority = 3},
                     {.name = "row"},
                     {.name = "did"},
                     {.name = "column"},
                     {.name = "before"},
                     {.name = "after"},
                     {.name = "command", .priority = 2}};
    for (const Entry& entry : entries) {
        const ChangeRecord& record = changes[entry.change];
        table.rows.push_back({Figure{entry.change}, record.at, text_or_nil(record.who),
                              entry.cell.row, std::string(did(entry.cell)),
                              text_or_nil(entry.cell.column), text_or_nil(entry.cell.before),
                              text_or_nil(entry.cell.after), record.command});
    }
    table.title =
        join_title({"Log of " + target.name, "newest first", plural(table.rows.size(), "change")});
    arrange(table, options);
    return table;
}

}  // namespace

Table log(const Book& book, const AskOptions& options) {
    return options.words.empty() ? log_of_book(book.db(), options)
                                 : log_of_rows(book.db(), options);
}

}  // namespace gw
