// SPDX-License-Identifier: Apache-2.0
#include "table/text_table.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "table/wording.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kReadableText = 9;   // "committed"
constexpr std::size_t kNarrowestText = 6;  // below it, a name tells nothing
constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max();
constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopDirectionalIsolate = "\u2069";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kDim = "\x1b[2m";
constexpr std::string_view kYellow = "\x1b[33m";
constexpr std::string_view kPlain = "\x1b[0m";

struct Cell {
    std::string text;
    std::size_t width = 0;
    bool plain = false;    // printable ASCII, or was before it was shortened
    bool unknown = false;  // there, but nobody says how much
};

// One column of the table as text.
struct Lane {
    std::size_t place = 0;  // in a row
    const Column* column = nullptr;
    std::vector<Cell> cells;  // the heading, then the rows, then the totals
    std::size_t width = 0;
    bool elastic = false;  // texts only: may be shortened
    bool hidden = false;
};

Cell make_cell(std::string text) {
    if (is_plain_text(text)) {
        const std::size_t width = text.size();
        return {std::move(text), width, true};
    }
    std::string shown = escape_for_display(text);
    const std::size_t width = display_width(shown);
    return {std::move(shown), width};
}

void fit_to_cells(Lane& lane) {
    lane.width = 0;
    for (const Cell& cell : lane.cells) {
        lane.width = std::max(lane.width, cell.width);
    }
}

// A percentage is written as text, and half of one would be another figure.
bool is_share(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && text->ends_with('%');
}

Lane make_lane(const Table& table, std::size_t index, const Scales& scales, bool ascii) {
    Lane lane;
    lane.place = index;
    lane.column = &table.columns[index];
    lane.elastic = lane.column->unit == Unit::kText;
    lane.cells.push_back(make_cell(std::string(heading_of(*lane.column))));
    for (const auto* rows : {&table.rows, &table.totals}) {
        for (const std::vector<Value>& row : *rows) {
            const Value& value = row[index];
            lane.cells.push_back(make_cell(format_value(value, lane.column->unit, scales, ascii)));
            lane.cells.back().unknown = std::holds_alternative<Unknown>(value);
            if (std::holds_alternative<Figure>(value) || std::holds_alternative<Digits>(value) ||
                is_share(value))
                lane.elastic = false;
        }
    }
    fit_to_cells(lane);
    return lane;
}

std::vector<Lane> make_lanes(const Table& table, const Scales& scales, bool ascii) {
    std::vector<Lane> lanes;
    for (const std::size_t place : people_columns(table)) {
        lanes.push_back(make_lane(table, place, scales, ascii));
    }
    return lanes;
}

std::size_t width_at(const Lane& lane, std::size_t limit) {
    return lane.elastic ? std::min(lane.width, limit) : lane.width;
}

// The width of a line if no text is wider than `limit`.
std::size_t total_width(const std::vector<Lane>& lanes, std::size_t limit = kWhole) {
    std::size_t width = 0;
    bool first = true;
    for (const Lane& lane : lanes) {
        if (lane.hidden) continue;
        width += (first ? 0 : kGap.size()) + width_at(lane, limit);
        first = false;
    }
    return width;
}

std::size_t count_visible(const std::vector<Lane>& lanes) {
    return static_cast<std::size_t>(
        std::count_if(lanes.begin(), lanes.end(), [](const Lane& lane) { return !lane.hidden; }));
}

// The visible column that `rank` says to give up first, of several the last; nullptr: there is none
// whose rank is above 0, or it is the only one left.
template <class Rank>
Lane* first_to_go(std::vector<Lane>& lanes, Rank rank) {
    Lane* least = nullptr;
    for (Lane& lane : lanes)
        if (!lane.hidden && rank(lane) > 0 && (!least || rank(lane) >= rank(*least))) least = &lane;
    return count_visible(lanes) > 1 ? least : nullptr;
}

// Until the line fits with no text wider than `limit`, or nothing more has a rank.
template <class Rank>
void hide_lanes(std::vector<Lane>& lanes, std::size_t width, std::size_t limit, Rank rank) {
    while (total_width(lanes, limit) > width) {
        Lane* lane = first_to_go(lanes, rank);
        if (!lane) return;
        lane->hidden = true;
        if (!lane->column->gives_way_together) continue;
        for (Lane& other : lanes)
            if (other.column->priority == lane->column->priority) other.hidden = true;
    }
}

// Which columns a screen has room for. First what was marked as dispensable goes, then, when texts
// are as short as they can be read, the ends of figures, and at last texts from the right on.
void choose_lanes(std::vector<Lane>& lanes, std::size_t width) {
    hide_lanes(lanes, width, kWhole, [](const Lane& lane) { return lane.column->priority; });
    hide_lanes(lanes, width, kReadableText,
               [](const Lane& lane) { return -lane.column->priority; });
    const Lane* first = lanes.empty() ? nullptr : &lanes.front();
    hide_lanes(lanes, width, kNarrowestText, [&](const Lane& lane) {
        return &lane == first ? 0 : lane.elastic ? 2 : 1;
    });
}

void shorten_lane(Lane& lane, std::size_t width, bool ascii) {
    for (Cell& cell : lane.cells) {
        if (cell.width <= width) continue;
        cell.text = shorten(cell.text, width, ascii);
        cell.width = display_width(cell.text);
    }
    fit_to_cells(lane);
}

// The widest texts give way first, all down to one width. Returns whether any was shortened.
bool shorten_lanes(std::vector<Lane>& lanes, const Screen& screen) {
    const std::size_t least = count_visible(lanes) > 1 ? kNarrowestText : 1;
    std::size_t limit = std::max(screen.width, least);
    while (total_width(lanes, limit) > screen.width && limit > least) {
        --limit;
    }
    bool any = false;
    for (Lane& lane : lanes) {
        if (lane.hidden || width_at(lane, limit) == lane.width) continue;
        shorten_lane(lane, limit, screen.ascii);
        any = true;
    }
    return any;
}

// Isolated, so that an Arabic name does not pull the figures beside it to its other side.
void append_isolated(std::string& out, const Cell& cell, bool ascii) {
    const bool isolate = !ascii && !cell.plain && is_right_to_left(cell.text);
    if (isolate) out += kFirstStrongIsolate;
    out += cell.text;
    if (isolate) out += kPopDirectionalIsolate;
}

void append_line(std::string& out, std::string_view line, std::string_view style = {}) {
    const std::size_t last = line.find_last_not_of(' ');
    line = line.substr(0, last == std::string_view::npos ? 0 : last + 1);
    const std::string_view end = style.empty() ? std::string_view() : kPlain;
    out.append(style).append(line).append(end).append("\n");
}

// How a screen shows a cell: unknown is yellow wherever it stands, else as its line.
void append_styled(std::string& out, const Cell& cell, std::string_view line_style,
                   const Screen& screen) {
    const std::string_view style = cell.unknown ? kYellow : line_style;
    const bool styled = screen.color && !style.empty() && !cell.text.empty();
    if (styled) out += style;
    append_isolated(out, cell, screen.ascii);
    if (styled) out += kPlain;
}

void append_cells(std::string& out, const std::vector<Lane>& lanes, std::size_t index,
                  const Screen& screen, std::string_view style = {}) {
    const std::size_t start = out.size();
    bool first = true;
    for (const Lane& lane : lanes) {
        if (lane.hidden) continue;
        const Cell& cell = lane.cells[index];
        const std::size_t padding = lane.width - cell.width;
        const bool left = !is_right_aligned(*lane.column);
        if (!first) out += kGap;
        first = false;
        if (!left) out.append(padding, ' ');
        append_styled(out, cell, style, screen);
        if (left) out.append(padding, ' ');
    }
    while (out.size() > start && out.back() == ' ')
        out.pop_back();
    out += '\n';
}

void append_rule(std::string& out, const std::vector<Lane>& lanes, bool ascii) {
    const std::string_view dash = ascii ? "-" : "─";
    for (std::size_t i = total_width(lanes); i > 0; --i) {
        out += dash;
    }
    out += '\n';
}

void append_body(std::string& out, const Table& table, const std::vector<Lane>& lanes,
                 const Screen& screen) {
    append_cells(out, lanes, 0, screen, kBold);
    append_rule(out, lanes, screen.ascii);
    const std::size_t rows = table.rows.size();
    for (std::size_t i = 1; i <= rows; ++i) {
        append_cells(out, lanes, i, screen);
    }
    if (rows == 0) append_line(out, "nothing");
    if (table.totals.empty()) return;
    append_rule(out, lanes, screen.ascii);
    for (std::size_t i = 1; i <= table.totals.size(); ++i) {
        append_cells(out, lanes, rows + i, screen, kBold);
    }
}

std::string hidden_note(const std::vector<Lane>& lanes) {
    std::vector<std::string_view> names;
    bool in_csv = true;
    for (const Lane& lane : lanes) {
        if (!lane.hidden) continue;
        names.push_back(lane.cells.front().text);
        in_csv = in_csv && lane.column->for_machines;
    }
    if (names.empty()) return {};
    const bool one = names.size() == 1;
    return fmt::format("{} {} hidden ({}); --width 0{} shows {}", names.size(),
                       one ? "column" : "columns", fmt::join(names, ", "),
                       in_csv ? " or -f csv" : "", one ? "it" : "them");
}

std::vector<std::size_t> shown_columns(const std::vector<Lane>& lanes) {
    std::vector<std::size_t> places;
    for (const Lane& lane : lanes) {
        if (!lane.hidden) places.push_back(lane.place);
    }
    return places;
}

}  // namespace

std::string format_text_table(const Table& table, Units units, const Screen& screen) {
    const Scales scales = choose_scales(table, units);
    std::vector<Lane> lanes = make_lanes(table, scales, screen.ascii);
    bool shortened = false;
    if (screen.width > 0) {
        choose_lanes(lanes, screen.width);
        shortened = shorten_lanes(lanes, screen);
    }
    const std::vector<std::size_t> shown = shown_columns(lanes);
    std::vector<std::string> notes = worded_notes(table, shown, scales);
    if (std::string hidden = hidden_note(lanes); !hidden.empty())
        notes.push_back(std::move(hidden));
    if (shortened) notes.emplace_back("long text is cut; --width 0 shows it whole");

    std::string out;
    const std::string title = worded_title(table, shown, scales);
    if (!title.empty()) append_line(out, title, screen.color ? kBold : "");
    if (!lanes.empty()) append_body(out, table, lanes, screen);
    if (!notes.empty()) out += '\n';
    for (const std::string& note : notes) {
        append_line(out, note, screen.color ? kDim : "");
    }
    return out;
}

}  // namespace gw
