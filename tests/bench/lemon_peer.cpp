// SPDX-License-Identifier: Apache-2.0
#include "lemon_peer.h"

#include <lemon/network_simplex.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

namespace {

using Graph = lemon::SmartDigraph;
using Money = std::int64_t;

// A group is three nodes: spending comes in at the first, funding leaves by the last.
struct Network {
    Graph graph;
    Graph::ArcMap<Money> capacity{graph};
    std::vector<Graph::Node> nodes;
    std::vector<Money> revenue, funding;

    Network(int groups, const std::vector<PeerHop>& hops)
        : revenue(static_cast<std::size_t>(groups)), funding(static_cast<std::size_t>(groups)) {
        for (int node = 0; node < 3 * groups; ++node)
            nodes.push_back(graph.addNode());
        for (const PeerHop& hop : hops) {
            revenue[static_cast<std::size_t>(hop.payee)] += hop.spending;
            funding[static_cast<std::size_t>(hop.payer)] += hop.funding;
            if (hop.funding > 0) add(3 * hop.payer + 2, 3 * hop.payee + 1, hop.funding);
            if (hop.spending > 0) add(3 * hop.payer + 1, 3 * hop.payee, hop.spending);
        }
        for (int group = 0; group < groups; ++group) {
            const auto g = static_cast<std::size_t>(group);
            if (revenue[g] > 0) add(3 * group, 3 * group + 1, revenue[g]);
            if (funding[g] > 0) add(3 * group + 1, 3 * group + 2, funding[g]);
        }
    }

    void add(int from, int to, Money amount) {
        capacity[graph.addArc(nodes[static_cast<std::size_t>(from)],
                              nodes[static_cast<std::size_t>(to)])] = amount;
    }

    // The group's own way from receipts to funding is shut meanwhile.
    Money run(int group) {
        std::vector<Graph::Arc> own;
        for (const int node : {3 * group, 3 * group + 1})
            for (Graph::OutArcIt arc(graph, nodes[static_cast<std::size_t>(node)]);
                 arc != lemon::INVALID; ++arc)
                own.push_back(arc);
        std::vector<Money> kept;
        for (const Graph::Arc arc : own) {
            kept.push_back(capacity[arc]);
            capacity[arc] = 0;
        }
        lemon::Preflow<Graph, Graph::ArcMap<Money>> preflow(
            graph, capacity, nodes[static_cast<std::size_t>(3 * group + 2)],
            nodes[static_cast<std::size_t>(3 * group)]);
        preflow.init();
        preflow.startFirstPhase();
        for (std::size_t i = 0; i < own.size(); ++i)
            capacity[own[i]] = kept[i];
        return preflow.flowValue();
    }
};

}  // namespace

std::int64_t lemon_returns(int groups, const std::vector<PeerHop>& hops) {
    Network network(groups, hops);
    Money sum = 0;
    for (int group = 0; group < groups; ++group) {
        const auto g = static_cast<std::size_t>(group);
        if (network.revenue[g] > 0 && network.funding[g] > 0) sum += network.run(group);
    }
    return sum;
}

std::int64_t lemon_turned(int groups, const std::vector<PeerHop>& hops,
                          const std::vector<std::int64_t>& returns) {
    Network network(groups, hops);
    Graph::ArcMap<Money> cost(network.graph, 0);
    for (int group = 0; group < groups; ++group) {
        const auto g = static_cast<std::size_t>(group);
        if (returns[g] == 0) continue;
        const auto node = static_cast<std::size_t>(3 * group);
        const Graph::Arc turn = network.graph.addArc(network.nodes[node], network.nodes[node + 2]);
        network.capacity[turn] = returns[g];
        cost[turn] = -1;
    }
    lemon::NetworkSimplex<Graph, Money, Money> simplex(network.graph);
    simplex.upperMap(network.capacity).costMap(cost).run();
    return -simplex.totalCost<Money>();
}
