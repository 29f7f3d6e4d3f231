// SPDX-License-Identifier: Apache-2.0
#include "references.h"

#include <fmt/core.h>

#include <algorithm>

#include "names.h"
#include "schema.h"
#include "suggest.h"

namespace gw {
namespace {

std::string key_text(const Sheet& sheet, const CsvRow& row) {
    std::string key;
    for (const int column : sheet.table->key) {
        if (!key.empty()) key += '/';
        const int position = sheet.position[static_cast<std::size_t>(column)];
        key += unguard_formula(row[static_cast<std::size_t>(position)].text);
    }
    return key;
}

// The cell of a named column, "" if the file leaves it out.
std::string cell_text(const Sheet& sheet, const CsvRow& row, std::string_view column) {
    const SheetColumn* found = sheet.table->find(column);
    const int position =
        sheet.position[static_cast<std::size_t>(found - sheet.table->columns.data())];
    if (position < 0) return {};
    return std::string(unguard_formula(row[static_cast<std::size_t>(position)].text));
}

Problem taken(const Sheet& sheet, const CsvReader& reader, const CsvRow& row,
              std::string_view column, const std::string& owner) {
    const SheetColumn* found = sheet.table->find(column);
    const int position =
        sheet.position[static_cast<std::size_t>(found - sheet.table->columns.data())];
    const CsvCell& cell = row[static_cast<std::size_t>(position)];
    return reader.problem_at(
        cell, 0, cell.text.size(),
        fmt::format("\"{}\" is already a spelling of {}", cell.text, owner),
        {"one spelling names one party: make it more exact, or name the same party"});
}

}  // namespace

References::References(const Db& db, const Catalogue& catalogue, const std::vector<Sheet>& sheets,
                       std::vector<Problem>& problems)
    : db_(db), finder_(db, catalogue) {
    std::unordered_set<std::string> named{"legs", "aliases"};
    for (const SheetTable& table : catalogue.tables())
        for (const SheetColumn& column : table.columns)
            if (!column.references.empty()) named.insert(column.references);
    for (const Sheet& sheet : sheets) {
        if (!sheet.usable) unread_.insert(sheet.table->name);
        if (named.contains(sheet.table->name)) read_keys(sheet);
    }
    read_spellings(sheets, problems);
}

void References::read_keys(const Sheet& sheet) {
    std::unordered_set<std::string>& keys = keys_[sheet.table->name];
    for_each_row(sheet, nullptr,
                 [&](const CsvReader&, const CsvRow& row) { keys.insert(key_text(sheet, row)); });
}

// Names first, since aliases may name their party by its name. A row of a file replaces the stored
// row with its key, so only the stored rows that no file names are read.
void References::read_spellings(const std::vector<Sheet>& sheets, std::vector<Problem>& problems) {
    Statement names = db_.prepare(schema_text("queries", "party_names"));
    while (names.step()) {
        parties_.add_slug(names.text(0));
        if (!keys_["parties"].contains(std::string(names.text(0))))
            parties_.add(names.text(1), names.text(0));
    }
    for (const std::string& party : keys_["parties"])
        parties_.add_slug(party);
    for (const Sheet& sheet : sheets)
        if (sheet.table->name == "parties") add_spellings(sheet, "name", "party", problems);
    Statement aliases = db_.prepare(schema_text("queries", "aliases"));
    while (aliases.step())
        if (!keys_["aliases"].contains(std::string(aliases.text(0))))
            parties_.add(aliases.text(0), aliases.text(1));
    for (const Sheet& sheet : sheets)
        if (sheet.table->name == "aliases") add_spellings(sheet, "alias", "party", problems);
}

void References::add_spellings(const Sheet& sheet, std::string_view column,
                               std::string_view party_column, std::vector<Problem>& problems) {
    for_each_row(sheet, nullptr, [&](const CsvReader& reader, const CsvRow& row) {
        const auto party = parties_.find(cell_text(sheet, row, party_column));
        if (!party) return;
        const auto owner = parties_.add(cell_text(sheet, row, column), *party);
        if (owner) problems.push_back(taken(sheet, reader, row, column, *owner));
    });
}

bool References::contains(const std::string& table, const std::string& key) {
    if (unread_.contains(table)) return true;
    if (const auto keys = keys_.find(table); keys != keys_.end() && keys->second.contains(key))
        return true;
    return finder_.find(table + "/" + key).has_value();
}

std::vector<std::string> References::suggest_for(const std::string& table,
                                                 std::string_view key) const {
    if (table == "parties") return parties_.suggest_for(key);
    std::vector<std::string> candidates;
    if (const auto keys = keys_.find(table); keys != keys_.end())
        candidates.assign(keys->second.begin(), keys->second.end());
    std::sort(candidates.begin(), candidates.end());
    return suggest(key, candidates);
}

}  // namespace gw
