// SPDX-License-Identifier: Apache-2.0
#include "table/markdown.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "table/wording.h"
#include "text/text.h"

namespace gw {
namespace {

// Every sign that could begin a link, a tag, an emphasis or a cell is escaped_markdown: a backslash
// before ASCII punctuation is that punctuation wherever it stands.
std::string escaped_markdown(std::string_view shown) {
    constexpr std::string_view kSigns = "\\`*_[]<|~&$@#";
    std::string out;
    for (const char byte : shown) {
        if (kSigns.find(byte) != std::string_view::npos) out += '\\';
        out += byte;
    }
    return out;
}

// The same where a line begins, at which a sign more means something.
std::string escaped_line(std::string_view shown) {
    const bool marks =
        !shown.empty() && std::string_view(">+-=").find(shown[0]) != std::string::npos;
    return (marks ? "\\" : "") + escaped_markdown(shown);
}

std::string bold(const std::string& text) {
    return text.empty() ? text : fmt::format("**{}**", text);
}

struct Layout {
    const Table& table;
    std::vector<std::size_t> shown;
    Scales scales;
    bool ascii;
};

void append_row(std::string& out, const Layout& layout, const std::vector<Value>& row,
                bool is_total) {
    out += '|';
    for (const std::size_t place : layout.shown) {
        const Unit unit = layout.table.columns[place].unit;
        const std::string cell =
            escaped_markdown(worded_value(row[place], unit, layout.scales, layout.ascii));
        out += fmt::format(" {} |", is_total ? bold(cell) : cell);
    }
    out += '\n';
}

void append_table(std::string& out, const Layout& layout) {
    std::string rule = "|";
    out += '|';
    for (const std::size_t place : layout.shown) {
        const Column& column = layout.table.columns[place];
        out += fmt::format(" {} |", escaped_markdown(escape_for_display(heading_of(column))));
        rule += is_right_aligned(column) ? " ---: |" : " --- |";
    }
    out += '\n' + rule + '\n';
    for (const std::vector<Value>& row : layout.table.rows) {
        append_row(out, layout, row, false);
    }
    for (const std::vector<Value>& row : layout.table.totals) {
        append_row(out, layout, row, true);
    }
    if (layout.table.rows.empty()) out += "\nnothing\n";
}

}  // namespace

std::string format_markdown(const Table& table, Units units, bool ascii) {
    const Layout layout{table, people_columns(table), choose_scales(table, units), ascii};
    std::string out;
    const std::string title = worded_title(table, layout.shown, layout.scales);
    if (!title.empty()) out += bold(escaped_markdown(title)) + "\n\n";
    if (!layout.shown.empty()) append_table(out, layout);
    const std::vector<std::string> notes = worded_notes(table, layout.shown, layout.scales);
    if (!notes.empty()) out += '\n';
    for (const std::string& note : notes) {
        out += fmt::format("- {}\n", escaped_line(note));
    }
    return out;
}

}  // namespace gw
