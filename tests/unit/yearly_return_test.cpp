// SPDX-License-Identifier: Apache-2.0
//
// Returns in the order of years: the worked cases, and that order never adds to what can return.
#include "circles/yearly_return.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "circles/returnable.h"
#include "money_graphs.h"

using namespace gw;

namespace {

// "N F 90 L" paid evenly over years, its first and last.
struct Spread {
    std::string leg;
    int first;
    int last;
};

std::optional<std::int64_t> yearly(const std::vector<Spread>& spreads, const std::string& party) {
    std::vector<std::string> legs;
    for (const Spread& spread : spreads)
        legs.push_back(spread.leg);
    const NamedGraph made = named_graph(legs);
    std::vector<YearlyArc> tranches;
    for (const Spread& spread : spreads) {
        const NamedGraph one = named_graph({spread.leg});
        const MoneyArc& named = one.graph.arcs.front();
        const MoneyArc arc{made.group(one.names[static_cast<std::size_t>(named.payer)]),
                           made.group(one.names[static_cast<std::size_t>(named.payee)]),
                           named.kind};
        const auto place = std::find(made.graph.arcs.begin(), made.graph.arcs.end(), arc);
        const int position = static_cast<int>(place - made.graph.arcs.begin());
        for (int year = spread.first; year <= spread.last; ++year)
            tranches.push_back({position, spread.first < 0 ? kUndated : year,
                                one.capacities.front() / (spread.last - spread.first + 1)});
    }
    return yearly_return(made.graph, 10, tranches, made.group(party));
}

}  // namespace

TEST_CASE("purchases before the funding return nothing of it") {
    CHECK(yearly({{"N F 100 L", 6, 6}, {"L S 100 N", 5, 8}}, "N") == 75);
    CHECK(yearly({{"N F 100 L", 5, 5}, {"L S 100 N", 2, 3}}, "N") == 0);
    CHECK(yearly({{"N F 90 L", 6, 8}, {"L S 120 C", 5, 8}, {"C S 80 N", 5, 8}}, "N") == 60);
}

TEST_CASE("missing dates forbid nothing") {
    CHECK(yearly({{"N F 100 L", -1, -1}, {"L S 100 N", 2, 3}}, "N") == 100);
    CHECK(yearly({{"N F 100 L", 5, 5}, {"L S 100 N", -1, -1}}, "N") == 100);
    CHECK(yearly({{"N F 100 L", 5, 5}, {"L S 70 C", -1, -1}, {"C S 100 N", 2, 3}}, "N") == 70);
}

TEST_CASE("funding in kind waits for the purchases of its payee alone") {
    CHECK(yearly({{"N K 100 L", 5, 5}, {"L S 100 N", 4, 7}}, "N") == 75);
    CHECK(yearly({{"N K 100 L", 5, 5}, {"L S 50 C", 6, 6}, {"C S 50 N", 7, 7}}, "N") == 0);
    CHECK(yearly({{"N K 40 L", 5, 5}, {"N F 40 L", 5, 5}, {"L S 60 N", 6, 6}}, "N") == 60);
}

TEST_CASE("in the order of years no more returns than without, and all of it in one year") {
    REQUIRE(rc::check([] {
        MoneyGraph graph;
        graph.groups = *rc::gen::inRange(2, 6);
        Capacities capacities;
        std::vector<YearlyArc> tranches;
        std::vector<YearlyArc> at_once;
        for (int payer = 0; payer < graph.groups; ++payer)
            for (int payee = 0; payee < graph.groups; ++payee)
                for (const ArcKind kind :
                     {ArcKind::kFunding, ArcKind::kSpending, ArcKind::kInKind}) {
                    if (payer == payee || *rc::gen::inRange(0, 3) > 0) continue;
                    const int arc = static_cast<int>(graph.arcs.size());
                    graph.arcs.push_back({payer, payee, kind});
                    std::map<int, std::int64_t> years;
                    for (int part = *rc::gen::inRange(1, 4); part > 0; --part)
                        years[*rc::gen::inRange(-1, 4)] += *rc::gen::inRange(1, 20);
                    std::int64_t sum = 0;
                    for (const auto& [year, amount] : years) {
                        tranches.push_back({arc, year, amount});
                        sum += amount;
                    }
                    capacities.push_back(sum);
                    at_once.push_back({arc, 0, sum});
                }
        std::map<int, std::int64_t> returns;
        for (const Return& one : returnable(graph, capacities))
            returns[one.group] = one.amount;
        for (int group = 0; group < graph.groups; ++group) {
            const auto in_order = yearly_return(graph, 4, tranches, group);
            RC_ASSERT(in_order.has_value());
            RC_ASSERT(*in_order <= returns[group]);
            const auto in_one_year = yearly_return(graph, 4, at_once, group);
            RC_ASSERT(in_one_year.has_value());
            RC_ASSERT(*in_one_year == returns[group]);
        }
    }));
}
