// SPDX-License-Identifier: Apache-2.0
#include "text/problem.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/csv.h"
#include "text/text.h"

namespace {

gw::Problem problem_in(std::string excerpt, std::size_t column, std::size_t length) {
    gw::Problem problem;
    problem.file = "legs.csv";
    problem.line = 12;
    problem.column = column;
    problem.message = "what is wrong";
    problem.excerpt = std::move(excerpt);
    problem.length = length;
    return problem;
}

}  // namespace

TEST_CASE("problem: place, message, source line, caret and hints stand in their form") {
    gw::Problem problem = problem_in("the source line", 5, 6);
    problem.hints = {"what would be right"};
    CHECK(gw::format_problems({problem}) ==
          "error: legs.csv:12:5: what is wrong\n"
          "  the source line\n"
          "      ^^^^^^\n"
          "hint: what would be right\n");
}

TEST_CASE("problem: what is not known is left out") {
    gw::Problem problem;
    problem.message = "empty file";
    CHECK(gw::format_problems({problem}) == "error: empty file\n");
    problem.file = "legs.csv";
    CHECK(gw::format_problems({problem}) == "error: legs.csv: empty file\n");
    problem.line = 3;
    CHECK(gw::format_problems({problem}) == "error: legs.csv:3: empty file\n");
    problem.excerpt = "a,b";
    CHECK(gw::format_problems({problem}) == "error: legs.csv:3: empty file\n  a,b\n");
    problem.line = 0;
    problem.column = 2;
    CHECK(gw::format_problems({problem}) == "error: legs.csv:2: empty file\n  a,b\n   ^\n");
    CHECK(gw::format_problems({}).empty());
}

TEST_CASE("problem: hints are joined by commas and a last or") {
    gw::Problem problem;
    problem.message = "no";
    problem.hints = {"a"};
    CHECK(gw::format_problems({problem}) == "error: no\nhint: a\n");
    problem.hints = {"a", "b"};
    CHECK(gw::format_problems({problem}) == "error: no\nhint: a or b\n");
    problem.hints = {"a", "b", "c"};
    CHECK(gw::format_problems({problem}) == "error: no\nhint: a, b or c\n");
}

TEST_CASE("problem: the caret stands under the characters as they are displayed") {
    struct Case {
        std::string excerpt;
        std::size_t column;
        std::size_t length;
        std::string shown;
        std::string caret;
    };
    const std::vector<Case> cases = {
        {"abc", 1, 1, "abc", "^"},
        {"abc", 3, 1, "abc", "  ^"},
        {"abc", 4, 1, "abc", "   ^"},       // one past the end: something is missing there
        {"abc", 2, 9, "abc", " ^^"},        // ends with the line
        {"\ta", 2, 1, " a", " ^"},          // a tab is one space
        {"é語x", 3, 1, "é語x", "   ^"},     // wide before it
        {"x語語", 2, 2, "x語語", " ^^^^"},  // wide under it
        {"e\u0301x", 3, 1, "e\u0301x", " ^"},
        {"e\u0301x", 2, 1, "e\u0301x", " ^"},            // no column of its own: still one caret
        {"\x1b[2Jx", 5, 1, "\\x1b[2Jx", "       ^"},     // escaped before it
        {"a\u202Eb", 2, 1, "a\\u{202e}b", " ^^^^^^^^"},  // escaped under it
        {"Moody\x92s", 6, 1, "Moody\\x92s", "     ^^^^"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.excerpt, c.column);
        CHECK(gw::format_problems({problem_in(c.excerpt, c.column, c.length)}) ==
              "error: legs.csv:12:" + std::to_string(c.column) + ": what is wrong\n  " + c.shown +
                  "\n  " + c.caret + "\n");
    }
}

TEST_CASE("problem: in a cut excerpt the caret stands at the excerpt's own column") {
    gw::Problem problem = problem_in("...xyz...", 1000, 1);
    problem.excerpt_column = 5;
    CHECK(gw::format_problems({problem}) ==
          "error: legs.csv:12:1000: what is wrong\n  ...xyz...\n      ^\n");
}

TEST_CASE("problem: names and messages cannot drive a terminal") {
    gw::Problem problem;
    problem.file = "\x1b[31m.csv";
    problem.message = "'a\nb\u202E' is wrong";
    problem.hints = {"\a"};
    CHECK(gw::format_problems({problem}) ==
          "error: \\x1b[31m.csv: 'a\\nb\\u{202e}' is wrong\nhint: \\x07\n");
}

TEST_CASE("problem: after the most that are shown comes a count of the others") {
    gw::Problem problem;
    problem.message = "no";
    const std::vector<gw::Problem> three(3, problem);
    CHECK(gw::format_problems(three, 3) == "error: no\nerror: no\nerror: no\n");
    CHECK(gw::format_problems(three, 2) == "error: no\nerror: no\n... and 1 more error\n");
    CHECK(gw::format_problems(three, 1) == "error: no\n... and 2 more errors\n");
    CHECK(gw::format_problems(three, 0) == "... and 3 more errors\n");
    CHECK(gw::format_problems(std::vector<gw::Problem>(51, problem))
              .ends_with("error: no\n... and 1 more error\n"));
}

TEST_CASE("problem: whatever the file holds, what is printed is plain text") {
    CHECK(rc::check("arbitrary bytes", [] {
        const auto byte = rc::gen::map(rc::gen::inRange(-128, 128),
                                       [](int value) { return static_cast<char>(value); });
        const auto bytes = *rc::gen::container<std::string>(byte);
        const std::string input = "a\n" + bytes;
        gw::CsvReader reader(input, bytes);
        std::vector<gw::CsvCell> cells;
        while (reader.next(cells)) {
        }
        std::string shown = gw::format_problems(reader.problems());
        RC_ASSERT_FALSE(gw::find_invalid_utf8(shown));
        for (std::string_view rest = shown; !rest.empty();) {
            const auto line = rest.substr(0, rest.find('\n'));
            RC_ASSERT(gw::escape_for_display(line) == line);
            rest.remove_prefix(line.size() + 1);
        }
    }));
}
