// SPDX-License-Identifier: Apache-2.0
#include "exchange/rules.h"

#include <string>
#include <unordered_map>

#include "book/catalogue.h"
#include "book/schema.h"
#include "exchange/sheet_rows.h"

namespace gw {
namespace {

struct Breach {
    std::string column;
    Problem problem;
};

// The id of a row of a file, spelled as the file has it; good enough to find the row that a rule
// names.
std::string id_in_file(const Sheet& sheet, const CsvRow& row) {
    std::vector<std::string> cells;
    for (const int column : sheet.table->key)
        cells.emplace_back(unguard_formula(
            row[static_cast<std::size_t>(sheet.position[static_cast<std::size_t>(column)])].text));
    return row_id(*sheet.table, cells);
}

void place(const Sheet& sheet, const CsvReader& reader, const CsvRow& row, Breach& breach) {
    const SheetColumn* column = sheet.table->find(breach.column);
    const int position =
        column == nullptr
            ? 0
            : sheet.position[static_cast<std::size_t>(column - sheet.table->columns.data())];
    const CsvCell& cell = row[static_cast<std::size_t>(position < 0 ? 0 : position)];
    breach.problem =
        problem_at(sheet, reader, cell, {breach.problem.message, 0, 0, breach.problem.hints});
}

}  // namespace

void check_rules(const Db& db, const std::vector<Sheet>& sheets, std::vector<Problem>& problems) {
    std::vector<Breach> breaches;
    std::unordered_map<std::string, std::vector<std::size_t>> by_subject;
    for (const SchemaFile& file : schema_files()) {
        if (file.folder != "rules") continue;
        Statement rows = db.prepare(file.text);
        while (rows.step()) {
            Breach breach{std::string(rows.text(1)), {}};
            breach.problem.file = rows.text(0);
            breach.problem.message = rows.text(2);
            if (!rows.text(3).empty()) breach.problem.hints.emplace_back(rows.text(3));
            by_subject[std::string(rows.text(0))].push_back(breaches.size());
            breaches.push_back(std::move(breach));
        }
    }
    if (breaches.empty()) return;
    for (const Sheet& sheet : sheets)
        for_each_row(sheet, nullptr, [&](const CsvReader& reader, const CsvRow& row) {
            const auto found = by_subject.find(id_in_file(sheet, row));
            if (found == by_subject.end()) return;
            for (const std::size_t i : found->second)
                place(sheet, reader, row, breaches[i]);
        });
    for (Breach& breach : breaches)
        problems.push_back(std::move(breach.problem));
}

}  // namespace gw
