// SPDX-License-Identifier: Apache-2.0
#include "table/graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <string_view>
#include <utility>

#include "table/wording.h"
#include "text/text.h"

namespace gw {
namespace {

// Colours that those tell apart who see no red or no green (Okabe and Ito, 2008).
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kColors{
    {{"spend", "#0072B2"},
     {"capital", "#D55E00"},
     {"contingent", "#CC79A7"},
     {"transfer", "#009E73"},
     {"right", "#E69F00"}}};
constexpr std::array<std::string_view, 5> kColorNames{"blue", "vermilion", "pink", "green",
                                                      "orange"};
constexpr std::string_view kOtherColor = "#666666";
constexpr int kWidestTenths = 80;  // of a point
constexpr int kNarrowestTenths = 10;

std::string_view color_of(std::string_view leg_class) {
    for (const auto& [name, color] : kColors)
        if (name == leg_class) return color;
    return kOtherColor;
}

// What both languages draw of a graph: every text in it is escaped for display, none for them.
struct Drawing {
    std::string title;
    std::vector<std::string> nodes;
    struct Line {
        std::size_t from, to;
        std::string_view color;
        bool dashed;       // nothing of its amount is known
        int width_tenths;  // in proportion to what is stated
        std::string label;
        std::string tip;
    };
    std::vector<Line> lines;
    std::string legend;
    std::vector<std::string> loops;
};

const Figure* figure_of(const Value& value) {
    return std::get_if<Figure>(&value);
}

int width_tenths(const Value& stated, Int128 largest) {
    const Figure* figure = figure_of(stated);
    if (!figure || figure->value <= 0 || largest <= 0) return kNarrowestTenths;
    // Both divided down to what a product of 128 bits can hold.
    const Int128 step = largest / 1'000'000'000 + 1;
    const Int128 width = figure->value / step * kWidestTenths / std::max<Int128>(largest / step, 1);
    return std::clamp(static_cast<int>(width), kNarrowestTenths, kWidestTenths);
}

// "1-3, 7"
std::string ranges(const std::vector<std::size_t>& numbers) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1)
            ++last;
        text += text.empty() ? "" : ", ";
        text += last == i ? fmt::to_string(numbers[i])
                          : fmt::format("{}-{}", numbers[i], numbers[last]);
        i = last + 1;
    }
    return text;
}

// The hops' readings as a table of their own, so that they get the scale that fits them.
Table readings_of(const Graph& graph) {
    Table table;
    table.columns = {{.name = "surely", .unit = Unit::kMoney},
                     {.name = "stated", .unit = Unit::kMoney},
                     {.name = "at most", .unit = Unit::kMoney}};
    for (const GraphHop& hop : graph.hops)
        table.rows.push_back({hop.surely, hop.stated, hop.at_most});
    return table;
}

std::string legend_of(const Graph& graph) {
    std::string legend = "surely / as stated / at most, one figure where they agree";
    for (std::size_t i = 0; i < kColors.size(); ++i) {
        const bool used =
            std::any_of(graph.hops.begin(), graph.hops.end(),
                        [&](const GraphHop& hop) { return hop.leg_class == kColors[i].first; });
        if (used) legend += fmt::format("; {}: {}", kColorNames[i], kColors[i].first);
    }
    if (!graph.loops.empty())
        legend += fmt::format("; {} loop{} drawn", graph.loops.size(),
                              graph.loops.size() == 1 ? "" : "s");
    return legend + "; dashed: amount unknown; width: as stated";
}

Drawing::Line line_of(const Graph& graph, const GraphHop& hop, const std::vector<std::string>& read,
                      Int128 largest) {
    const bool agree = read[0] == read[1] && read[1] == read[2];
    std::string label =
        fmt::format("{} {}", hop.bucket,
                    agree ? read[1] : fmt::format("{} / {} / {}", read[0], read[1], read[2]));
    if (!hop.loops.empty())
        label += fmt::format("\nloop{} {}", hop.loops.size() == 1 ? "" : "s", ranges(hop.loops));
    std::string tip = fmt::format(
        "{} to {}, {}, {}, {} leg{}: surely {}, as stated {}, at most {}",
        escape_for_display(graph.nodes[hop.payer]), escape_for_display(graph.nodes[hop.payee]),
        hop.leg_class, hop.bucket, hop.legs, hop.legs == 1 ? "" : "s", read[0], read[1], read[2]);
    return {hop.payer,
            hop.payee,
            color_of(hop.leg_class),
            !figure_of(hop.stated) && !figure_of(hop.at_most),
            width_tenths(hop.stated, largest),
            std::move(label),
            std::move(tip)};
}

Drawing draw(const std::string& title, const Graph& graph, Units units, bool ascii) {
    const Table readings = readings_of(graph);
    const Scales scales = choose_scales(readings, units);
    Drawing drawing;
    drawing.title = escape_for_display(title);
    if (!graph.hops.empty())
        drawing.title +=
            fmt::format(", USD{}{}", scales.money.name.empty() ? "" : " ", scales.money.name);
    for (const std::string& node : graph.nodes)
        drawing.nodes.push_back(escape_for_display(node));
    Int128 largest = 0;
    for (const GraphHop& hop : graph.hops)
        if (const Figure* figure = figure_of(hop.stated))
            largest = std::max(largest, figure->value);
    for (std::size_t i = 0; i < graph.hops.size(); ++i) {
        std::vector<std::string> read;
        for (const Value& value : readings.rows[i])
            read.push_back(worded_value(value, Unit::kMoney, scales, ascii));
        drawing.lines.push_back(line_of(graph, graph.hops[i], read, largest));
    }
    drawing.legend = legend_of(graph);
    for (const std::string& loop : graph.loops)
        drawing.loops.push_back(
            fmt::format("loop {}: {}", drawing.loops.size() + 1, escape_for_display(loop)));
    return drawing;
}

std::string dot_text(std::string_view text) {
    std::string quoted = "\"";
    for (const char byte : text) {
        if (byte == '\n') {
            quoted += "\\n";
            continue;
        }
        if (byte == '"' || byte == '\\') quoted += '\\';
        quoted += byte;
    }
    return quoted + '"';
}

// Codes that Mermaid reads as characters, so that no text can end a label or begin a tag.
std::string mermaid_text(std::string_view text) {
    constexpr std::string_view kSigns = "\"#&<>`;\\|[](){}%";
    std::string escaped;
    for (const char byte : text) {
        if (byte == '\n')
            escaped += "<br/>";
        else if (kSigns.find(byte) != std::string_view::npos)
            escaped += fmt::format("#{};", static_cast<int>(byte));
        else
            escaped += byte;
    }
    return escaped;
}

}  // namespace

std::optional<Graph> graph_of_rows(const Table& table) {
    constexpr std::array<std::string_view, 4> kKey{"payer", "payee", "class", "bucket"};
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const bool of_people_alone = !column.for_machines && !column.heading.empty();
        places.emplace(of_people_alone ? column.heading : column.name, i);
        const bool is_key = std::find(kKey.begin(), kKey.end(), column.name) != kKey.end();
        if (column.unit == Unit::kText && !is_key) return std::nullopt;
    }
    for (const std::string_view name :
         {"payer", "payee", "class", "bucket", "legs", "surely", "as stated", "at most"})
        if (!places.contains(name)) return std::nullopt;
    std::map<std::string, std::size_t> nodes;
    const auto text = [&](const std::vector<Value>& row, std::string_view name) {
        const auto* found = std::get_if<std::string>(&row[places.at(name)]);
        return found ? *found : std::string();
    };
    for (const std::vector<Value>& row : table.rows) {
        nodes.emplace(text(row, "payer"), 0);
        nodes.emplace(text(row, "payee"), 0);
    }
    Graph graph;
    for (auto& [name, place] : nodes) {
        place = graph.nodes.size();
        graph.nodes.push_back(name);
    }
    for (const std::vector<Value>& row : table.rows) {
        const Figure* legs = figure_of(row[places.at("legs")]);
        graph.hops.push_back({nodes.at(text(row, "payer")),
                              nodes.at(text(row, "payee")),
                              text(row, "class"),
                              text(row, "bucket"),
                              legs ? static_cast<std::size_t>(legs->value) : 0,
                              row[places.at("surely")],
                              row[places.at("as stated")],
                              row[places.at("at most")],
                              {}});
    }
    return graph;
}

std::string format_dot(const std::string& title, const Graph& graph, Units units, bool ascii) {
    const Drawing drawing = draw(title, graph, units, ascii);
    std::string out = "digraph gigawatch {\n";
    for (const std::string& loop : drawing.loops)
        out += fmt::format("  // {}\n", loop);
    out += fmt::format("  label={}\n", dot_text(drawing.title + "\n" + drawing.legend));
    out +=
        "  labelloc=t rankdir=LR\n  node [shape=box fontname=Helvetica]\n"
        "  edge [fontname=Helvetica fontsize=10]\n";
    for (std::size_t i = 0; i < drawing.nodes.size(); ++i)
        out += fmt::format("  n{} [label={}]\n", i, dot_text(drawing.nodes[i]));
    for (const Drawing::Line& line : drawing.lines)
        out += fmt::format(
            "  n{} -> n{} [color=\"{}\" penwidth={}.{}{} label={} tooltip={} labeltooltip={}]\n",
            line.from, line.to, line.color, line.width_tenths / 10, line.width_tenths % 10,
            line.dashed ? " style=dashed" : "", dot_text(line.label), dot_text(line.tip),
            dot_text(line.tip));
    return out + "}\n";
}

std::string format_mermaid(const std::string& title, const Graph& graph, Units units, bool ascii) {
    const Drawing drawing = draw(title, graph, units, ascii);
    std::string out;
    for (const std::string& loop : drawing.loops)
        out += fmt::format("%% {}\n", loop);
    out += "flowchart LR\n";
    for (std::size_t i = 0; i < drawing.nodes.size(); ++i)
        out += fmt::format("  n{}[\"{}\"]\n", i, mermaid_text(drawing.nodes[i]));
    for (const Drawing::Line& line : drawing.lines)
        out += fmt::format("  n{} {}|\"{}\"| n{}\n", line.from, line.dashed ? "-.->" : "-->",
                           mermaid_text(line.label), line.to);
    for (std::size_t i = 0; i < drawing.lines.size(); ++i) {
        const Drawing::Line& line = drawing.lines[i];
        out += fmt::format("  linkStyle {} stroke:{},stroke-width:{}.{}px\n", i, line.color,
                           line.width_tenths / 10, line.width_tenths % 10);
    }
    out += fmt::format("  legend[\"{}\"]\n  style legend fill:none,stroke:none\n",
                       mermaid_text(drawing.title + "\n" + drawing.legend));
    return out;
}

}  // namespace gw
