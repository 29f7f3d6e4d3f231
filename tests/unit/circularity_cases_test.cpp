// SPDX-License-Identifier: Apache-2.0
//
// The worked cases of circular financing: what can be recycled, its bounds, and what can return to
// whom.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "circles/attribution.h"
#include "circles/loop_packing.h"
#include "circles/pro_rata.h"
#include "circles/returnable.h"
#include "circles/turns.h"
#include "circles/witness.h"
#include "money_graphs.h"

using namespace gw;

namespace {

struct Case {
    std::string name;
    std::vector<std::string> legs;
    Fraction recycled;
    std::int64_t upper;
    std::map<std::string, std::int64_t> returns;
    std::map<std::string, double> pro_rata = {};
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"direct", {"N F 100 L", "L S 60 N"}, {60}, 60, {{"N", 60}}},
        {"three hops",
         {"N F 100 L", "L S 300 C", "C S 200 N"},
         {100},
         100,
         {{"N", 100}},
         {{"N", 66.6667}}},
        {"a shared leg",
         {"N F 100 L", "A F 60 L", "L S 90 C", "C S 80 N", "C S 50 A"},
         {90},
         90,
         {{"N", 80}, {"A", 50}}},
        {"funding alone", {"A F 10 B", "B F 10 A"}, {0}, 0, {}},
        {"through a fund", {"N F 50 H", "H F 50 L", "L S 50 N"}, {50}, 50, {{"N", 50}}},
        {"two vendors on one loop",
         {"N F 10 L", "L S 10 C", "C F 10 X", "X S 10 N"},
         {10},
         20,
         {{"N", 10}, {"C", 10}}},
        {"a funding loop and a spending loop that meet",
         {"A F 5 V", "V F 5 A", "V S 5 B", "B S 5 V"},
         {0},
         0,
         {}},
        {"both classes on both hops",
         {"N F 100 L", "N S 40 L", "L S 70 N", "L F 30 N"},
         {100},
         100,
         {{"N", 70}, {"L", 30}}},
        {"halves",
         {"0 F 1 3", "0 F 1 4", "2 S 1 0", "3 F 1 2", "3 S 1 4", "4 F 1 6", "6 F 1 0", "6 S 1 2"},
         {3, 2},
         2,
         {{"0", 1}, {"4", 1}}},
        {"a trap for greed",
         {"N F 10 L", "L S 10 C", "C S 10 D", "D S 10 E", "E S 10 N", "A F 9 L", "C S 9 A",
          "B F 9 D", "E S 9 B"},
         {19},
         19,
         {{"N", 10}, {"A", 9}, {"B", 9}}},
        {"pro rata",
         {"N F 100 L", "L S 50 C", "L S 100 N", "L S 50 U", "C S 25 N", "C S 25 D"},
         {100},
         100,
         {{"N", 100}},
         {{"N", 62.5}}},
        {"in kind serves the loop of two alone",
         {"N K 100 L", "L S 60 N", "L S 50 C", "C S 50 N"},
         {60},
         60,
         {{"N", 60}},
         {}},
        {"in kind beside cash that has another way",
         {"N K 60 L", "N F 50 L", "L S 60 N", "L S 50 C", "C S 50 N"},
         {110},
         110,
         {{"N", 110}},
         {}},
        {"in kind that nobody answers", {"N K 60 L", "L S 50 C", "C S 50 N"}, {0}, 0, {}},
        {"in kind both ways",
         {"N K 60 L", "L K 5 N", "L S 50 N", "N S 7 L"},
         {55},
         55,
         {{"N", 50}, {"L", 5}}},
    };
    return all;
}

}  // namespace

TEST_CASE("recycled money, its bounds and its returns are those of the worked cases") {
    for (const Case& one : cases()) {
        INFO(one.name);
        const NamedGraph made = named_graph(one.legs);
        const std::vector<Return> returns = returnable(made.graph, made.capacities);
        std::map<std::string, std::int64_t> amounts;
        for (const Return& found : returns)
            amounts[made.names[static_cast<std::size_t>(found.group)]] = found.amount;
        CHECK(amounts == one.returns);
        LoopPacking packing(made.graph);
        const auto recycled = packing.solve(made.capacities);
        REQUIRE(recycled);
        CHECK(recycled->proved());
        CHECK(recycled->most == one.recycled);
        CHECK(most_turned(made.graph, made.capacities, returns) == one.upper);
        CHECK(
            Fraction{total_of(pack_shortest_first(made.graph, made.capacities).flows)}.numerator <=
            one.recycled.rounded());
        for (const auto& [party, amount] : one.pro_rata)
            CHECK(pro_rata_return(made.graph, made.capacities, made.group(party)).value() ==
                  Approx(amount).epsilon(1e-6));
    }
}

TEST_CASE("the limits of a return add up to it") {
    for (const Case& one : cases()) {
        INFO(one.name);
        const NamedGraph made = named_graph(one.legs);
        for (const Return& found : returnable(made.graph, made.capacities)) {
            std::int64_t cut = 0;
            for (const int arc : found.limits)
                cut += made.capacities[static_cast<std::size_t>(arc)];
            CHECK(cut == found.amount);
        }
    }
}

TEST_CASE("prices name promises whose loss breaks every loop") {
    const NamedGraph made =
        named_graph({"N F 100 L", "A F 60 L", "L S 90 C", "C S 80 N", "C S 50 A"});
    const auto recycled = LoopPacking(made.graph).solve(made.capacities);
    REQUIRE(recycled);
    REQUIRE(recycled->prices.size() == 1);
    const MoneyArc& arc = made.graph.arcs[static_cast<std::size_t>(recycled->prices.front().arc)];
    CHECK(made.names[static_cast<std::size_t>(arc.payer)] == "L");
    CHECK(made.names[static_cast<std::size_t>(arc.payee)] == "C");
}

TEST_CASE("a loop of open capacities alone has no limit, and one known capacity gives it one") {
    const NamedGraph open = named_graph({"N F ? L", "L S ? C", "C S ? N", "A F ? L", "C S 5 A"});
    const std::vector<Return> returns = returnable(open.graph, open.capacities);
    REQUIRE(returns.size() == 2);
    CHECK(open.names[static_cast<std::size_t>(returns[0].group)] == "A");
    CHECK(returns[0].amount == 5);
    CHECK_FALSE(returns[0].open);
    CHECK(returns[1].open);
    CHECK(returns[1].limits.size() == 3);
    const NamedGraph known = named_graph({"N F ? L", "L S 7 C", "C S ? N", "A F ? L", "C S 5 A"});
    const auto recycled = LoopPacking(known.graph).solve(with_limits(known.capacities));
    REQUIRE(recycled);
    CHECK(recycled->most == Fraction{7});
}

TEST_CASE("Shapley's shares of a shared leg: 60 and 30") {
    const NamedGraph made =
        named_graph({"N F 100 L", "A F 60 L", "L S 90 C", "C S 80 N", "C S 50 A"});
    LoopPacking packing(made.graph);
    const auto shares =
        shapley_shares(packing, made.graph, made.capacities, {made.group("N"), made.group("A")});
    REQUIRE(shares);
    CHECK((*shares)[0].amount == Approx(60));
    CHECK((*shares)[1].amount == Approx(30));
    const auto without =
        packing.worth(without_funding(made.graph, made.capacities, made.group("N")));
    REQUIRE(without);
    CHECK(*without == Fraction{50});
}

TEST_CASE("a sample of orders adds up too, and says how far it may be off") {
    std::vector<std::string> legs;
    for (char vendor = 'a'; vendor < 'a' + 12; ++vendor) {
        legs.push_back(std::string(1, vendor) + " F 10 L");
        legs.push_back(std::string("C S 10 ") + vendor);
    }
    legs.emplace_back("L S 60 C");
    const NamedGraph made = named_graph(legs);
    std::vector<int> players = vendors(made.graph, made.capacities);
    LoopPacking packing(made.graph);
    const auto shares = shapley_shares(packing, made.graph, made.capacities, players);
    REQUIRE(shares);
    REQUIRE(shares->size() == 12);
    double sum = 0;
    for (const ShapleyShare& share : *shares) {
        CHECK(share.error > 0);
        CHECK(std::abs(share.amount - 5) < 5 * share.error);
        sum += share.amount;
    }
    CHECK(sum == Approx(60));
}
