// SPDX-License-Identifier: Apache-2.0
#include "exchange/export.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

#include "book/catalogue.h"
#include "book/table_scan.h"
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

// Columns by which rows stand in a file of SQLite's if they do so in the order of an export.
std::vector<std::string> key_columns(const SheetTable& table) {
    std::vector<std::string> names;
    for (const int key : table.key) {
        const SheetColumn& column = table.columns[static_cast<std::size_t>(key)];
        if (column.grammar == Grammar::kDate) return {};
        for (const int stored : column.stored)
            names.push_back(table.stored[static_cast<std::size_t>(stored)]);
    }
    return names;
}

constexpr std::size_t kMostParts = 3;                 // stored columns of a cell
constexpr std::size_t kPiece = std::size_t{1} << 20;  // bytes of a file that are written at once

template <class Rows>
void read_cell(const Rows& row, const SheetColumn& column, std::string& cell) {
    std::array<ValueView, kMostParts> values;
    for (std::size_t i = 0; i < column.stored.size(); ++i)
        values[i] = row.view(column.stored[i]);
    cell.clear();
    append_cell(cell, column, values.data());
}

void append_csv_row(std::string& out, const SheetTable& table,
                    const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ',';
        if (cells[i].empty()) continue;
        if (is_guarded(table.columns[i], cells[i]))
            append_guarded_csv_cell(out, cells[i]);
        else
            append_csv_cell(out, cells[i]);
    }
    out += '\n';
}

// One object a line; a cell is text in the form of CSV, without its guard, and null if empty.
void append_json_row(std::string& out, const std::vector<std::string>& names,
                     const std::vector<std::string>& cells) {
    out += '{';
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += ", ";
        append_json_string(out, names[i]);
        out += ": ";
        if (cells[i].empty())
            out += "null";
        else
            append_json_string(out, cells[i]);
    }
    out += '}';
}

// The file of a table whose rows come in their order; how many they are.
template <class Rows>
std::size_t write_rows(Rows& rows, const SheetTable& table, FileForm form, FileSet& files) {
    const bool json = form == FileForm::kJson;
    const std::vector<std::string> names = column_names(table);
    std::vector<std::string> cells(names.size());
    std::string out;
    if (json)
        out = "[";
    else
        append_csv_record(out, {names.begin(), names.end()});
    std::size_t count = 0;
    for (; rows.step(); ++count) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            read_cell(rows, table.columns[i], cells[i]);
        if (json) {
            out += count == 0 ? "\n" : ",\n";
            append_json_row(out, names, cells);
        } else {
            append_csv_row(out, table, cells);
        }
        if (out.size() < kPiece) continue;
        files.append(out);
        out.clear();
    }
    if (json) out += count == 0 ? "]\n" : "\n]\n";
    files.append(out);
    return count;
}

std::optional<FileTables> open_pages(const Db& db) {
    try {
        return FileTables::open(db);
    } catch (const ScanFault&) {
        return std::nullopt;
    }
}

// The same from the pages of the book's file where the rows stand there in their order, else by a
// statement.
std::size_t write_table(const Db& db, std::optional<FileTables>& pages, const SheetTable& table,
                        FileForm form, FileSet& files) {
    try {
        std::optional<TableScan> rows =
            pages ? pages->scan_in_order(table.name, table.stored, key_columns(table))
                  : std::nullopt;
        if (rows) return write_rows(*rows, table, form, files);
    } catch (const ScanFault&) {
        files.begin_again();
    }
    Statement rows = db.prepare(select_sql(table));
    return write_rows(rows, table, form, files);
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

struct Export {
    const SheetTable* table = nullptr;
    fs::path path;
};

}  // namespace

std::vector<ExportCount> export_tables(const Book& book, const fs::path& target, FileForm form,
                                       Overwrite overwrite) {
    const Catalogue catalogue(book.db());
    const OutputTerms terms{.overwrite = overwrite, .outcome = "nothing was exported"};
    const bool one = target.extension() == ".csv" || target.extension() == ".json";
    if (one) form = target.extension() == ".json" ? FileForm::kJson : FileForm::kCsv;
    const bool as_json = form == FileForm::kJson;
    std::vector<Export> exports;
    if (one)
        exports.push_back({&table_of(catalogue, target), target});
    else
        for (const SheetTable& table : catalogue.tables())
            exports.push_back({&table, target / (table.name + (as_json ? ".json" : ".csv"))});
    for (const Export& file : exports)
        check_output(file.path, terms);
    std::optional<NewFolder> folder;  // gone after the files in it
    if (!one) folder.emplace(target, terms);
    FileSet files(terms);
    std::optional<FileTables> pages = open_pages(book.db());
    std::vector<ExportCount> counts;
    for (const Export& file : exports) {
        files.begin(file.path);
        counts.push_back({file.path.filename().string(),
                          write_table(book.db(), pages, *file.table, form, files)});
    }
    if (!one && !as_json) {
        counts.push_back({kDataPackageFile, 0});
        files.begin(target / kDataPackageFile);
        files.append(data_package(catalogue));
    }
    files.finish();
    if (folder) folder->keep();
    return counts;
}

}  // namespace gw
