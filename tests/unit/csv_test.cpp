// SPDX-License-Identifier: Apache-2.0
#include "text/csv.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.h"

using namespace std::string_literals;

namespace {

using Record = std::vector<std::string>;
using Records = std::vector<Record>;

struct Read {
    Records records;
    std::vector<gw::Problem> problems;
};

Read read(std::string_view input) {
    Read result;
    gw::CsvReader reader(input, "legs.csv");
    std::vector<gw::CsvCell> cells;
    while (reader.next(cells)) {
        Record& record = result.records.emplace_back();
        for (const gw::CsvCell& cell : cells)
            record.emplace_back(cell.text);
    }
    result.problems = reader.problems();
    return result;
}

std::string write(const Records& records) {
    std::string out;
    for (const Record& record : records) {
        gw::append_csv_record(out, {record.begin(), record.end()});
    }
    return out;
}

// "line:column+length message | hint" of each problem.
std::vector<std::string> lines_of(const std::vector<gw::Problem>& problems) {
    std::vector<std::string> lines;
    for (const gw::Problem& problem : problems) {
        std::string line = std::to_string(problem.line) + ":" + std::to_string(problem.column) +
                           "+" + std::to_string(problem.length) + " " + problem.message;
        for (const std::string& hint : problem.hints)
            line += " | " + hint;
        lines.push_back(line);
    }
    return lines;
}

// RFC 4180 read a byte at a time, the slow and plain way; nullopt where a quote or CR is misplaced.
std::optional<Records> read_plainly(const std::string& input) {
    enum class State { kStart, kBare, kQuoted, kClosed };
    Records records;
    Record record;
    std::string cell;
    State state = State::kStart;
    const auto end_record = [&] {
        const bool blank = record.empty() && state == State::kStart;
        record.push_back(cell);
        if (!blank) records.push_back(record);
        record.clear();
        cell.clear();
        state = State::kStart;
    };
    for (std::size_t i = 0; i < input.size(); ++i) {
        const char c = input[i];
        if (state == State::kQuoted) {
            if (c != '"') {
                cell += c;
            } else if (i + 1 < input.size() && input[i + 1] == '"') {
                cell += input[++i];
            } else {
                state = State::kClosed;
            }
        } else if (c == '"' && state == State::kStart) {
            state = State::kQuoted;
        } else if (c == ',') {
            record.push_back(cell);
            cell.clear();
            state = State::kStart;
        } else if (c == '\n') {
            end_record();
        } else if (c == '\r') {
            if (i + 1 == input.size() || input[i + 1] != '\n') return std::nullopt;
        } else {
            if (c == '"' || state == State::kClosed) return std::nullopt;
            cell += c;
            state = State::kBare;
        }
    }
    if (state == State::kQuoted) return std::nullopt;
    if (!record.empty() || state != State::kStart) end_record();
    return records;
}

// The character of the input that a problem's line and column name; nullopt past the line's end.
std::optional<char> character_at(const std::string& input, std::size_t line, std::size_t column) {
    std::size_t at = 0;
    for (; line > 1; --line)
        at = input.find('\n', at) + 1;
    at += column - 1;
    return at < input.size() ? std::optional(input[at]) : std::nullopt;
}

void for_each_word(const std::string& alphabet, std::size_t longest, const auto& visit) {
    std::vector<std::string> words = {""};
    for (std::size_t i = 0; i < words.size(); ++i) {
        visit(words[i]);
        if (words[i].size() == longest) continue;
        for (const char c : alphabet)
            words.push_back(words[i] + c);
    }
}

}  // namespace

TEST_CASE("csv: records and cells are read as RFC 4180 says") {
    struct Case {
        std::string input;
        Records records;
    };
    const auto big = std::string(gw::kLargestCell, 'x');
    const std::vector<Case> cases = {
        {"", {}},
        {"\n\r\n\n", {}},
        {"a", {{"a"}}},
        {"a,b\n", {{"a", "b"}}},
        {"a,b\r\n1,2\r\n", {{"a", "b"}, {"1", "2"}}},
        {"a,b\r\n1,2\n3,4", {{"a", "b"}, {"1", "2"}, {"3", "4"}}},
        {"a\n\n\r\nb", {{"a"}, {"b"}}},
        {",\n", {{"", ""}}},
        {"a,", {{"a", ""}}},
        {"\"\"\n", {{""}}},
        {"\"\"", {{""}}},
        {"\xEF\xBB\xBFparty,name\n", {{"party", "name"}}},
        {"\xEF\xBB\xBF", {}},
        {"\xEF\xBB\xBF\"a\"", {{"a"}}},
        {"\"a,b\r\nc\"\"d\",e", {{"a,b\r\nc\"d", "e"}}},
        {"'a,b'", {{"'a", "b'"}}},
        {"a;b", {{"a;b"}}},
        {" a , b ", {{" a ", " b "}}},
        {"\x1A", {{"\x1A"}}},
        {"شركة,軟體", {{"شركة", "軟體"}}},
        {big + "," + big, {{big, big}}},
        {"\"" + big + "\"", {{big}}},
        {"\"\"\"" + big.substr(1) + "\"", {{"\"" + big.substr(1)}}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.input.substr(0, 40));
        const Read result = read(c.input);
        CHECK(lines_of(result.problems).empty());
        CHECK((result.records == c.records));
    }
}

TEST_CASE("csv: what breaks the format is named where it stands, and reading goes on") {
    struct Case {
        std::string input;
        std::vector<std::string> problems;
        std::size_t records;  // that were read all the same
    };
    const std::string utf8 = " | save the file as CSV UTF-8";
    const std::string mac =
        "old Mac line ends: a carriage return without a line feed | end lines with LF or CRLF";
    const std::string after =
        " text after the closing quote of a cell | double a quote that belongs to the text: \"\"";
    const std::string bare =
        " quote inside a cell that does not start with one | quote the whole cell and double the "
        "quotes inside it: ";
    const std::vector<Case> cases = {
        {"a\rb\rc", {"1:2+1 " + mac}, 0},
        {"a\n1\r\r\n2\n", {"2:2+1 " + mac}, 2},
        {"a\n\"1\"\r2\n3", {"2:4+1 " + mac}, 2},
        {"a\n\"Oracle\"x,\n2", {"2:9+1" + after}, 2},
        {"a\n12\" rack,3\n2", {"2:3+1" + bare + "\"12\"\" rack\""}, 2},
        {"a\nx, \"Oracle\"\n",
         {"2:4+1 space before the quote that opens a cell | remove the space"},
         1},
        {"a\n\"He said \\\"hi\\\"\"\n2",
         {"2:10+2 quote escaped with a backslash | double the quote: \"\""},
         2},
        {"a\n\"C:\\\",\"\\\"\n", {}, 2},
        {"a,b\n1,2\n3,\"x\n4,5\n",
         {"3:3+1 this quote is never closed | a quote inside a cell is written \"\""},
         2},
        {"a\n\"x\n\"y\",1\nz\n",
         {"3:2+1 text after the end of the cell that opens in line 2 | close that cell's quote, or "
          "double the quotes inside it"},
         2},
        {"a\nMoody\x92s\nb\n", {"2:6+1 byte 0x92, number 8 of the file, is not UTF-8" + utf8}, 2},
        {"a\nб\xC0\xAF\n", {"2:2+1 byte 0xC0, number 5 of the file, is not UTF-8" + utf8}, 1},
        {"a\n\xED\xA0\x80\n", {"2:1+1 byte 0xED, number 3 of the file, is not UTF-8" + utf8}, 1},
        {"a\n\xF4\x90\x80\x80", {"2:1+1 byte 0xF4, number 3 of the file, is not UTF-8" + utf8}, 1},
        {"a\nx\xE2\x80", {"2:2+1 byte 0xE2, number 4 of the file, is not UTF-8" + utf8}, 1},
        {"abc\n\"x\ny\0z\"\n1"s, {"3:2+1 NUL byte" + utf8}, 2},
        {"a\nx\"\ny\"\nz\n", {"2:2+1" + bare + "\"x\"\"\"", "3:2+1" + bare + "\"y\"\"\""}, 2},
        {"a\n\n\"b\nc\"\n\nd\"\n", {"6:2+1" + bare + "\"d\"\"\""}, 2},
        {"\xEF\xBB\xBFя\"", {"1:2+1" + bare + "\"я\"\"\""}, 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.input);
        const Read result = read(c.input);
        CHECK(lines_of(result.problems) == c.problems);
        CHECK(result.records.size() == c.records);
    }
}

TEST_CASE("csv: after a broken header nothing is read") {
    const Read result = read("part\"y,name\nopenai,OpenAI\n");
    CHECK(result.records.empty());
    CHECK(result.problems.size() == 1);
}

TEST_CASE("csv: a file of another type is named and not read") {
    struct Case {
        std::string input;
        std::string name;
    };
    const std::vector<Case> cases = {
        {"\xFF\xFE"
         "a\0"s,
         "this is UTF-16 text, not CSV in UTF-8"},
        {"\xFE\xFF\0a"s, "this is UTF-16 text, not CSV in UTF-8"},
        {"PK\x03\x04\x14", "this is a spreadsheet (xlsx) or zip archive, not CSV in UTF-8"},
        {"\xD0\xCF\x11\xE0", "this is a spreadsheet (xls), not CSV in UTF-8"},
        {"\x1F\x8B\x08", "this is a gzip archive, not CSV in UTF-8"},
        {"%PDF-1.7\n", "this is a PDF, not CSV in UTF-8"},
        {"SQLite format 3\0"s, "this is a SQLite database, not CSV in UTF-8"},
        {"<!DOCTYPE html>\n", "this is a web page (HTML), not CSV in UTF-8"},
        {"<HTML>\n", "this is a web page (HTML), not CSV in UTF-8"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.name);
        const Read result = read(c.input);
        CHECK(result.records.empty());
        REQUIRE(result.problems.size() == 1);
        CHECK(result.problems[0].message == c.name);
        CHECK(result.problems[0].line == 0);
        CHECK(result.problems[0].hints.size() == 1);
    }
    CHECK(lines_of(read("a\0,\0"s).problems) ==
          std::vector{"1:2+1 NUL byte: this looks like UTF-16 text | save the file as CSV UTF-8"s});
    CHECK(lines_of(read("\0a\0,"s).problems) ==
          std::vector{"1:1+1 NUL byte: this looks like UTF-16 text | save the file as CSV UTF-8"s});
    CHECK(read("sqlite,pk\n").problems.empty());
}

TEST_CASE("csv: a cell of more than 1 MiB and a record of more than 256 columns are refused") {
    const std::string big(gw::kLargestCell + 1, 'x');
    const std::string too_long = "2:1+1 cell longer than 1048576 bytes";
    CHECK(lines_of(read("a\n" + big + "\nb").problems) == std::vector{too_long});
    CHECK(lines_of(read("a\n" + big).problems) == std::vector{too_long});
    CHECK(lines_of(read("a\n\"" + big + "\"\nb").problems) == std::vector{too_long});
    CHECK(lines_of(read("a\n\"\n" + big + "\"\"\n\nb\"\nc").problems) == std::vector{too_long});
    CHECK(read("a\n" + big + "\nb").records == Records{{"a"}, {"b"}});
    CHECK(read("a\n\"\n" + big + "\"\"\n\nb\"\nc").records == Records{{"a"}, {"c"}});

    const std::string columns(gw::kMostColumns - 1, ',');
    CHECK(read(columns).records.at(0).size() == 256);
    CHECK(lines_of(read("a\n" + columns + ",\nb").problems) ==
          std::vector{"2:257+1 more than 256 columns"s});
}

TEST_CASE("csv: cells know their physical line, their offset and whether they were quoted") {
    const std::string input =
        "\xEF\xBB\xBF"
        "a,b\r\n\r\n\"x\ny\"\"\",\"z\"\n,w";
    gw::CsvReader reader(input, "legs.csv");
    std::vector<gw::CsvCell> all;
    std::vector<gw::CsvCell> cells;
    while (reader.next(cells))
        all.insert(all.end(), cells.begin(), cells.end());
    CHECK(cells.empty());
    struct Case {
        std::string text;
        std::size_t line;
        std::size_t offset;
        bool quoted;
    };
    const std::vector<Case> cases = {{"a", 1, 3, false},      {"b", 1, 5, false},
                                     {"x\ny\"", 3, 10, true}, {"z", 4, 18, true},
                                     {"", 5, 22, false},      {"w", 5, 23, false}};
    REQUIRE(all.size() == cases.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        CHECK(all[i].text == cases[i].text);
        CHECK(all[i].line == cases[i].line);
        CHECK(all[i].offset == cases[i].offset);
        CHECK(all[i].quoted == cases[i].quoted);
    }
}

TEST_CASE("csv: a problem inside a cell is placed in the file, doubled quotes and lines counted") {
    const std::string input = "a,b\n\"é\"\"x\nyz\",\"\"\n";
    gw::CsvReader reader(input, "legs.csv");
    std::vector<gw::CsvCell> cells;
    REQUIRE(reader.next(cells));
    REQUIRE(reader.next(cells));

    gw::Problem problem = reader.problem_at(cells[0], 3, 1, "no x here", {"remove it"});
    CHECK(problem.file == "legs.csv");
    CHECK(problem.message == "no x here");
    CHECK(problem.hints == std::vector{"remove it"s});
    CHECK(problem.line == 2);
    CHECK(problem.column == 5);  // the quote, é, two quotes
    CHECK(problem.length == 1);
    CHECK(problem.excerpt == "\"é\"\"x");

    problem = reader.problem_at(cells[0], 0, cells[0].text.size(), "all of it");
    CHECK(problem.line == 2);
    CHECK(problem.column == 2);
    CHECK(problem.length == 4);  // the caret ends with the line

    problem = reader.problem_at(cells[0], 6, 1, "no z");
    CHECK(problem.line == 3);
    CHECK(problem.column == 2);
    CHECK(problem.excerpt == "yz\",\"\"");

    problem = reader.problem_at(cells[1], 0, 0, "empty");
    CHECK(problem.line == 3);
    CHECK(problem.column == 6);
    CHECK(problem.length == 1);
}

TEST_CASE("csv: a problem at a line end inside a cell stands right behind the line") {
    gw::CsvReader reader("\"a\r\nb\"", "legs.csv");
    std::vector<gw::CsvCell> cells;
    REQUIRE(reader.next(cells));
    for (const std::size_t at : {1U, 2U}) {
        const gw::Problem problem = reader.problem_at(cells[0], at, 1, "no line end here");
        CHECK(problem.line == 1);
        CHECK(problem.column == 3);
        CHECK(problem.length == 1);
        CHECK(problem.excerpt == "\"a");
    }
}

TEST_CASE("csv: of a long line the excerpt shows the part around the place") {
    for (const std::string& letter : {"x"s, "é"s, "語"s}) {
        for (const std::size_t before : {0U, 79U, 80U, 81U, 200U, 1000U}) {
            for (const std::size_t behind : {0U, 79U, 200U}) {
                std::string input;
                for (std::size_t i = 0; i < before; ++i)
                    input += letter;
                input += ",!";
                for (std::size_t i = 0; i < behind; ++i)
                    input += letter;
                gw::CsvReader reader(input, "legs.csv");
                std::vector<gw::CsvCell> cells;
                REQUIRE(reader.next(cells));
                const gw::Problem problem = reader.problem_at(cells[1], 0, 1, "no");
                CAPTURE(letter, before, behind, problem.excerpt);
                CHECK(problem.column == before + 2);
                CHECK(problem.excerpt.size() <= 166);
                CHECK_FALSE(gw::find_invalid_utf8(problem.excerpt));
                CHECK(problem.excerpt.starts_with("...") ==
                      (before * letter.size() >= 80 && input.size() > 160));
                std::string_view rest = problem.excerpt;
                for (std::size_t i = 1; i < problem.excerpt_column; ++i) {
                    rest.remove_prefix(gw::first_character(rest).bytes);
                }
                CHECK(rest.starts_with('!'));
            }
        }
    }
}

TEST_CASE("csv: the separator of a file that is not comma-separated can be named") {
    CHECK(gw::foreign_separator("party;name;kind") == "semicolons");
    CHECK(gw::foreign_separator("party\tname") == "tabs");
    CHECK(gw::foreign_separator("sep=;") == "semicolons");
    CHECK(gw::foreign_separator("party").empty());
}

TEST_CASE("csv: cells are quoted only where they must be") {
    struct Case {
        Record record;
        std::string line;
    };
    const std::vector<Case> cases = {
        {{"a", "b"}, "a,b\n"},
        {{""}, "\"\"\n"},
        {{"", ""}, ",\n"},
        {{"a,b", "x"}, "\"a,b\",x\n"},
        {{"12\" rack"}, "\"12\"\" rack\"\n"},
        {{"a\nb", "a\rb"}, "\"a\nb\",\"a\rb\"\n"},
        {{" a", "a ", "a b", " "}, "\" a\",\"a \",a b,\" \"\n"},
        {{"株式会社;\t'"}, "株式会社;\t'\n"},
    };
    for (const Case& c : cases) {
        CHECK(write({c.record}) == c.line);
        CHECK(read(c.line).records == Records{c.record});
    }
}

TEST_CASE("csv: every short text is read as a plain reading of RFC 4180 reads it") {
    for_each_word("a,\"\r\n", 6, [](const std::string& input) {
        const Read result = read(input);
        const std::optional<Records> expected = read_plainly(input);
        if (expected) {
            if (result.records != *expected || !result.problems.empty()) FAIL(input);
            if (read(write(*expected)).records != *expected) FAIL(input);
        } else if (result.problems.empty()) {
            FAIL("not refused: " << input);
        }
    });
}

TEST_CASE("csv: every byte of every cell of a short text is found again by line and column") {
    for_each_word("a,\"\n", 7, [](const std::string& input) {
        gw::CsvReader reader(input, "");
        std::vector<gw::CsvCell> cells;
        while (reader.next(cells)) {
            for (const gw::CsvCell& cell : cells) {
                for (std::size_t i = 0; i < cell.text.size(); ++i) {
                    const gw::Problem problem = reader.problem_at(cell, i, 1, "");
                    if (character_at(input, problem.line, problem.column) != cell.text[i]) {
                        FAIL(input);
                    }
                }
            }
        }
    });
}

TEST_CASE("csv: a problem stands on a line of the file, within it, and shows that line") {
    for_each_word("a,\"\r\n\xC3", 6, [](const std::string& input) {
        for (const gw::Problem& problem : read(input).problems) {
            std::size_t begin = 0;
            for (std::size_t line = 1; line < problem.line; ++line) {
                begin = input.find('\n', begin) + 1;
                if (begin == 0) FAIL("no such line: " << input);
            }
            std::string line = input.substr(begin, input.find('\n', begin) - begin);
            if (line.ends_with('\r')) line.pop_back();
            const std::size_t last = problem.column + problem.length - 1;
            if (problem.excerpt != line || last > line.size() + 1) FAIL(input);
        }
    });
}

TEST_CASE("csv: what is written is read again cell for cell") {
    CHECK(rc::check("any text of at least one cell a record", [] {
        const auto letter = rc::gen::element<std::string>(
            ",", "\"", "\n", "\r", "\r\n", " ", "a", "'", "=", "\t", ";", "\\", "é", "語", "\x1A");
        const auto cell = rc::gen::map(rc::gen::container<std::vector<std::string>>(letter),
                                       [](const std::vector<std::string>& letters) {
                                           std::string text;
                                           for (const std::string& part : letters)
                                               text += part;
                                           return text;
                                       });
        const auto record = rc::gen::nonEmpty(rc::gen::container<Record>(cell));
        Records records = *rc::gen::resize(30, rc::gen::container<Records>(record));
        records.insert(records.begin(), {"header"});
        const Read result = read(write(records));
        RC_ASSERT(result.problems.empty());
        RC_ASSERT(result.records == records);
    }));
}

TEST_CASE("csv: no bytes at all break the reader") {
    CHECK(rc::check("arbitrary bytes", [] {
        const auto byte = rc::gen::map(rc::gen::inRange(-128, 128),
                                       [](int value) { return static_cast<char>(value); });
        const Read result = read("a\n" + *rc::gen::container<std::string>(byte));
        for (const Record& record : result.records) {
            for (const std::string& cell : record)
                RC_ASSERT_FALSE(gw::find_invalid_utf8(cell));
        }
    }));
}

TEST_CASE("csv: a text that a spreadsheet would run is guarded by one apostrophe") {
    const std::vector<std::string> dangerous = {
        "=1+1",    "+1",      "-1",       "@SUM(1)",  "\t=1", "\rx",
        "\nx",     "  =1",    "\u00A0=1", "\uFEFF=1", "'=1",  "''=1",
        "\uFF1D1", "\uFF0B1", "\uFF0D1",  "\uFF201",  "=",    " '\u00A0 \uFEFF-"};
    for (const std::string& text : dangerous) {
        CAPTURE(text);
        CHECK(gw::guard_formula(text) == "'" + text);
        CHECK(gw::unguard_formula("'" + text) == text);
    }
    for (const std::string text :
         {"", "a=1", "'", "'quoted'", "38bn", " x", "1-2", "\u00A0", "’=1"}) {
        CAPTURE(text);
        CHECK(gw::guard_formula(text) == text);
        CHECK(gw::unguard_formula(text) == text);
    }
}

TEST_CASE("csv: taking the guard off gives back every text") {
    for_each_word("=+' \ta", 5, [](const std::string& text) {
        if (gw::unguard_formula(gw::guard_formula(text)) != text) FAIL(text);
        if (text.find_first_of("=+\t") == std::string::npos && gw::guard_formula(text) != text) {
            FAIL("guarded for nothing: " << text);
        }
    });
    CHECK(rc::check("hostile letters", [] {
        const auto letters = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("'", " ", "\u00A0", "\uFEFF", "=", "\uFF1D", "\xC2",
                                          "\xEF", "\xA0", "a", "-", "\n"));
        std::string text;
        for (const std::string& letter : letters)
            text += letter;
        RC_ASSERT(gw::unguard_formula(gw::guard_formula(text)) == text);
    }));
}

TEST_CASE("csv: a cell of one byte is written bare if it is a letter or a digit of ASCII") {
    for (int byte = 0; byte < 256; ++byte) {
        CAPTURE(byte);
        const std::string text(1, static_cast<char>(byte));
        const bool plain = byte < 128 && std::isalnum(byte) != 0;
        CHECK(gw::is_bare_csv_cell(text) == plain);
        const bool stops = byte == '\n' || byte == '\r' || byte == '"' || byte == ',';
        CHECK(gw::is_bare_csv_cell("a" + text) == (byte != ' ' && !stops));
        CHECK(gw::is_bare_csv_cell("a" + text + "z") == !stops);
    }
    CHECK(gw::is_bare_csv_cell(""));
}
