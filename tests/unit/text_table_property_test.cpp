// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "table/text_table.h"
#include "text/text.h"

namespace gw {
namespace {

// Texts that a careless layout trips over.
const std::vector<std::string>& hostile_texts() {
    static const std::vector<std::string> texts{
        "",          "a",      " ",        "oracle",         "東京電力",
        "e\u0301",   "أوراكل", "\x1b[31m", "x\ny\t",         "\u202e\u200b",
        "\u05d0 b ", "🚀",      "\xff\xfe", "a text of words"};
    return texts;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

Value any_figure() {
    const auto mark = *rc::gen::element(Mark::kNone, Mark::kAbout, Mark::kAtMost, Mark::kAtLeast);
    Int128 value = *rc::gen::inRange(-1500, 1500);
    for (int zeros = *rc::gen::inRange(0, 12); zeros > 0; --zeros) {
        value *= 10;
    }
    return Figure{value, mark};
}

Value any_value(Unit unit) {
    const int kind = *rc::gen::inRange(0, 8);
    if (kind == 0) return Nil{};
    if (kind == 1) return Unknown{};
    if (unit == Unit::kText) return *rc::gen::elementOf(hostile_texts());
    if (kind == 2) return NoLimit{};
    return any_figure();
}

Table any_table() {
    Table table;
    table.title = *rc::gen::elementOf(hostile_texts());
    const int columns = *rc::gen::inRange(1, 7);
    for (int i = 0; i < columns; ++i) {
        const auto unit =
            *rc::gen::element(Unit::kText, Unit::kCount, Unit::kMoney, Unit::kAmount, Unit::kPower);
        const std::string heading = *rc::gen::elementOf(hostile_texts());
        table.columns.push_back({"c", heading, unit, true, true, *rc::gen::inRange(0, 4)});
    }
    for (auto* rows : {&table.rows, &table.totals}) {
        rows->resize(*rc::gen::inRange<std::size_t>(0, 5));
        for (std::vector<Value>& row : *rows) {
            for (const Column& column : table.columns) {
                row.push_back(any_value(column.unit));
            }
        }
    }
    table.notes = {*rc::gen::elementOf(hostile_texts())};
    return table;
}

}  // namespace

TEST_CASE("text table: decimal points stand in one column of the screen") {
    const bool holds = rc::check([] {
        Table table;
        table.columns = {{"text"}, {"figure", "", Unit::kMoney}, {"text", "", Unit::kText}};
        table.rows = {{"x", Figure{1'500'000'000, Mark::kNone}, "y"}};
        for (int i = *rc::gen::inRange(0, 9); i > 0; --i) {
            table.rows.push_back(
                {any_value(Unit::kText), any_value(Unit::kMoney), any_value(Unit::kText)});
        }
        const auto lines = lines_of(format_text_table(table, Units::kBillion, {}));
        const std::size_t point = display_width(lines[3].substr(0, lines[3].find('.')));
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const std::string& line = lines[3 + i];
            const std::size_t at = line.find('.');
            const bool has_point = at != std::string::npos;
            RC_ASSERT(has_point == std::holds_alternative<Figure>(table.rows[i][1]));
            if (has_point) RC_ASSERT(display_width(line.substr(0, at)) == point);
        }
    });
    CHECK(holds);
}

TEST_CASE("text table: whatever the table and the screen, no line ends in a space") {
    const bool holds = rc::check([] {
        const Table table = any_table();
        const Screen screen{*rc::gen::inRange<std::size_t>(0, 100), *rc::gen::arbitrary<bool>(),
                            false};
        for (const std::string& line : lines_of(format_text_table(table, Units::kAuto, screen))) {
            RC_ASSERT(line.find_last_not_of(' ') + 1 == line.size());
        }
    });
    CHECK(holds);
}

TEST_CASE("text table: no line of a table is wider than a screen that fits one column") {
    const bool holds = rc::check([] {
        Table table = any_table();
        for (Column& column : table.columns)
            column.priority -= *rc::gen::inRange(0, 3);
        const auto width = *rc::gen::inRange<std::size_t>(30, 90);
        const auto lines = lines_of(
            format_text_table(table, Units::kAuto, {width, *rc::gen::arbitrary<bool>(), false}));
        const std::size_t rules = table.totals.empty() ? 1 : 2;
        const std::size_t rows = std::max<std::size_t>(table.rows.size(), 1);
        const bool title = display_width(table.title) > 0;
        for (std::size_t i = title ? 1 : 0; i < 1 + rules + rows + table.totals.size(); ++i) {
            RC_ASSERT(display_width(lines[i]) <= width);
        }
    });
    CHECK(holds);
}

TEST_CASE("text table: a narrow screen shows a column of figures whole, or names it as hidden") {
    const bool holds = rc::check([] {
        Table table = any_table();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            table.columns[i].heading = "column " + std::to_string(i);
        const Scales scales = choose_scales(table, Units::kAuto);
        const std::string narrow = format_text_table(
            table, Units::kAuto, {*rc::gen::inRange<std::size_t>(1, 60), false, false});
        const std::size_t note = narrow.find(" hidden (");
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].unit == Unit::kText) continue;
            if (note != std::string::npos &&
                narrow.find(table.columns[i].heading, note) != std::string::npos)
                continue;
            for (const std::vector<Value>& row : table.rows) {
                const std::string text = format_value(row[i], table.columns[i].unit, scales, false);
                RC_ASSERT(narrow.find(text) != std::string::npos);
            }
        }
    });
    CHECK(holds);
}

}  // namespace gw
