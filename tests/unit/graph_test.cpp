// SPDX-License-Identifier: Apache-2.0
#include "table/graph.h"

#include <catch2/catch.hpp>
#include <string>

namespace gw {
namespace {

Table two_hops() {
    Table table;
    table.title = "t";
    table.columns = {{"payer"},
                     {"payee"},
                     {"class"},
                     {"bucket"},
                     {"legs", "", Unit::kCount},
                     {"surely", "", Unit::kMoney},
                     {"as stated", "", Unit::kMoney},
                     {"at most", "", Unit::kMoney}};
    const Figure two{2'000'000'000};
    table.rows = {{"b", "a", "spend", "committed", Figure{1}, two, two, two},
                  {"a", "c\"\\", "right", "talks", Figure{3}, Unknown{}, Unknown{}, Unknown{}}};
    return table;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("graph: rows of who pays whom are hops, nodes by name") {
    const auto graph = graph_of_rows(two_hops());
    REQUIRE(graph);
    CHECK(graph->nodes == std::vector<std::string>{"a", "b", "c\"\\"});
    REQUIRE(graph->hops.size() == 2);
    CHECK(graph->hops[0].payer == 1);
    CHECK(graph->hops[0].payee == 0);
    CHECK(graph->hops[1].legs == 3);
}

TEST_CASE("graph: rows that split a hop further, or name no payee, are no picture") {
    Table table = two_hops();
    table.columns[4] = {"deal"};
    CHECK_FALSE(graph_of_rows(table));
    table = two_hops();
    table.columns[1].name = "party";
    CHECK_FALSE(graph_of_rows(table));
}

TEST_CASE("graph: dot is dashed where nothing is known, and no name ends its label") {
    const std::string dot = format_dot("t", *graph_of_rows(two_hops()), Units::kAuto, false);
    CHECK(has(dot, R"(n2 [label="c\"\\"])"));
    CHECK(has(dot, R"(n1 -> n0 [color="#0072B2" penwidth=8.0 label="committed 2")"));
    CHECK(has(dot, R"(n0 -> n2 [color="#E69F00" penwidth=1.0 style=dashed label="talks ?")"));
}

TEST_CASE("graph: mermaid writes as codes what would end a label") {
    const std::string text = format_mermaid("t", *graph_of_rows(two_hops()), Units::kAuto, false);
    CHECK(has(text, "n2[\"c#34;#92;\"]"));
    CHECK(has(text, "n0 -.->|\"talks ?\"| n2"));
    CHECK(has(text, "linkStyle 0 stroke:#0072B2,stroke-width:8.0px"));
}

TEST_CASE("graph: width is in proportion to what is stated, whatever its size") {
    Table table = two_hops();
    const Int128 large = Int128{1} << 120;
    table.rows[0][6] = Figure{large};
    table.rows[1][6] = Figure{large / 2};
    const std::string dot = format_dot("t", *graph_of_rows(table), Units::kAuto, false);
    CHECK(has(dot, "penwidth=8.0"));
    CHECK((has(dot, "penwidth=4.0") || has(dot, "penwidth=3.9")));
}

TEST_CASE("graph: loops are named by their numbers, runs of them shortened") {
    Graph graph = *graph_of_rows(two_hops());
    graph.hops[0].loops = {1, 2, 3, 7};
    graph.loops = {"a>b>a"};
    const std::string dot = format_dot("t", graph, Units::kAuto, false);
    CHECK(has(dot, "loops 1-3, 7\""));
    CHECK(has(dot, "// loop 1: a>b>a\n"));
}

}  // namespace gw
