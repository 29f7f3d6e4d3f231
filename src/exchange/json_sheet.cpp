// SPDX-License-Identifier: Apache-2.0
#include "exchange/json_sheet.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "exchange/sheet_rows.h"

namespace gw {
namespace {

class SheetsOfColumns {
public:
    SheetsOfColumns(const Sheet& named, std::shared_ptr<const JsonRows> json,
                    std::vector<Problem>& problems)
        : named_(named), json_(std::move(json)), problems_(problems) {}

    void add(const JsonRow& row) {
        Sheet* sheet = sheet_of(row);
        if (sheet == nullptr || !has_key(row)) return;
        std::vector<std::string> cells(sheet->columns.size());
        for (const JsonCell& cell : row.cells)
            cells[static_cast<std::size_t>(sheet->position[position_of(cell)])] = cell.text;
        sheet->json_places.push_back({sheet->bytes.size(), row.at, row.line});
        append_row(*sheet, cells, std::vector<CellSource>());
    }

    void move_to(std::vector<Sheet>& sheets) {
        for (auto& [columns, sheet] : by_columns_)
            sheets.push_back(std::move(sheet));
    }

private:
    std::size_t position_of(const JsonCell& cell) const {
        return static_cast<std::size_t>(named_.table->find(cell.column) -
                                        named_.table->columns.data());
    }

    // nullptr, with a problem, if a column is unknown or one of the key is missing; each is said
    // once.
    Sheet* sheet_of(const JsonRow& row) {
        std::set<std::string> columns;
        bool known = true;
        for (const JsonCell& cell : row.cells) {
            columns.insert(cell.column);
            if (named_.table->find(cell.column) == nullptr) {
                known = false;
                report_unknown(row, cell);
            }
        }
        if (!known) return nullptr;
        if (const auto found = by_columns_.find(columns); found != by_columns_.end())
            return &found->second;
        Sheet sheet =
            make_typed_sheet(*named_.table, Sheet::Expects::kAny, {columns.begin(), columns.end()});
        sheet.name = named_.name;
        sheet.origin = Sheet::Origin::kFile;
        sheet.json = json_;
        if (const std::string missing = missing_key(sheet); !missing.empty()) {
            if (said_.insert(missing).second)
                problems_.push_back(json_->problem_at(row, row.at, 1, missing,
                                                      {"add it to every row of the file"}));
            return nullptr;
        }
        return &by_columns_.emplace(std::move(columns), std::move(sheet)).first->second;
    }

    void report_unknown(const JsonRow& row, const JsonCell& cell) {
        if (!said_.insert(cell.column).second) return;
        problems_.push_back(
            json_->problem_at(row, cell.column_at, cell.column.size(),
                              fmt::format("\"{}\" is no column of {}", cell.column, named_.name),
                              column_hints(named_, cell.column)));
    }

    // Of CSV a row of empty cells is a blank line; here it is a row without a key.
    bool has_key(const JsonRow& row) {
        if (std::any_of(row.cells.begin(), row.cells.end(),
                        [](const JsonCell& cell) { return !cell.text.empty(); }))
            return true;
        const SheetColumn& key =
            named_.table->columns[static_cast<std::size_t>(named_.table->key.front())];
        problems_.push_back(
            json_->problem_at(row, row.at, 1, fmt::format("{} is missing", key.name),
                              {fmt::format("every row of {} needs one", named_.table->name)}));
        return false;
    }

    const Sheet& named_;
    std::shared_ptr<const JsonRows> json_;
    std::vector<Problem>& problems_;
    std::map<std::set<std::string>, Sheet> by_columns_;
    std::set<std::string> said_;
};

// The row of the sheet that a cell of it stands in.
const JsonPlace& place_of(const Sheet& sheet, const CsvCell& cell) {
    const auto after =
        std::upper_bound(sheet.json_places.begin(), sheet.json_places.end(), cell.offset,
                         [](std::size_t offset, const JsonPlace& one) { return offset < one.at; });
    return after == sheet.json_places.begin() ? *after : *std::prev(after);
}

// The column of a cell, by reading its row again.
std::string column_of(const Sheet& sheet, const JsonPlace& place, const CsvCell& cell) {
    CsvReader reader(std::string_view(sheet.bytes).substr(place.at), sheet.name);
    CsvRow row;
    reader.next(row);
    for (std::size_t i = 0; i < row.size(); ++i)
        if (place.at + row[i].offset == cell.offset)
            return sheet.table->columns[static_cast<std::size_t>(sheet.columns[i])].name;
    return {};
}

}  // namespace

void read_json_sheets(const Sheet& named, std::string bytes, std::vector<Sheet>& sheets,
                      std::vector<Problem>& problems) {
    const auto json = std::make_shared<const JsonRows>(std::move(bytes), named.name);
    SheetsOfColumns made(named, json, problems);
    json->read([&](const JsonRow& row) { made.add(row); }, problems);
    made.move_to(sheets);
}

std::size_t json_line(const Sheet& sheet, const CsvCell& cell) {
    return place_of(sheet, cell).line;
}

Problem json_problem_at(const Sheet& sheet, const CsvCell& cell, CellError error) {
    const JsonPlace& place = place_of(sheet, cell);
    const JsonRow row = sheet.json->row_at(place.byte, place.line);
    const std::string column = column_of(sheet, place, cell);
    const auto found = std::find_if(row.cells.begin(), row.cells.end(),
                                    [&](const JsonCell& one) { return one.column == column; });
    if (found == row.cells.end())
        return sheet.json->problem_at(row, row.at, 1, std::move(error.message),
                                      std::move(error.hints));
    const bool as_written = found->length == cell.text.size();  // no escape, no guard in between
    return sheet.json->problem_at(
        row, found->at + (as_written ? error.offset : 0),
        as_written ? error.length : std::max<std::size_t>(found->length, 1),
        std::move(error.message), std::move(error.hints));
}

}  // namespace gw
