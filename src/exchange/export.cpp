// SPDX-License-Identifier: Apache-2.0
#include "exchange/export.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/catalogue.h"
#include "book/rows.h"
#include "exchange/datapackage.h"
#include "text/csv.h"
#include "text/error.h"
#include "text/suggest.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

// Days in their order, and of those that begin together the longest first, as their cells sort:
// 2026, 2026-H1, 2026-Q1.
std::string order_by(const SheetTable& table, const SheetColumn& column) {
    const auto stored = [&](std::size_t i) {
        return quote_identifier(table.stored[static_cast<std::size_t>(column.stored[i])]);
    };
    if (column.grammar == Grammar::kDate)
        return fmt::format("{0}, case when {0} is null then {1} end, {1} desc", stored(0),
                           stored(1));
    std::string order = stored(0);
    for (std::size_t i = 1; i < column.stored.size(); ++i)
        order += ", " + stored(i);
    return order;
}

std::string select_sql(const SheetTable& table) {
    std::string columns;
    for (const std::string& name : table.stored)
        columns += (columns.empty() ? "" : ", ") + quote_identifier(name);
    std::string order;
    for (const int key : table.key)
        order += (order.empty() ? "" : ", ") +
                 order_by(table, table.columns[static_cast<std::size_t>(key)]);
    return fmt::format("select {} from {} order by {}", columns, quote_identifier(table.name),
                       order);
}

// Figures are left as they are: a spreadsheet reads -12bn as text or number, never as a formula.
bool is_guarded(const SheetColumn& column, std::string_view text) {
    if (column.grammar == Grammar::kText) return true;
    return column.grammar == Grammar::kClaimValue && std::holds_alternative<CellError>(parse_amount(
                                                         text.empty() ? "0" : text, Sign::kSigned));
}

std::string table_csv(const Db& db, const SheetTable& table, std::size_t& count) {
    std::string csv;
    std::vector<std::string> cells;
    for (const SheetColumn& column : table.columns)
        cells.push_back(column.name);
    const auto append = [&] { append_csv_record(csv, {cells.begin(), cells.end()}); };
    append();
    Statement rows = db.prepare(select_sql(table));
    Row row(table.stored.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = rows.value(static_cast<int>(i));
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            cells[i] = Rows::cell(table.columns[i], row);
            if (is_guarded(table.columns[i], cells[i])) cells[i] = guard_formula(cells[i]);
        }
        append();
        ++count;
    }
    return csv;
}

const SheetTable& table_of(const Catalogue& catalogue, const fs::path& file) {
    if (const SheetTable* table = catalogue.find(file.stem().string())) return *table;
    std::vector<std::string> names;
    for (const SheetTable& table : catalogue.tables())
        names.push_back(table.name);
    const std::vector<std::string> near = suggest(file.stem().string(), names);
    throw Error(
        Exit::kUsage, fmt::format("\"{}\" is no table of the book", file.stem().string()),
        near.empty() ? "a file is named after its table, such as legs.csv" : near.front() + ".csv");
}

}  // namespace

std::vector<ExportCount> export_tables(const Book& book, const fs::path& target,
                                       Overwrite overwrite) {
    const Catalogue catalogue(book.db());
    const OutputTerms terms{.overwrite = overwrite, .outcome = "nothing was exported"};
    std::vector<ExportCount> counts;
    std::vector<OutputFile> files;
    const auto add = [&](const fs::path& path, const SheetTable& table) {
        check_output(path, terms);
        ExportCount& count = counts.emplace_back(ExportCount{path.filename().string()});
        files.push_back({path, table_csv(book.db(), table, count.rows)});
    };
    if (target.extension() == ".csv") {
        add(target, table_of(catalogue, target));
        write_files(files, terms);
        return counts;
    }
    for (const SheetTable& table : catalogue.tables())
        add(target / (table.name + ".csv"), table);
    counts.push_back({kDataPackageFile, 0});
    files.push_back({target / kDataPackageFile, data_package(catalogue)});
    NewFolder folder(target, terms);
    write_files(files, terms);
    folder.keep();
    return counts;
}

}  // namespace gw
