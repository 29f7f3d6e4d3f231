// SPDX-License-Identifier: Apache-2.0
#include "exchange/sheet_rows.h"

#include <fmt/core.h>

#include <algorithm>

namespace gw {
namespace {

// Whether "1,500,000" may have made the row too long: three digits behind digits.
bool is_cut_number(const CsvRow& row, std::size_t wanted) {
    const auto all_digits = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    };
    if (row.size() <= wanted) return false;
    for (std::size_t i = 1; i < row.size(); ++i)
        if (row[i].text.size() == 3 && all_digits(row[i].text) && all_digits(row[i - 1].text))
            return true;
    return false;
}

Problem ragged_row(const Sheet& sheet, const CsvReader& reader, const CsvRow& row) {
    const std::size_t wanted = sheet.columns.size();
    const CsvCell& at = row.size() > wanted ? row[wanted] : row.back();
    std::string hint = row.size() > wanted ? "quote a cell that holds a comma: \"a, b\""
                                           : "an empty cell still needs its comma";
    if (is_cut_number(row, wanted)) hint = "a number has no commas: 1500000, not 1,500,000";
    if (row.size() == 1 && row[0].text == "\x1A") hint = "remove the Ctrl-Z at the end of the file";
    return reader.problem_at(at, 0, std::max<std::size_t>(at.text.size(), 1),
                             fmt::format("{} {}, but the header has {}", row.size(),
                                         row.size() == 1 ? "cell" : "cells", wanted),
                             {hint});
}

bool is_empty_line(const CsvRow& row) {
    return std::all_of(row.begin(), row.end(),
                       [](const CsvCell& cell) { return cell.text.empty() && !cell.quoted; });
}

}  // namespace

SheetRows::SheetRows(const Sheet& sheet) : sheet_(sheet), reader_(sheet.bytes, sheet.name) {
    reader_.next(row_);
}

bool SheetRows::next() {
    while (reader_.next(row_))
        if (!is_empty_line(row_) && !sheet_.left_out.contains(row_.front().line)) return true;
    return false;
}

void for_each_row(const Sheet& sheet, std::vector<Problem>* problems,
                  const std::function<void(const CsvReader&, const CsvRow&)>& visit) {
    if (!sheet.usable) return;
    SheetRows rows(sheet);
    while (rows.next()) {
        if (!rows.ragged())
            visit(rows.reader(), rows.row());
        else if (problems != nullptr)
            problems->push_back(ragged_row(sheet, rows.reader(), rows.row()));
    }
    if (problems != nullptr)
        problems->insert(problems->end(), rows.reader().problems().begin(),
                         rows.reader().problems().end());
}

}  // namespace gw
