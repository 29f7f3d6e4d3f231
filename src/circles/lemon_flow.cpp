// SPDX-License-Identifier: Apache-2.0
#include "circles/lemon_flow.h"

#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cassert>

namespace gw {
namespace {

using Graph = lemon::SmartDigraph;
using Money = std::int64_t;

template <class Solver>
Money solve(Graph& graph, const Graph::ArcMap<Money>& capacity, const Graph::ArcMap<Money>& cost) {
    Solver solver(graph);
    solver.upperMap(capacity).costMap(cost);
    const auto outcome = solver.run();
    assert(outcome == Solver::OPTIMAL);
    static_cast<void>(outcome);
    return -solver.template totalCost<Money>();
}

}  // namespace

std::int64_t most_earned(int nodes, const std::vector<EarningArc>& arcs, Circulator circulator) {
    if (arcs.empty()) return 0;  // which LEMON's network simplex takes for infeasible
    Graph graph;
    graph.reserveNode(nodes);
    graph.reserveArc(static_cast<int>(arcs.size()));
    for (int node = 0; node < nodes; ++node)
        graph.addNode();
    Graph::ArcMap<Money> capacity(graph);
    Graph::ArcMap<Money> cost(graph);
    for (const EarningArc& arc : arcs) {
        const Graph::Arc added =
            graph.addArc(Graph::nodeFromId(arc.from), Graph::nodeFromId(arc.to));
        capacity[added] = arc.capacity;
        cost[added] = arc.earns ? -1 : 0;
    }
    if (circulator == Circulator::kCostScaling)
        return solve<lemon::CostScaling<Graph, Money, Money>>(graph, capacity, cost);
    return solve<lemon::NetworkSimplex<Graph, Money, Money>>(graph, capacity, cost);
}

}  // namespace gw
