// SPDX-License-Identifier: Apache-2.0
#include "circles/max_flow.h"

#include <algorithm>
#include <cassert>

namespace gw {

int MaxFlow::add_arc(int from, int to, std::int64_t capacity) {
    assert(!settled_ && capacity >= 0);
    arcs_.push_back({from, to, capacity});
    return static_cast<int>(arcs_.size()) - 1;
}

// Lays the edges of each node side by side.
void MaxFlow::settle() {
    settled_ = true;
    const std::size_t nodes = first_.size() - 1;
    for (const Arc& arc : arcs_) {
        ++first_[at(arc.from) + 1];
        ++first_[at(arc.to) + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node)
        first_[node + 1] += first_[node];
    edges_.resize(arcs_.size() * 2);
    forward_.resize(edges_.size());
    std::vector<int> next = first_;
    for (const Arc& arc : arcs_) {
        const int there = next[at(arc.from)]++;
        const int back = next[at(arc.to)]++;
        edges_[at(there)] = {arc.to, back, arc.capacity};
        edges_[at(back)] = {arc.from, there, 0};
        forward_[at(there)] = 1;
    }
    levels_ = TwoWayLevels(nodes);
    cursors_.resize(nodes);
}

// Gives every edge that the last run used its capacity back: what the pair of edges has left is
// always the arc's capacity.
void MaxFlow::undo() {
    for (const int edge : changed_) {
        Edge& there = edges_[at(edge)];
        Edge& back = edges_[at(there.twin)];
        there.left += back.left;
        back.left = 0;
    }
    changed_.clear();
}

struct MaxFlow::Residual {
    const MaxFlow& flow;

    std::int64_t arcs_of(int node) const {
        return flow.first_[at(node) + 1] - flow.first_[at(node)];
    }

    template <class Visit>
    void after(int node, Visit visit) const {
        for (int e = flow.first_[at(node)]; e < flow.first_[at(node) + 1]; ++e)
            if (const Edge& edge = flow.edges_[at(e)]; edge.left > 0 && edge.to != flow.shut_)
                visit(edge.to);
    }

    template <class Visit>
    void before(int node, Visit visit) const {
        for (int e = flow.first_[at(node)]; e < flow.first_[at(node) + 1]; ++e)
            if (const Edge& edge = flow.edges_[at(e)];
                edge.to != flow.shut_ && flow.edges_[at(edge.twin)].left > 0)
                visit(edge.to);
    }
};

std::int64_t MaxFlow::run(int source, int sink, int shut) {
    if (!settled_) settle();
    undo();
    sink_ = sink;
    shut_ = shut;
    std::int64_t flow = 0;
    while (measure(source, sink))
        flow += push_along_levels(source, sink);
    return flow;
}

bool MaxFlow::measure(int source, int sink) {
    if (!levels_.measure(Residual{*this}, source, sink)) return false;
    levels_.each([&](int node) { cursors_[at(node)] = first_[at(node)]; });
    return true;
}

std::int64_t MaxFlow::push_along_levels(int source, int sink) {
    std::int64_t flow = 0;
    int node = source;
    path_.clear();
    while (true) {
        if (node == sink) {
            flow += push_path();
            node = path_.empty() ? source : edges_[at(path_.back())].to;
        }
        int& cursor = cursors_[at(node)];
        const int end = first_[at(node) + 1];
        for (; cursor < end; ++cursor) {
            const Edge& edge = edges_[at(cursor)];
            if (edge.left > 0 && levels_.reached(edge.to) &&
                levels_.level(edge.to) + 1 == levels_.level(node))
                break;
        }
        if (cursor < end) {
            path_.push_back(cursor);
            node = edges_[at(cursor)].to;
        } else if (node == source) {
            return flow;
        } else {
            levels_.close(node);
            node = edges_[at(edges_[at(path_.back())].twin)].to;
            path_.pop_back();
        }
    }
}

// Sends what the path can carry and shortens it to before its first full edge.
std::int64_t MaxFlow::push_path() {
    std::int64_t flow = edges_[at(path_.front())].left;
    for (const int e : path_)
        flow = std::min(flow, edges_[at(e)].left);
    std::size_t kept = path_.size();
    for (std::size_t i = path_.size(); i-- > 0;) {
        Edge& edge = edges_[at(path_[i])];
        Edge& twin = edges_[at(edge.twin)];
        if (twin.left == 0 && forward_[at(path_[i])] != 0) changed_.push_back(path_[i]);
        edge.left -= flow;
        twin.left += flow;
        if (edge.left == 0) kept = i;
    }
    path_.resize(kept);
    return flow;
}

std::vector<int> MaxFlow::limits() {
    levels_.measure_all(Residual{*this}, sink_);
    std::vector<int> cut;
    for (std::size_t i = 0; i < arcs_.size(); ++i) {
        const Arc& arc = arcs_[i];
        if (arc.from != shut_ && !levels_.reached(arc.from) && levels_.reached(arc.to) &&
            arc.capacity > 0)
            cut.push_back(static_cast<int>(i));
    }
    return cut;
}

}  // namespace gw
