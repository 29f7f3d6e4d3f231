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
    levels_.resize(nodes);
    stamps_.assign(nodes, 0);
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

std::int64_t MaxFlow::run(int source, int sink, int shut) {
    if (!settled_) settle();
    undo();
    shut_ = shut;
    std::int64_t flow = 0;
    while (measure(source, sink, shut))
        flow += push_along_levels(source, sink);
    return flow;
}

// Breadth first from the sink against the arcs. Nodes farther than the source are not needed.
bool MaxFlow::measure(int source, int sink, int shut) {
    ++now_;
    queue_.assign(1, sink);
    stamps_[at(sink)] = now_;
    levels_[at(sink)] = 0;
    for (std::size_t i = 0; i < queue_.size(); ++i) {
        const int node = queue_[i];
        if (reached(source) && levels_[at(node)] >= levels_[at(source)]) break;
        for (int e = first_[at(node)]; e < first_[at(node) + 1]; ++e) {
            const int before = edges_[at(e)].to;
            if (reached(before) || before == shut) continue;
            if (edges_[at(edges_[at(e)].twin)].left == 0) continue;
            stamps_[at(before)] = now_;
            levels_[at(before)] = levels_[at(node)] + 1;
            cursors_[at(before)] = first_[at(before)];
            if (before != source) queue_.push_back(before);
        }
    }
    return reached(source);
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
            if (edge.left > 0 && reached(edge.to) && levels_[at(edge.to)] + 1 == levels_[at(node)])
                break;
        }
        if (cursor < end) {
            path_.push_back(cursor);
            node = edges_[at(cursor)].to;
        } else if (node == source) {
            return flow;
        } else {
            levels_[at(node)] = -1;  // a dead end: nothing leads here any more
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

bool MaxFlow::limits(int arc) const {
    const Arc& cut = arcs_[at(arc)];
    return cut.from != shut_ && !reached(cut.from) && reached(cut.to) && cut.capacity > 0;
}

}  // namespace gw
