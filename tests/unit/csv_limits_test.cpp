// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "text/csv.h"
#include "text/text.h"

namespace gw {
namespace {

// "line:column+length message" of each problem, after the cells of each record in brackets.
std::string read(std::string_view input, std::size_t skipped = 0, char separator = ',') {
    CsvReader reader(input, "legs.csv", separator);
    reader.skip_lines(skipped);
    std::string text;
    std::vector<CsvCell> cells;
    while (reader.next(cells)) {
        text += "[";
        for (const CsvCell& cell : cells)
            text +=
                (&cell == &cells.front() ? "" : "|") +
                (cell.text.size() > 9 ? std::to_string(cell.text.size()) : std::string(cell.text));
        text += "]";
    }
    for (const Problem& problem : reader.problems())
        text += " " + std::to_string(problem.line) + ":" + std::to_string(problem.column) + "+" +
                std::to_string(problem.length) + " " + problem.message;
    return text;
}

TEST_CASE("csv: lines before the header are passed over, and count as lines") {
    const std::string input = "note\n\"a\"b\nx,y\n1,\"2\n";
    CHECK(read(input, 2) == "[x|y] 4:3+1 this quote is never closed");
    CHECK(read("a\nb\nc", 0) == "[a][b][c]");
    CHECK(read("a\nb\nc", 1) == "[b][c]");
    CHECK(read("a\nb\nc", 2) == "[c]");
    CHECK(read("a\nb\nc", 3).empty());
    CHECK(read("a\nb\nc\n", 9).empty());
    CHECK(read("", 1).empty());
    CHECK(read("\xEF\xBB\xBFnote\nx", 1) == "[x]");
}

TEST_CASE("csv: two bytes are enough to tell UTF-16 from text") {
    using namespace std::string_literals;
    CHECK(read("a\0"s) == " 1:2+1 NUL byte: this looks like UTF-16 text");
    CHECK(read("\0a"s) == " 1:1+1 NUL byte: this looks like UTF-16 text");
    CHECK(read("\0\0"s) == " 1:1+1 NUL byte");
    CHECK(read("\0"s) == " 1:1+1 NUL byte");
    CHECK(read("a") == "[a]");
}

TEST_CASE("csv: a record may take 4 MiB and no more") {
    const std::string cell(kLargestCell - 1, 'x');
    const std::string most = cell + "," + cell + "," + cell + "," + cell + ",";
    REQUIRE(most.size() == kLargestRecord);
    const std::string size = std::to_string(cell.size());
    const std::string four = size + "|" + size + "|" + size + "|" + size;
    CHECK(read("a\n" + most + "\nb\n") == "[a][" + four + "|][b]");
    CHECK(read("a\n" + most + "y\nb\n") == "[a][b] 2:1+1 row longer than 4194304 bytes");
    CHECK(read("a\n" + most + "y") == "[a] 2:1+1 row longer than 4194304 bytes");
}

TEST_CASE("csv: of a row with too many columns the first that is too many is underlined") {
    const std::string most(kMostColumns, ',');
    CHECK(read("a\n" + most + "xyz,\nb\n") == "[a][b] 2:257+1 more than 256 columns");
    CHECK(read("a\n" + most + "xyz") == "[a] 2:257+1 more than 256 columns");
}

TEST_CASE("csv: a cell may hold 1 MiB, quoted or not, doubled quotes counted once") {
    const std::string big(kLargestCell, 'x');
    CHECK(read("a\n" + big + "\nb") == "[a][1048576][b]");
    CHECK(read("a\n\"" + big + "\"\nb") == "[a][1048576][b]");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell, '"') + "\"\nb") == "[a][1048576][b]");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell + 2, '"') + "\"\nb") ==
          "[a] 2:1+1 this quote is not closed within 1048576 bytes, the most of a cell");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell, 'x') + "\"\nb") ==
          "[a][b] 2:1+1 cell longer than 1048576 bytes");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell + 1, 'x') + "\"\nb") ==
          "[a] 2:1+1 this quote is not closed within 1048576 bytes, the most of a cell");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell - 1, 'x')) ==
          "[a] 2:1+1 this quote is never closed");
    CHECK(read("a\n\"" + std::string(2 * kLargestCell, 'x')) ==
          "[a] 2:1+1 this quote is not closed within 1048576 bytes, the most of a cell");
}

TEST_CASE("csv: another separator ends cells in place of the comma") {
    CHECK(read("a;b,c\n\"x;y\";z\n", 0, ';') == "[a|b,c][x;y|z]");
    CHECK(read("a\tb\n1\t2\"\n", 0, '\t') ==
          "[a|b] 2:4+1 quote inside a cell that does not start "
          "with one");
    std::string out;
    append_csv_record(out, {"a;b", "c,d", ""}, ';');
    append_csv_record(out, {""}, ';');
    append_csv_cell(out, "x;y", ';');
    append_csv_cell(out, "x,y", ';');
    CHECK(out == "\"a;b\";c,d;\n\"\"\n\"x;y\"x,y");
}

TEST_CASE("csv: a cell that begins with a byte order mark comes back with it") {
    std::string out;
    append_csv_record(out, {"\uFEFFparty", "x"});
    CHECK(out == "\"\uFEFFparty\",x\n");
    CHECK(read(out) == "[\uFEFFparty|x]");
    CHECK(read("\uFEFF" + out) == "[\uFEFFparty|x]");
}

TEST_CASE("csv: the hint for a bare quote shows a cell of up to 60 bytes as it should stand") {
    const auto hint = [](std::size_t size) {
        const std::string input = "a\n" + std::string(size - 1, 'x') + "\"\n";
        CsvReader reader(input, "");
        std::vector<CsvCell> cells;
        while (reader.next(cells)) {
        }
        return reader.problems().at(0).hints.at(0);
    };
    const std::string advice = "quote the whole cell and double the quotes inside it";
    CHECK(hint(60) == advice + ": \"" + std::string(59, 'x') + "\"\"\"");
    CHECK(hint(61) == advice);
}

TEST_CASE("csv: an excerpt of bytes that are no characters is cut all the same") {
    const std::string input = "a,b\n1," + std::string(400, '\x80') + ",\"x\"y\n";
    CsvReader reader(input, "");
    std::vector<CsvCell> cells;
    while (reader.next(cells)) {
    }
    REQUIRE(reader.problems().size() == 1);
    CHECK(reader.problems()[0].column == 407);
    CHECK(reader.problems()[0].excerpt == "...,\"x\"y");
    const std::string bytes = "a\n" + std::string(400, '\x80') + "\n";
    CsvReader all(bytes, "");
    while (all.next(cells)) {
    }
    REQUIRE(all.problems().size() == 1);
    CHECK(all.problems()[0].column == 1);
    CHECK(all.problems()[0].excerpt == "...");
    CHECK(all.problems()[0].excerpt_column == 1);
}

TEST_CASE("csv: a line of 160 bytes is shown whole, a longer one cut 80 bytes before the place") {
    const auto excerpt = [](std::size_t before, std::size_t behind) {
        const std::string input = std::string(before, 'x') + ",!" + std::string(behind, 'y');
        CsvReader reader(input, "");
        std::vector<CsvCell> cells;
        REQUIRE(reader.next(cells));
        const Problem problem = reader.problem_at(cells[1], 0, 1, "no");
        return std::to_string(problem.excerpt_column) + ":" + problem.excerpt;
    };
    const auto line = [](std::size_t before, std::size_t behind) {
        return std::string(before, 'x') + ",!" + std::string(behind, 'y');
    };
    CHECK(excerpt(100, 58) == "102:" + line(100, 58));
    CHECK(excerpt(100, 59) == "84:..." + line(79, 59));
    CHECK(excerpt(79, 81) == "81:" + line(79, 79) + "...");
    CHECK(excerpt(80, 81) == "84:..." + line(79, 79) + "...");
    CHECK(excerpt(80, 79) == "84:..." + line(79, 79));
    CHECK(excerpt(80, 80) == "84:..." + line(79, 79) + "...");
}

TEST_CASE("csv: a guarded cell is the guarded text as a cell, whatever its bytes") {
    const auto check = [](const std::string& text) {
        std::string guarded;
        append_guarded_csv_cell(guarded, text);
        std::string plain;
        append_csv_cell(plain, guard_formula(text));
        return guarded == plain;
    };
    for (int c = 0; c < 256; ++c)
        for (const std::string& text :
             {std::string(1, static_cast<char>(c)), std::string("a") + static_cast<char>(c),
              static_cast<char>(c) + std::string("1")})
            CHECK(check(text));
    CHECK(check(""));
    CHECK(rc::check([&](const std::string& text) { RC_ASSERT(check(text)); }));
}

}  // namespace
}  // namespace gw
