// SPDX-License-Identifier: Apache-2.0
//
// Rows of csv as they are streamed against the same cells put together plainly.
#include "table/separated.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "table/figure.h"
#include "text/csv.h"

using namespace gw;

namespace {

// Small ones, ends of what a word can hold, and those beyond it.
Int128 any_figure() {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const auto word = Int128{*rc::gen::arbitrary<std::int64_t>()} >> *rc::gen::inRange(0, 64);
    switch (*rc::gen::inRange(0, 5)) {
        case 0:
            return *rc::gen::inRange(-12, 13);
        case 1:
            return Int128{kMost} + *rc::gen::inRange(-2, 3);
        case 2:
            return -Int128{kMost} + *rc::gen::inRange(-3, 2);
        case 3:
            return word * kMost;
        default:
            return word;
    }
}

std::string any_text() {
    std::string text;
    for (const std::string& letter : *rc::gen::container<std::vector<std::string>>(
             rc::gen::element<std::string>("a", "7", " ", ",", "\"", "\n", "'", "=", "-", "é")))
        text += letter;
    return *rc::gen::inRange(0, 20) == 0 ? text + std::string(5000, 'x') : text;
}

Table table_of(std::size_t columns) {
    Table table;
    for (std::size_t i = 0; i < columns; ++i)
        table.columns.push_back({.name = "c" + std::to_string(i)});
    return table;
}

}  // namespace

TEST_CASE("rows that are streamed are the cells put together plainly") {
    CHECK(rc::check([] {
        const auto columns = static_cast<std::size_t>(*rc::gen::inRange(2, 7));
        const Table table = table_of(columns);
        std::string streamed;
        std::string plain;
        std::vector<std::string> cells;
        for (const Column& column : table.columns)
            cells.push_back(column.name);
        append_csv_record(plain, {cells.begin(), cells.end()});
        CsvStream stream(table, [&](std::string_view piece) { streamed += piece; });
        Int128 figure = 0;
        for (int rows = *rc::gen::inRange(0, 400); rows > 0; --rows) {
            std::size_t cell = 0;
            if (stream.rows() > 0 && *rc::gen::inRange(0, 3) == 0) {
                cell = static_cast<std::size_t>(
                    *rc::gen::inRange<int>(1, static_cast<int>(columns) + 1));
                stream.repeat(cell);
            }
            for (; cell < columns; ++cell) {
                const int kind = *rc::gen::inRange(0, 5);
                if (kind == 0) {
                    const std::string text = any_text();
                    stream.text(text);
                    cells[cell] = guard_formula(text);
                } else if (kind == 1) {
                    stream.empty();
                    cells[cell].clear();
                } else {
                    if (kind == 2) figure = any_figure();  // else that before once more
                    stream.figure(figure);
                    cells[cell] = format_digits(figure);
                }
            }
            stream.end_row();
            append_csv_record(plain, {cells.begin(), cells.end()});
        }
        stream.finish();
        RC_ASSERT(streamed == plain);
    }));
}
