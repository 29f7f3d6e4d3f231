// SPDX-License-Identifier: Apache-2.0
//
// Loops of random graphs counted by three hands: gigawatch, Boost's tiernan_all_cycles with a limit
// of length, and a search that tries everything. Without Boost's headers its part is left out.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <utility>
#include <vector>

#if __has_include(<boost/graph/tiernan_all_cycles.hpp>)
#define GW_HAS_BOOST_GRAPH
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <boost/graph/directed_graph.hpp>
#include <boost/graph/tiernan_all_cycles.hpp>
#pragma GCC diagnostic pop
#endif

#include "circles/loops.h"

using namespace gw;

namespace {

using Counts = std::vector<std::int64_t>;  // by length
using Cycle = std::function<void(const std::vector<int>&)>;

struct Hop {
    bool funds = false;
    bool spends = false;
};

struct RandomGraph {
    int groups = 0;
    int max_length = 0;
    std::map<std::pair<int, int>, Hop> hops;

    RandomGraph(std::mt19937& random, int most_groups, int hops_of_each) {
        const auto pick = [&](int below) {
            return static_cast<int>(random() % static_cast<unsigned>(below));
        };
        groups = 3 + pick(most_groups - 2);
        max_length = 2 + pick(5);
        for (int left = pick(groups * hops_of_each + 1); left > 0; --left) {
            const int payer = pick(groups);
            Hop& hop = hops[{payer, (payer + 1 + pick(groups - 1)) % groups}];
            (pick(2) == 0 ? hop.funds : hop.spends) = true;
        }
    }

    std::vector<LoopLeg> legs() const {
        std::vector<LoopLeg> legs;
        for (const auto& [ends, hop] : hops)
            for (const bool funding : {true, false}) {
                if (!(funding ? hop.funds : hop.spends)) continue;
                LoopLeg& leg = legs.emplace_back();
                leg.payer = ends.first;
                leg.payee = ends.second;
                leg.funding = funding;
                leg.counted = leg.known = true;
                leg.amount = {1, 1, 1};
                leg.selected = {{Day{0}, kEndOfTime}};
            }
        return legs;
    }
};

// Whether one type can be chosen for every hop so that both occur: a hop that has both serves as
// one.
bool qualifies(const RandomGraph& graph, const std::vector<int>& cycle) {
    int only_funds = 0;
    int only_spends = 0;
    int both = 0;
    for (std::size_t i = 0; i < cycle.size(); ++i) {
        const Hop& hop = graph.hops.at({cycle[i], cycle[(i + 1) % cycle.size()]});
        (hop.funds && hop.spends ? both : hop.funds ? only_funds : only_spends)++;
    }
    return (only_funds > 0 ? 1 : 0) + (only_spends > 0 ? 1 : 0) + both >= 2;
}

void try_everything(const RandomGraph& graph, const Cycle& found) {
    std::vector<int> path;
    const std::function<void()> walk = [&] {
        for (const auto& [ends, hop] : graph.hops) {
            const auto [from, to] = ends;
            if (from != path.back() || to < path.front()) continue;
            if (to == path.front()) {
                found(path);
            } else if (static_cast<int>(path.size()) < graph.max_length &&
                       std::find(path.begin(), path.end(), to) == path.end()) {
                path.push_back(to);
                walk();
                path.pop_back();
            }
        }
    };
    for (int root = 0; root < graph.groups; ++root) {
        path.assign(1, root);
        walk();
    }
}

#ifdef GW_HAS_BOOST_GRAPH
using BoostGraph = boost::directed_graph<>;

struct Visitor {
    const std::map<BoostGraph::vertex_descriptor, int>* numbers;
    const Cycle* found;
    template <class Path, class Graph>
    void cycle(const Path& path, const Graph&) const {
        std::vector<int> groups;
        for (const auto vertex : path)
            groups.push_back(numbers->at(vertex));
        (*found)(groups);
    }
};

void ask_boost(const RandomGraph& graph, const Cycle& found) {
    BoostGraph boost_graph;
    std::vector<BoostGraph::vertex_descriptor> vertices;
    std::map<BoostGraph::vertex_descriptor, int> numbers;
    for (int group = 0; group < graph.groups; ++group) {
        vertices.push_back(boost_graph.add_vertex());
        numbers[vertices.back()] = group;
    }
    for (const auto& [ends, hop] : graph.hops)
        boost_graph.add_edge(vertices[static_cast<std::size_t>(ends.first)],
                             vertices[static_cast<std::size_t>(ends.second)]);
    boost::tiernan_all_cycles(boost_graph, Visitor{&numbers, &found}, 2,
                              static_cast<std::size_t>(graph.max_length));
}
#endif

using Counter = std::function<void(const RandomGraph&, const Cycle&)>;

Counts count_by(const Counter& counter, const RandomGraph& graph) {
    Counts counts(static_cast<std::size_t>(graph.max_length) + 1);
    counter(graph, [&](const std::vector<int>& cycle) {
        if (qualifies(graph, cycle)) ++counts[cycle.size()];
    });
    return counts;
}

// Graphs on which the counter and gigawatch differ, and the loops of all of them.
struct Compared {
    int differ = 0;
    std::int64_t loops = 0;
};

Compared compare(const Counter& counter, unsigned seed, int rounds, int most_groups,
                 int hops_of_each) {
    std::mt19937 random(seed);
    Compared compared;
    for (int round = 0; round < rounds; ++round) {
        const RandomGraph graph(random, most_groups, hops_of_each);
        const LoopCount ours =
            count_loops(graph.legs(), graph.groups, {.max_length = graph.max_length});
        const Counts theirs = count_by(counter, graph);
        if (!ours.complete || ours.by_length != theirs) ++compared.differ;
        for (const std::int64_t loops : theirs)
            compared.loops += loops;
    }
    return compared;
}

}  // namespace

TEST_CASE("loop counts: as many as trying everything finds") {
    const Compared small = compare(try_everything, 1, 1'000, 9, 4);
    CHECK(small.differ == 0);
    CHECK(small.loops > 1'000);
    const Compared medium = compare(try_everything, 2, 40, 30, 7);
    CHECK(medium.differ == 0);
    CHECK(medium.loops > 1'000);
}

#ifdef GW_HAS_BOOST_GRAPH
TEST_CASE("loop counts: as many as Boost's tiernan_all_cycles finds") {
    const Compared small = compare(ask_boost, 3, 600, 9, 4);
    CHECK(small.differ == 0);
    CHECK(small.loops > 1'000);
    const Compared medium = compare(ask_boost, 4, 40, 30, 7);
    CHECK(medium.differ == 0);
    CHECK(medium.loops > 1'000);
}
#endif

TEST_CASE("loop counts: a counter that misses a loop is found out") {
    const Counter forgetful = [](const RandomGraph& graph, const Cycle& found) {
        bool first = true;
        try_everything(graph, [&](const std::vector<int>& cycle) {
            if (!std::exchange(first, false)) found(cycle);
        });
    };
    CHECK(compare(forgetful, 1, 100, 9, 4).differ > 30);
}
