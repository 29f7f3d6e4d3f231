// SPDX-License-Identifier: Apache-2.0
//
// Whatever text a table holds, no format prints anything that drives a terminal or hides text, csv
// reads back as the same cells, and json as the same strings.
#include <nlohmann/json.hpp>
#include <vector>

#include "property.h"
#include "table/render.h"
#include "text/csv.h"
#include "text/text.h"

namespace gw::fuzz {
namespace {

constexpr Format kFormats[] = {Format::kTable,  Format::kCsv,      Format::kTsv, Format::kJson,
                               Format::kNdjson, Format::kMarkdown, Format::kHtml};
constexpr std::size_t kColumns = 3;

Table make_table(std::string_view input) {
    Table table;
    table.title = "Texts";
    table.columns = {{.name = "first"}, {.name = "second"}, {.name = "third", .priority = 1}};
    std::vector<Value> row;
    for (std::size_t at = 0; at <= input.size();) {
        const std::size_t end = std::min(input.find('\0', at), input.size());
        row.emplace_back(std::string(input.substr(at, end - at)));
        at = end + 1;
        if (row.size() < kColumns) continue;
        table.rows.push_back(std::move(row));
        row.clear();
    }
    return table;
}

const std::string& text_at(const Table& table, std::size_t row, std::size_t column) {
    return std::get<std::string>(table.rows[row][column]);
}

// The marks that render itself puts around text that runs from right to left are taken off.
bool drives_a_terminal(std::int32_t code) {
    const bool control =
        (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code < 0xA0);
    const bool direction = (code >= 0x202A && code <= 0x202E) || code == 0x2066 || code == 0x2067;
    return control || direction || code == 0x2028 || code == 0x2029;
}

void check_csv(const Table& table, const std::string& printed) {
    CsvReader reader(printed, "printed.csv");
    std::vector<CsvCell> cells;
    require(reader.next(cells) && cells.size() == kColumns, "csv has its header");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        require(reader.next(cells) && cells.size() == kColumns, "csv has every row");
        for (std::size_t column = 0; column < kColumns; ++column)
            require(unguard_formula(cells[column].text) == text_at(table, row, column),
                    "csv reads back");
    }
}

void check_json(const Table& table, const std::string& printed) {
    const auto rows = nlohmann::json::parse(printed);
    require(rows.size() == table.rows.size(), "json has every row");
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        require(rows[row]["first"].is_null() ? text_at(table, row, 0).empty()
                                             : rows[row]["first"] == text_at(table, row, 0),
                "json reads back");
}

}  // namespace

void check_input(std::string_view input) {
    RenderOptions options;
    const std::size_t widths[] = {0, 20, 80};
    options.format = kFormats[take_choice(input, std::size(kFormats))];
    options.width = widths[take_choice(input, std::size(widths))];
    options.ascii = take_choice(input, 2) == 1;
    const Table table = make_table(input);
    for (const auto& row : table.rows)  // what the book refuses is in no table
        for (const Value& value : row)
            if (check_text(std::get<std::string>(value))) return;
    const std::string printed = render(table, options);
    for (std::size_t at = 0; at < printed.size();) {
        const Character character = first_character(std::string_view(printed).substr(at));
        require(character.code >= 0, "what is printed is UTF-8");
        if (kind_of(options.format) == FormatKind::kPeople)
            require(!drives_a_terminal(character.code),
                    "nothing that is printed drives a terminal");
        at += character.bytes;
    }
    if (options.format == Format::kCsv) check_csv(table, printed);
    if (options.format == Format::kJson) check_json(table, printed);
}

}  // namespace gw::fuzz
