// SPDX-License-Identifier: Apache-2.0
#include "reports/loop_picture.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "cells/position.h"
#include "counting/sums.h"

namespace gw {
namespace {

// Payer and payee by name, then class and bucket in their own order.
using HopKey = std::tuple<std::string_view, std::string_view, std::size_t, std::size_t>;

std::map<HopKey, Sum> add_up(const World& world, const std::vector<int>& legs) {
    std::map<HopKey, Sum> sums;
    for (const int leg : legs) {
        const LegFacts& facts = world.leg(leg);
        const Counted& counted = world.counted[at(leg)];
        sums[{world.party(world.payer_group(leg)), world.party(world.payee_group(leg)),
              index_of(kLegKinds[facts.kind].leg_class), index_of(*counted.bucket)}]
            .add(counted, facts.approx);
    }
    return sums;
}

// Hops of a loop by the names of payer and payee.
using NamedHop = std::pair<std::string_view, std::string_view>;

std::vector<NamedHop> pairs_of(std::string_view loop) {
    std::vector<std::string_view> groups;
    while (true) {
        const std::size_t end = loop.find('>');
        groups.push_back(loop.substr(0, end));
        if (end == std::string_view::npos) break;
        loop.remove_prefix(end + 1);
    }
    std::vector<NamedHop> pairs;
    for (std::size_t i = 0; i + 1 < groups.size(); ++i)
        pairs.emplace_back(groups[i], groups[i + 1]);
    return pairs;
}

Graph hop_graph(const World& world, const std::vector<int>& legs) {
    const std::map<HopKey, Sum> sums = add_up(world, legs);
    std::map<std::string_view, std::size_t> places;
    for (const auto& [key, sum] : sums) {
        places.emplace(std::get<0>(key), 0);
        places.emplace(std::get<1>(key), 0);
    }
    Graph graph;
    for (auto& [name, place] : places) {
        place = graph.nodes.size();
        graph.nodes.emplace_back(name);
    }
    for (const auto& [key, sum] : sums) {
        const auto& [payer, payee, leg_class, bucket] = key;
        graph.hops.push_back({places.at(payer),
                              places.at(payee),
                              std::string(kClassNames[leg_class]),
                              std::string(kBucketNames[bucket]),
                              sum.legs,
                              people_lo(sum),
                              people_stated(sum),
                              people_hi(sum),
                              {}});
    }
    return graph;
}

}  // namespace

Graph loop_graph(const World& world, const std::vector<std::string>& loops,
                 const std::vector<int>& legs) {
    std::map<NamedHop, std::vector<std::size_t>> numbers;
    for (std::size_t i = 0; i < loops.size(); ++i)
        for (const NamedHop& pair : pairs_of(loops[i]))
            numbers[pair].push_back(i + 1);
    const auto loops_over = [&](std::string_view payer, std::string_view payee) {
        const auto found = numbers.find({payer, payee});
        return found == numbers.end() ? nullptr : &found->second;
    };
    std::vector<int> on_loops;
    for (const int leg : legs)
        if (loops_over(world.party(world.payer_group(leg)), world.party(world.payee_group(leg))))
            on_loops.push_back(leg);
    Graph graph = hop_graph(world, on_loops);
    for (GraphHop& hop : graph.hops)
        hop.loops = *loops_over(graph.nodes[hop.payer], graph.nodes[hop.payee]);
    graph.loops = loops;
    return graph;
}

}  // namespace gw
