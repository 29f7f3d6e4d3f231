// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "query/written.h"

namespace {

using namespace gw;

// How words are read, or the first thing that is wrong: "place:column message".
std::string read(const std::vector<std::string>& words, const SavedQueries& saved = {}) {
    std::vector<Problem> problems;
    const Query query = parse_query(words, saved, problems);
    if (problems.empty()) return write_query(query.operands);
    const Problem& first = problems.front();
    return first.file + ":" + std::to_string(first.column) + " " + first.message +
           (first.hints.empty() ? "" : " -> " + first.hints.front());
}

// A random condition over a few terms.
QueryNode node(int depth) {
    QueryNode made;
    const int kind = depth >= 4 ? 0 : *rc::gen::inRange(0, 4);
    if (kind == 0) {
        const auto text = *rc::gen::element<std::string>("openai", "Open AI", "and", "a,b", "x (y)",
                                                         "say \"no\"", "not:x", "@x", "a:b", "OR x",
                                                         "unknown", "Công ty", "f \"", "\"");
        made.term.field = *rc::gen::element(Field::kAny, Field::kPayer, Field::kText);
        made.term.values.push_back({text, {}, QueryValue::Is::kValue, {}});
        if (made.term.field != Field::kAny && *rc::gen::arbitrary<bool>())
            made.term.values.push_back({"nvidia", {}, QueryValue::Is::kValue, {}});
        return made;
    }
    made.is = kind == 1   ? QueryNode::Is::kNot
              : kind == 2 ? QueryNode::Is::kAnd
                          : QueryNode::Is::kOr;
    const int count = kind == 1 ? 1 : *rc::gen::inRange(2, 4);
    for (int i = 0; i < count; ++i)
        made.below.push_back(node(depth + 1));
    return made;
}

}  // namespace

TEST_CASE("query: not binds before and, and before or") {
    CHECK(read({"openai or nvidia and not amd"}) == "openai or (nvidia and (not amd))");
    CHECK(read({"(openai or nvidia) and not amd"}) == "(openai or nvidia) and (not amd)");
    CHECK(read({"not openai and nvidia"}) == "(not openai) and nvidia");
    CHECK(read({"not:payer:x,y"}) == "not payer:x,y");
    CHECK(read({"not:(a or b)"}) == "not (a or b)");
}

TEST_CASE("query: arguments are joined by and, each a group of its own") {
    CHECK(read({"a or b", "c"}) == "(a or b) and c");
    CHECK(read({"payer:a class:spend"}) == "payer:a and class:spend");
    CHECK(read({"payer:Amazon Web Services kind:lease"}) ==
          "payer:Amazon Web Services and kind:lease");
    CHECK(read({}).empty());
}

TEST_CASE("query: within double quotes everything is itself") {
    CHECK(read({"payer:\"Foo, Inc.\",bar"}) == "payer:\"Foo, Inc.\",bar");
    CHECK(read({"\"a and b\" and \"and\""}) == "\"a and b\" and \"and\"");
    CHECK(read({"payer:\"x\", Foo Bar \"y\""}) == "payer:x,Foo Bar and y");
    CHECK(read({"site:\"unknown\" or site:unknown"}) == "site:\"unknown\" or site:unknown");
    CHECK(read({"text:\"say \"\"no\"\"\""}) == "text:\"say \"\"no\"\"\"");
}

TEST_CASE("query: ranges are written in their shortest form") {
    CHECK(read({"amount:10000000000..", "power:4500MW", "agreed:2026-01-01..2026-12-31",
                "term:..24m"}) == "amount:10bn.. and power:4.5GW and agreed:2026 and term:..2y");
}

TEST_CASE("query: a saved query stands in parentheses wherever a term can") {
    const SavedQueries saved{{"labs", "payer:openai or payer:anthropic"},
                             {"spend", "class:spend"},
                             {"both", "@labs and @spend"}};
    CHECK(read({"@labs", "class:spend"}, saved) ==
          "(payer:openai or payer:anthropic) and class:spend");
    CHECK(read({"not @both"}, saved) == "not ((payer:openai or payer:anthropic) and class:spend)");
    CHECK(read({"not:@spend or nvidia"}, saved) == "(not class:spend) or nvidia");
}

TEST_CASE("query: what is wrong with a saved query is said where it is wrong") {
    const SavedQueries saved{{"labs", "payr:openai"}, {"a", "x or @b"}, {"b", "y and @c"},
                             {"c", "not @a"},         {"none", " "},    {"open", "(x"}};
    CHECK(read({"@labs"}, saved) == "@labs:1 \"payr\" is no field -> payer");
    CHECK(read({"@lab"}, saved) == "query:1 \"@lab\" is no saved query -> @labs");
    CHECK(read({"z @a"}, saved) ==
          "@c:5 \"@a\" goes in a circle: @a > @b > @c > @a -> a saved query cannot be part of "
          "itself");
    CHECK(read({"@none"}, saved) == "query:1 the saved query \"@none\" is empty");
    CHECK(read({"@open"}, saved) ==
          "@open:1 this parenthesis is not closed -> write \")\" where it should end");
    CHECK(read({"@zzzz"}, {{"a", "x"}, {"b", "y"}}) ==
          "query:1 \"@zzzz\" is no saved query -> the saved queries are @a, @b");
}

TEST_CASE("query: saved queries that double each other are given up") {
    SavedQueries saved{{"q0", "x"}};
    for (int i = 1; i <= 40; ++i)
        saved["q" + std::to_string(i)] =
            "@q" + std::to_string(i - 1) + " or @q" + std::to_string(i - 1);
    CHECK(read({"@q40"}, saved).find("the query grows beyond 10000 terms") != std::string::npos);
}

TEST_CASE("query: what is written is read back as the same") {
    CHECK(rc::check([] {
        const std::string written = write_query(node(0));
        RC_ASSERT(read({written}) == written);
    }));
}

TEST_CASE("query: any text is read or refused at a place within it") {
    CHECK(rc::check([] {
        const auto parts =
            *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
                "(", ")", " ", "and", "or", "not", "not:", "\"", ",", "@x",
                "payer:", "amount:", "a", "1bn..", "unknown", ":", "\n", "é"));
        std::string text;
        for (const std::string& part : parts)
            text += part;
        std::vector<Problem> problems;
        const Query query = parse_query({text}, {{"x", "b (c"}}, problems);
        if (problems.empty()) {
            const std::string written = write_query(query.operands);
            RC_ASSERT(read({written}) == written);
        }
        for (const Problem& problem : problems)
            RC_ASSERT(problem.column >= 1 && problem.column <= problem.excerpt.size() + 1);
    }));
}
