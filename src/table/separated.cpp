// SPDX-License-Identifier: Apache-2.0
#include "table/separated.h"

#include <string_view>
#include <vector>

#include "table/machine.h"
#include "text/csv.h"

namespace gw {
namespace {

using Cells = std::vector<std::string>;

std::string cell_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return guard_formula(*text);
    return machine_number(value).value_or("");
}

void append_csv_line(std::string& out, const Cells& cells) {
    append_csv_record(out, {cells.begin(), cells.end()});
}

void append_tsv_cell(std::string& out, std::string_view cell) {
    for (const char byte : cell) {
        switch (byte) {
            case '\t':
                out += "\\t";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\\':
                out += "\\\\";
                break;
            default:
                out += byte;
        }
    }
}

void append_tsv_line(std::string& out, const Cells& cells) {
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) out += '\t';
        first = false;
        append_tsv_cell(out, cell);
    }
    out += '\n';
}

std::string format_lines(const Table& table, void (*append)(std::string& out, const Cells& cells)) {
    const std::vector<std::size_t> places = machine_columns(table);
    std::string out;
    Cells cells;
    for (const std::size_t place : places) {
        cells.push_back(guard_formula(table.columns[place].name));
    }
    append(out, cells);
    for (const std::vector<Value>& row : table.rows) {
        cells.clear();
        for (const std::size_t place : places) {
            cells.push_back(cell_text(row[place]));
        }
        append(out, cells);
    }
    return out;
}

}  // namespace

std::string format_csv(const Table& table) {
    return format_lines(table, append_csv_line);
}

std::string format_tsv(const Table& table) {
    return format_lines(table, append_tsv_line);
}

}  // namespace gw
