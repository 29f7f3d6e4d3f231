// SPDX-License-Identifier: Apache-2.0
#include "exchange/export.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/catalogue.h"
#include "book/rows.h"
#include "exchange/datapackage.h"
#include "table/json.h"
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

std::vector<std::string> column_names(const SheetTable& table) {
    std::vector<std::string> names;
    for (const SheetColumn& column : table.columns)
        names.push_back(column.name);
    return names;
}

// Calls `write` with the cells of every row, in the order of the table's columns.
template <class Write>
std::size_t write_rows(const Db& db, const SheetTable& table, Write write) {
    std::size_t count = 0;
    std::vector<std::string> cells(table.columns.size());
    Statement rows = db.prepare(select_sql(table));
    Row row(table.stored.size());
    for (; rows.step(); ++count) {
        for (std::size_t i = 0; i < row.size(); ++i)
            row[i] = rows.value(static_cast<int>(i));
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            cells[i] = Rows::cell(table.columns[i], row);
        write(cells);
    }
    return count;
}

std::string table_csv(const Db& db, const SheetTable& table, std::size_t& count) {
    std::string csv;
    const std::vector<std::string> names = column_names(table);
    append_csv_record(csv, {names.begin(), names.end()});
    count = write_rows(db, table, [&](std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (is_guarded(table.columns[i], cells[i])) cells[i] = guard_formula(cells[i]);
        append_csv_record(csv, {cells.begin(), cells.end()});
    });
    return csv;
}

// One object a line; a cell is text in the form of CSV, without its guard, and null if empty.
std::string table_json(const Db& db, const SheetTable& table, std::size_t& count) {
    std::string json = "[";
    const std::vector<std::string> names = column_names(table);
    count = write_rows(db, table, [&](const std::vector<std::string>& cells) {
        json += json.size() == 1 ? "\n{" : ",\n{";
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) json += ", ";
            append_json_string(json, names[i]);
            json += ": ";
            if (cells[i].empty())
                json += "null";
            else
                append_json_string(json, cells[i]);
        }
        json += '}';
    });
    return json += count == 0 ? "]\n" : "\n]\n";
}

const SheetTable& table_of(const Catalogue& catalogue, const fs::path& file) {
    if (const SheetTable* table = catalogue.find(file.stem().string())) return *table;
    std::vector<std::string> names;
    for (const SheetTable& table : catalogue.tables())
        names.push_back(table.name);
    const std::vector<std::string> near = suggest(file.stem().string(), names);
    throw Error(Exit::kUsage, fmt::format("\"{}\" is no table of the book", file.stem().string()),
                near.empty() ? "a file is named after its table, such as legs.csv"
                             : near.front() + file.extension().string());
}

}  // namespace

std::vector<ExportCount> export_tables(const Book& book, const fs::path& target, FileForm form,
                                       Overwrite overwrite) {
    const Catalogue catalogue(book.db());
    const OutputTerms terms{.overwrite = overwrite, .outcome = "nothing was exported"};
    std::vector<ExportCount> counts;
    std::vector<OutputFile> files;
    const bool one = target.extension() == ".csv" || target.extension() == ".json";
    const bool as_json = one ? target.extension() == ".json" : form == FileForm::kJson;
    const auto add = [&](const fs::path& path, const SheetTable& table) {
        check_output(path, terms);
        ExportCount& count = counts.emplace_back(ExportCount{path.filename().string()});
        files.push_back({path, as_json ? table_json(book.db(), table, count.rows)
                                       : table_csv(book.db(), table, count.rows)});
    };
    if (one) {
        add(target, table_of(catalogue, target));
        write_files(files, terms);
        return counts;
    }
    for (const SheetTable& table : catalogue.tables())
        add(target / (table.name + (as_json ? ".json" : ".csv")), table);
    if (!as_json) {
        counts.push_back({kDataPackageFile, 0});
        files.push_back({target / kDataPackageFile, data_package(catalogue)});
    }
    NewFolder folder(target, terms);
    write_files(files, terms);
    folder.keep();
    return counts;
}

}  // namespace gw
