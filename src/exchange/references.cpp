// SPDX-License-Identifier: Apache-2.0
#include "exchange/references.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "book/schema.h"
#include "exchange/sheet_rows.h"
#include "text/names.h"
#include "text/suggest.h"

namespace gw {
namespace {

constexpr std::size_t kMostSuggestions = 200;  // of one import; 50 errors are shown

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

bool has_column(const Sheet& sheet, std::string_view column) {
    const SheetColumn* found = sheet.table->find(column);
    return sheet.position[static_cast<std::size_t>(found - sheet.table->columns.data())] >= 0;
}

std::string select_keys_sql(const SheetTable& table) {
    std::string columns;
    for (const std::string& name : table.stored)
        columns += (columns.empty() ? "" : ", ") + quote_identifier(name);
    return fmt::format("select {} from {}", columns, quote_identifier(table.name));
}

Problem taken(const Sheet& sheet, const CsvReader& reader, const CsvRow& row,
              std::string_view column, const std::string& owner) {
    const SheetColumn* found = sheet.table->find(column);
    const int position =
        sheet.position[static_cast<std::size_t>(found - sheet.table->columns.data())];
    const CsvCell& cell = row[static_cast<std::size_t>(position)];
    return problem_at(
        sheet, reader, cell,
        {fmt::format(R"("{}" is already a spelling of {})", cell.text, owner),
         0,
         0,
         {"one spelling names one party: make it more exact, or name the same party"}});
}

Problem no_letters(const Sheet& sheet, const CsvReader& reader, const CsvRow& row,
                   std::string_view column) {
    const SheetColumn* found = sheet.table->find(column);
    const int position =
        sheet.position[static_cast<std::size_t>(found - sheet.table->columns.data())];
    const CsvCell& cell = row[static_cast<std::size_t>(position)];
    return problem_at(sheet, reader, cell,
                      {fmt::format(R"("{}" holds no letter or digit)", cell.text), 0, 0, {}});
}

}  // namespace

References::References(const Db& db, const Catalogue& catalogue, const SheetFiles& files,
                       std::vector<Problem>& problems)
    : db_(db),
      files_(files),
      finder_(db, catalogue),
      unread_(files.unread.begin(), files.unread.end()) {
    read_spellings(files.sheets, problems);
}

const KeySet& References::keys_of(const std::string& table) const {
    const auto [found, asked] = keys_.try_emplace(table);
    KeySet& keys = found->second;
    if (!asked) return keys;
    const auto ahead = ahead_.find(table);
    FileKeys read = ahead == ahead_.end() ? read_keys(table) : ahead->second.get();
    keys = std::move(read.keys);
    if (read.broken) unread_.insert(table);
    for (const std::string& row : files_.refused)
        if (row.starts_with(table + "/")) keys.insert(row.substr(table.size() + 1));
    return keys;
}

void References::read_ahead() {
    for (const Sheet& sheet : files_.sheets) {
        const std::string& table = sheet.table->name;
        const bool named =
            std::any_of(files_.sheets.begin(), files_.sheets.end(), [&](const Sheet& other) {
                const auto& columns = other.table->columns;
                return std::any_of(columns.begin(), columns.end(), [&](const SheetColumn& column) {
                    return column.references == table;
                });
            });
        if (!named || sheet.bytes.size() < kWorthAThread || keys_.contains(table)) continue;
        ahead_.try_emplace(table, std::async(std::launch::deferred | std::launch::async,
                                             [this, table] { return read_keys(table); }));
    }
}

// A file of which some rows cannot be read may hold any key.
References::FileKeys References::read_keys(const std::string& table) const {
    FileKeys read;
    for (const Sheet& sheet : files_.sheets) {
        if (sheet.table->name != table) continue;
        std::vector<Problem> broken;
        for_each_row(sheet, &broken, [&](const CsvReader&, const CsvRow& row) {
            read.keys.insert(key_text(sheet, row));
        });
        read.broken = read.broken || !sheet.usable || !broken.empty();
    }
    return read;
}

// What is stored comes first and what no file replaces stays; then names, since aliases may name
// their party by its name, and aliases until none of them names a party that is not known yet by
// another alias.
void References::read_spellings(const std::vector<Sheet>& sheets, std::vector<Problem>& problems) {
    const auto replaced = [&](std::string_view table, std::string_view column,
                              const std::string& key) {
        return std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& sheet) {
            return sheet.usable && sheet.table->name == table && has_column(sheet, column) &&
                   keys_of(sheet.table->name).contains(key);
        });
    };
    std::unordered_set<std::string> stored;
    std::vector<std::pair<std::string, std::string>> spellings;  // and whose they are
    Statement names = db_.prepare(schema_text("queries", "party_names"));
    while (names.step()) {
        stored.emplace(names.text(0));
        parties_.add_slug(names.text(0));
        if (!replaced("parties", "name", std::string(names.text(0))))
            parties_.add(names.text(1), names.text(0));
    }
    Statement aliases = db_.prepare(schema_text("queries", "aliases"));
    while (aliases.step())
        if (!replaced("aliases", "party", std::string(aliases.text(0))))
            spellings.emplace_back(aliases.text(0), aliases.text(1));
    for (const auto& [alias, party] : spellings)
        parties_.add(alias, party);
    const KeySet& parties = keys_of("parties");
    for (std::size_t i = 0; i < parties.size(); ++i)
        parties_.add_slug(parties[i]);
    refuse_taken_slugs(sheets, stored, spellings, problems);
    for (const Sheet& sheet : sheets)
        if (sheet.table->name == "parties") add_spellings(sheet, "name", problems);
    for (std::size_t before = 0; before != parties_.by_key().size();) {
        before = parties_.by_key().size();
        std::vector<Problem> found;
        for (const Sheet& sheet : sheets)
            if (sheet.table->name == "aliases") add_spellings(sheet, "alias", found);
        if (before == parties_.by_key().size())
            problems.insert(problems.end(), found.begin(), found.end());
    }
}

// A new slug must not be, but for the case of its letters, a stored alias of another party: whoever
// writes it would mean another party from then on.
void References::refuse_taken_slugs(
    const std::vector<Sheet>& sheets, const std::unordered_set<std::string>& stored,
    const std::vector<std::pair<std::string, std::string>>& spellings,
    std::vector<Problem>& problems) {
    std::unordered_map<std::string, std::string> taken_by;
    for (const auto& [spelling, party] : spellings)
        if (const auto slug = parties_.other_slug(spelling, party); slug && !stored.contains(*slug))
            taken_by.emplace(*slug, party);
    if (taken_by.empty()) return;
    for (const Sheet& sheet : sheets) {
        if (sheet.table->name != "parties" || !sheet.usable || !has_column(sheet, "party"))
            continue;
        for_each_row(sheet, nullptr, [&](const CsvReader& reader, const CsvRow& row) {
            const auto found = taken_by.find(cell_text(sheet, row, "party"));
            if (found != taken_by.end())
                problems.push_back(taken(sheet, reader, row, "party", found->second));
        });
    }
}

// One column of a file whose rows name their party in the column `party`.
void References::add_spellings(const Sheet& sheet, std::string_view column,
                               std::vector<Problem>& problems) {
    if (!sheet.usable || !has_column(sheet, column) || !has_column(sheet, "party")) return;
    for_each_row(sheet, nullptr, [&](const CsvReader& reader, const CsvRow& row) {
        const auto party = parties_.find(cell_text(sheet, row, "party"));
        if (!party) return;
        const std::string spelling = cell_text(sheet, row, column);
        auto owner = parties_.other_slug(spelling, *party);
        if (!owner) owner = parties_.add(spelling, *party);
        if (owner) problems.push_back(taken(sheet, reader, row, column, *owner));
        if (!spelling.empty() && fold_name(spelling).empty())
            problems.push_back(no_letters(sheet, reader, row, column));
    });
}

bool References::contains(const std::string& table, const std::string& key) {
    if (may_be_there(table, key)) return true;
    return finder_.find(table + "/" + key).has_value();
}

bool References::may_be_there(const std::string& table, const std::string& key) const {
    const KeySet& keys = keys_of(table);
    return unread_.contains(table) || keys.contains(key);
}

std::vector<std::string> References::suggest_for(const std::string& table, std::string_view key) {
    if (++suggestions_ > kMostSuggestions) return {};
    if (table == "parties") return parties_.suggest_for(key);
    std::set<std::string> candidates;
    const KeySet& keys = keys_of(table);
    for (std::size_t i = 0; i < keys.size(); ++i)
        candidates.emplace(keys[i]);
    const SheetTable* in = finder_.catalogue().find(table);
    if (in == nullptr) return {};
    Statement rows = db_.prepare(select_keys_sql(*in));
    while (rows.step()) {
        Row row(in->stored.size());
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = rows.value(static_cast<int>(i));
        candidates.insert(Rows::key_text(*in, row));
    }
    return suggest(key, {candidates.begin(), candidates.end()});
}

}  // namespace gw
