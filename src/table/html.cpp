// SPDX-License-Identifier: Apache-2.0
#include "table/html.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "table/wording.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
)";

constexpr std::string_view kStyle = R"(<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; }
table { border-collapse: collapse; }
caption { font-weight: bold; padding-bottom: .5rem; text-align: left; }
td, th { padding: .15rem .75rem .15rem 0; text-align: left; vertical-align: top; }
th[scope=row] { font-weight: normal; }
.figure { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
thead th { border-bottom: 1px solid; position: sticky; top: 0; background: Canvas; }
tfoot tr:first-child > * { border-top: 1px solid; }
tfoot { font-weight: bold; }
ul { max-width: 60rem; padding-left: 1.2rem; }
</style>
)";

std::string escaped_html(std::string_view shown) {
    std::string out;
    for (const char byte : shown) {
        switch (byte) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += byte;
        }
    }
    return out;
}

struct Page {
    const Table& table;
    std::vector<std::size_t> shown;
    Scales scales;
    bool ascii;
};

// The web address that a cell leads to; "" for none. No other scheme, since "javascript:" runs.
std::string_view address_of(const Page& page, const Column& column, const std::vector<Value>& row) {
    if (column.link.empty()) return {};
    for (std::size_t i = 0; i < page.table.columns.size(); ++i) {
        if (page.table.columns[i].name != column.link) continue;
        const auto* address = std::get_if<std::string>(&row[i]);
        const bool is_web =
            address && (address->starts_with("https://") || address->starts_with("http://"));
        if (is_web && escape_for_display(*address) == *address) return *address;
    }
    return {};
}

std::string cell_content(const Page& page, std::size_t place, const std::vector<Value>& row) {
    const Column& column = page.table.columns[place];
    std::string shown = worded_value(row[place], column.unit, page.scales, page.ascii);
    std::string content = escaped_html(shown);
    if (is_right_to_left(shown)) content = fmt::format("<bdi>{}</bdi>", content);
    const std::string_view address = address_of(page, column, row);
    if (address.empty()) return content;
    return fmt::format(R"(<a href="{}" rel="noreferrer">{}</a>)", escaped_html(address), content);
}

void append_head(std::string& out, const Page& page) {
    out += "<thead>\n<tr>";
    for (const std::size_t place : page.shown) {
        const Column& column = page.table.columns[place];
        out += fmt::format("<th scope=\"col\"{}>{}</th>",
                           is_right_aligned(column) ? " class=\"figure\"" : "",
                           escaped_html(escape_for_display(heading_of(column))));
    }
    out += "</tr>\n</thead>\n";
}

// The first column names its row, if it holds texts.
void append_row(std::string& out, const Page& page, const std::vector<Value>& row) {
    out += "<tr>";
    for (const std::size_t place : page.shown) {
        const std::string content = cell_content(page, place, row);
        if (is_right_aligned(page.table.columns[place]))
            out += fmt::format("<td class=\"figure\">{}</td>", content);
        else if (place == page.shown.front())
            out += fmt::format("<th scope=\"row\">{}</th>", content);
        else
            out += fmt::format("<td>{}</td>", content);
    }
    out += "</tr>\n";
}

void append_table(std::string& out, const Page& page, const std::string& title) {
    out += "<table>\n";
    if (!title.empty()) out += fmt::format("<caption>{}</caption>\n", title);
    append_head(out, page);
    out += "<tbody>\n";
    for (const std::vector<Value>& row : page.table.rows) {
        append_row(out, page, row);
    }
    if (page.table.rows.empty())
        out += fmt::format("<tr><td colspan=\"{}\">nothing</td></tr>\n", page.shown.size());
    out += "</tbody>\n";
    if (!page.table.totals.empty()) {
        out += "<tfoot>\n";
        for (const std::vector<Value>& row : page.table.totals) {
            append_row(out, page, row);
        }
        out += "</tfoot>\n";
    }
    out += "</table>\n";
}

}  // namespace

std::string format_html(const Table& table, Units units, bool ascii) {
    const Page page{table, people_columns(table), choose_scales(table, units), ascii};
    const std::string title = escaped_html(worded_title(table, page.shown, page.scales));
    std::string out(kHead);
    out += fmt::format("<title>{}</title>\n{}</head>\n<body>\n<main>\n",
                       title.empty() ? "gigawatch" : title, kStyle);
    if (!page.shown.empty()) append_table(out, page, title);
    const std::vector<std::string> notes = worded_notes(table, page.shown, page.scales);
    if (!notes.empty()) out += "<ul>\n";
    for (const std::string& note : notes) {
        out += fmt::format("<li>{}</li>\n", escaped_html(note));
    }
    if (!notes.empty()) out += "</ul>\n";
    return out + "</main>\n</body>\n</html>\n";
}

}  // namespace gw
