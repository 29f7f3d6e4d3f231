// SPDX-License-Identifier: Apache-2.0
//
// Maximum flow between two nodes of one network, asked again and again for other nodes: Dinic's
// algorithm with the levels measured from both ends (two_way_levels.h) and with time stamps in
// place of clearing, so that a run costs only what it touches. Knows nothing of parties or money.
// Dinic, "Algorithm for solution of a problem of maximum flow in a network with power estimation",
// Soviet Mathematics Doklady 11 (1970).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "circles/two_way_levels.h"

namespace gw {

class MaxFlow {
public:
    explicit MaxFlow(int nodes) : first_(static_cast<std::size_t>(nodes) + 1) {}

    // Numbered from 0. REQUIRES: no run yet, 0 <= capacity < 2^62, and no flow reaches 2^62.
    int add_arc(int from, int to, std::int64_t capacity);

    // The most that can flow from `source` to `sink` without passing through `shut` (-1: none).
    // Forgets the run before. Cost: O(nodes^2 arcs) at worst, in practice near linear.
    std::int64_t run(int source, int sink, int shut = -1);

    // After a run: the arcs of the cut that limits it, the cut nearest to the sink, ascending.
    // Their capacities add up to the flow. Cost: linear.
    std::vector<int> limits();

private:
    struct Edge {
        int to;
        int twin;  // the same arc the other way
        std::int64_t left;
    };
    struct Arc {
        int from;
        int to;
        std::int64_t capacity;
    };

    static std::size_t at(int position) { return static_cast<std::size_t>(position); }
    // What is left of the edges, as two_way_levels.h walks it.
    struct Residual;

    void settle();
    void undo();
    bool measure(int source, int sink);
    std::int64_t push_along_levels(int source, int sink);
    std::int64_t push_path();

    std::vector<Arc> arcs_;
    std::vector<int> first_;  // of each node in edges_, and one past the last
    std::vector<Edge> edges_;
    std::vector<char> forward_;  // of each edge: in its arc's direction
    TwoWayLevels levels_{0};
    std::vector<int> cursors_;  // next edge to try, of nodes that have a level
    int sink_ = -1;
    int shut_ = -1;
    std::vector<int> path_;     // edges from the source
    std::vector<int> changed_;  // edges in their arc's direction that carried something
    bool settled_ = false;
};

}  // namespace gw
