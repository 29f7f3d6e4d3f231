// SPDX-License-Identifier: Apache-2.0
//
// Returns in the order of years: the worked cases, and that order never adds to what can return.
#include "circles/yearly_return.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "circles/packing_programme.h"
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

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

// What is paid by tranche, written out: every way from funding of `home` to spending on it in which
// no tranche is of an earlier year than the one that feeds it. Undated ones may stand anywhere, and
// whatever they feed may be of any year. Knows no network.
class EveryWay {
public:
    EveryWay(const MoneyGraph& graph, const std::vector<YearlyArc>& tranches, int home)
        : graph_(graph), tranches_(tranches), home_(home), used_(tranches.size()) {
        for (std::size_t i = 0; i < tranches.size(); ++i) {
            const ArcKind kind = arc(i).kind;
            if (arc(i).payer == home && kind != ArcKind::kSpending)
                take(i, kind == ArcKind::kInKind);
        }
    }

    // The most that all ways carry at once, no tranche over its amount.
    double most() const {
        if (ways_.empty()) return 0;
        PackingProgramme programme(static_cast<int>(tranches_.size()));
        programme.add_columns(ways_);
        std::vector<double> limits;
        for (const YearlyArc& tranche : tranches_)
            limits.push_back(static_cast<double>(tranche.amount));
        programme.set_limits(limits);
        std::int64_t work = 1'000'000'000;
        RC_ASSERT(programme.solve(work));
        const std::vector<double> amounts = programme.amounts();
        return std::accumulate(amounts.begin(), amounts.end(), 0.0);
    }

private:
    const MoneyArc& arc(std::size_t tranche) const {
        return graph_.arcs[at(tranches_[tranche].arc)];
    }

    void take(std::size_t tranche, bool in_kind) {
        used_[tranche] = 1;
        way_.push_back(static_cast<int>(tranche));
        if (arc(tranche).payee == home_)
            ways_.push_back(way_);
        else
            go_on(tranche, in_kind);
        way_.pop_back();
        used_[tranche] = 0;
    }

    void go_on(std::size_t from, bool in_kind) {
        for (std::size_t next = 0; next < tranches_.size(); ++next) {
            const MoneyArc& taken = arc(next);
            const bool home = taken.payee == home_;
            if (used_[next] != 0 || taken.payer != arc(from).payee) continue;
            if (taken.kind == ArcKind::kInKind || (home && taken.kind != ArcKind::kSpending))
                continue;
            if (in_kind && !home) continue;
            const bool dated = tranches_[from].year != kUndated && tranches_[next].year != kUndated;
            if (dated && tranches_[next].year < tranches_[from].year) continue;
            take(next, false);
        }
    }

    const MoneyGraph& graph_;
    const std::vector<YearlyArc>& tranches_;
    int home_;
    std::vector<char> used_;
    std::vector<int> way_;
    std::vector<std::vector<int>> ways_;
};

}  // namespace

TEST_CASE("in the order of years as much returns as all ways in that order carry") {
    int some = 0;
    REQUIRE(rc::check([&] {
        for (int repeat = 0; repeat < 10; ++repeat) {
            MoneyGraph graph;
            graph.groups = *rc::gen::inRange(2, 5);
            std::map<std::tuple<int, int, ArcKind>, std::map<int, std::int64_t>> drawn;
            for (int left = *rc::gen::inRange(2, 10); left > 0; --left) {
                const int payer = *rc::gen::inRange(0, graph.groups);
                const int payee = (payer + *rc::gen::inRange(1, graph.groups)) % graph.groups;
                const ArcKind kind =
                    *rc::gen::element(ArcKind::kFunding, ArcKind::kFunding, ArcKind::kSpending,
                                      ArcKind::kSpending, ArcKind::kSpending, ArcKind::kInKind);
                drawn[{payer, payee, kind}][*rc::gen::inRange(-1, 4)] += *rc::gen::inRange(1, 20);
            }
            std::vector<YearlyArc> tranches;
            for (const auto& [key, years] : drawn) {
                const auto& [payer, payee, kind] = key;
                for (const auto& [year, amount] : years)
                    tranches.push_back({static_cast<int>(graph.arcs.size()), year, amount});
                graph.arcs.push_back({payer, payee, kind});
            }
            for (int group = 0; group < graph.groups; ++group) {
                const auto found = yearly_return(graph, 4, tranches, group);
                const double expected = EveryWay(graph, tranches, group).most();
                RC_ASSERT(found.has_value());
                RC_ASSERT(std::abs(static_cast<double>(*found) - expected) < 1e-6);
                some += *found > 0 ? 1 : 0;
            }
        }
    }));
    CHECK(some > 200);
}

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
