// SPDX-License-Identifier: Apache-2.0
#include "foreign/foreign_import.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "exchange/sheet_rows.h"
#include "exchange/soundness.h"
#include "foreign/foreign_sheet.h"
#include "text/input.h"

namespace gw {
namespace {

// A record of the file of rejects: where it stood and why, then its cells.
void append_reject(std::string& text, const Reject& reject, const CsvRow& cells, char separator) {
    const std::string line = fmt::format("{}", reject.line);
    std::vector<std::string> unique;
    for (const std::string& reason : reject.reasons)
        if (std::find(unique.begin(), unique.end(), reason) == unique.end())
            unique.push_back(reason);
    const std::string reasons = fmt::format("{}", fmt::join(unique, "; "));
    std::vector<std::string_view> record = {line, reasons};
    for (const CsvCell& cell : cells)
        record.push_back(cell.text);
    append_csv_record(text, record, separator);
}

void append_header(std::string& text, const std::vector<std::string>& header, char separator) {
    std::vector<std::string_view> record = {"line", "reason"};
    record.insert(record.end(), header.begin(), header.end());
    append_csv_record(text, record, separator);
}

std::string rejects_text(const ForeignSheet& sheet, const std::vector<Reject>& rejects) {
    std::string text(sheet.preamble());
    append_header(text, sheet.header(), sheet.separator());
    auto line = sheet.lines().begin();
    for (const Reject& reject : rejects) {
        while (line->line != reject.line)
            ++line;
        append_reject(text, reject, line->cells, sheet.separator());
    }
    return text;
}

std::string own_rejects_text(const std::filesystem::path& path,
                             const std::vector<Reject>& rejects) {
    const std::string bytes = read_file(path, "nothing was imported");
    CsvReader reader(bytes, path.filename().string());
    CsvRow cells;
    reader.next(cells);
    std::vector<std::string> header;
    for (const CsvCell& cell : cells)
        header.emplace_back(cell.text);
    std::string text;
    append_header(text, header, ',');
    for (const Reject& reject : rejects) {
        do
            reader.next(cells);
        while (!cells.empty() && cells.front().line != reject.line);
        append_reject(text, reject, cells, ',');
    }
    return text;
}

Table cell_table(const ForeignSheet& sheet, std::vector<CellTrace> traces) {
    std::stable_sort(traces.begin(), traces.end(), [](const CellTrace& a, const CellTrace& b) {
        return a.from.cell.line < b.from.cell.line;
    });
    Table table;
    table.title = fmt::format("What {} would store, cell by cell", sheet.name());
    table.columns = {{.name = "line"},   {.name = "from"}, {.name = "read"},   {.name = "row"},
                     {.name = "column"}, {.name = "cell"}, {.name = "became"}, {.name = "before"}};
    const auto text_or_nil = [](std::string_view text) {
        return text.empty() ? Value(Nil{}) : Value(std::string(text));
    };
    for (const CellTrace& trace : traces) {
        const bool constant = trace.from.rule != nullptr;
        if (constant && trace.cell.empty()) continue;
        table.rows.push_back(
            {fmt::format("{}", trace.from.cell.line),
             constant ? fmt::format("{}:{}", trace.from.rule->file, trace.from.rule->line)
                      : sheet.header()[trace.from.column],
             text_or_nil(trace.from.cell.text), trace.row, trace.column, text_or_nil(trace.cell),
             std::string(trace.became), text_or_nil(trace.before)});
    }
    table.notes.emplace_back(
        "claim, left out: the book has the row from another source, so only claims are stored");
    return table;
}

}  // namespace

ForeignImport import_foreign(const Book& book, const std::filesystem::path& sheet_file,
                             const std::filesystem::path& rules, const ImportTerms& terms,
                             const RejectsFile& rejects) {
    const Catalogue catalogue(book.db());
    const ForeignSheet sheet(read_file(sheet_file, "nothing was imported"),
                             sheet_file.filename().string(), read_rules_file(rules, catalogue));
    std::vector<Problem> ignored;  // of the book itself: import says them
    const Spellings known = read_spellings(book.db(), ignored);
    FileWithLines file{sheet.name(), {}, {}};
    for (const ForeignLine& line : sheet.lines())
        file.lines.push_back(line.line);
    file.read = [&](const std::set<std::size_t>& left_out, std::vector<Problem>& problems) {
        return sheet.rows(left_out, known, problems);
    };
    ForeignImport done;
    if (rejects.path.empty()) {
        std::vector<Problem> problems;
        const SheetFiles sheets = file.read({}, problems);
        done.good.result = import_sheets(book, catalogue, sheets, terms, std::move(problems));
    } else {
        done.good = import_good_rows(book, catalogue, file, terms, [&](const GoodRows& good) {
            if (terms.mode == WriteMode::kStore && !good.rejects.empty())
                write_files({{rejects.path, rejects_text(sheet, good.rejects)}}, rejects.terms);
        });
    }
    done.name = sheet.name();
    done.lines = sheet.lines().size();
    done.skipped = sheet.skipped();
    done.unread = sheet.unread();
    if (terms.mode == WriteMode::kDryRun)
        done.cells = cell_table(sheet, std::move(done.good.result.traces));
    return done;
}

GoodRows import_with_rejects(const Book& book, const std::filesystem::path& path,
                             const ImportTerms& terms, const RejectsFile& rejects) {
    const Catalogue catalogue(book.db());
    return import_good_rows(
        book, catalogue, own_file(catalogue, path), terms, [&](const GoodRows& good) {
            if (terms.mode == WriteMode::kStore && !good.rejects.empty())
                write_files({{rejects.path, own_rejects_text(path, good.rejects)}}, rejects.terms);
        });
}

}  // namespace gw
