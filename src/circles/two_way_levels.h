// SPDX-License-Identifier: Apache-2.0
//
// How far nodes are from a sink, for those on a shortest way from a source to it: breadth first
// from both ends, always the end with fewer arcs to look at, until they meet. In a network where
// everything is a few steps apart that looks at a small part of it, and where nothing leaves the
// source, or nothing enters the sink, at next to nothing. Owns no network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gw {

class TwoWayLevels {
public:
    explicit TwoWayLevels(std::size_t nodes)
        : levels_(nodes), depths_(nodes), behind_at_(nodes), ahead_at_(nodes) {}

    // Whether a way leads from `source` to `sink`; then level() tells the arcs to the sink of every
    // node that is on a shortest one. REQUIRES of Network: after(node, visit) and before(node,
    // visit) call visit(other) for each arc that can be used, arcs_of(node) says about how many
    // arcs they look at. Cost: the arcs looked at, which steps() counts.
    template <class Network>
    bool measure(const Network& network, int source, int sink) {
        ++now_;
        start(network, ahead_, ahead_at_, source);
        start(network, behind_, behind_at_, sink);
        levels_[at(sink)] = depths_[at(source)] = 0;
        int depth = 0;
        while (ahead_.arcs > 0 && behind_.arcs > 0) {
            const bool forward = ahead_.arcs <= behind_.arcs;
            const bool met = forward ? advance_ahead(network) : advance_behind(network);
            if (forward) ++depth;
            if (met) {
                join(depth);
                return true;
            }
        }
        return false;
    }

    // Every node from which a way leads to the sink has a level.
    template <class Network>
    void measure_all(const Network& network, int sink) {
        ++now_;
        start(network, ahead_, ahead_at_, sink);
        start(network, behind_, behind_at_, sink);
        levels_[at(sink)] = 0;
        ahead_.nodes.clear();
        while (behind_.arcs > 0)
            advance_behind(network);
    }

    bool reached(int node) const { return behind_at_[at(node)] == now_; }
    int level(int node) const { return levels_[at(node)]; }  // REQUIRES: reached(node)
    void close(int node) { levels_[at(node)] = -1; }         // a dead end

    // Calls visit(node) for every node that has a level, perhaps twice.
    template <class Visit>
    void each(Visit visit) const {
        for (const int node : behind_.nodes)
            visit(node);
        for (const int node : ahead_.nodes)
            if (reached(node)) visit(node);
    }

    std::int64_t steps() const { return steps_; }  // in all measurements

private:
    struct Front {
        std::vector<int> nodes;  // all that were met, in that order
        std::size_t first = 0;   // of the last level, which is the next to go on from
        std::int64_t arcs = 0;   // of it
    };

    static std::size_t at(int position) { return static_cast<std::size_t>(position); }

    template <class Network>
    void start(const Network& network, Front& front, std::vector<int>& met_at, int node) {
        front.nodes.assign(1, node);
        front.first = 0;
        front.arcs = network.arcs_of(node);
        met_at[at(node)] = now_;
    }

    // Goes one level on and says whether the other front is met.
    template <class Network>
    bool advance_ahead(const Network& network) {
        bool met = false;
        const std::size_t end = next_level(ahead_);
        const int farther = depths_[at(ahead_.nodes[level_begin_])] + 1;
        for (std::size_t i = level_begin_; i < end; ++i)
            network.after(ahead_.nodes[i], [&](int node) {
                if (ahead_at_[at(node)] == now_) return;
                ahead_at_[at(node)] = now_;
                depths_[at(node)] = farther;
                ahead_.nodes.push_back(node);
                ahead_.arcs += network.arcs_of(node);
                met = met || reached(node);
            });
        return met;
    }

    template <class Network>
    bool advance_behind(const Network& network) {
        bool met = false;
        const std::size_t end = next_level(behind_);
        const int farther = levels_[at(behind_.nodes[level_begin_])] + 1;
        for (std::size_t i = level_begin_; i < end; ++i)
            network.before(behind_.nodes[i], [&](int node) {
                if (reached(node)) return;
                behind_at_[at(node)] = now_;
                levels_[at(node)] = farther;
                behind_.nodes.push_back(node);
                behind_.arcs += network.arcs_of(node);
                met = met || ahead_at_[at(node)] == now_;
            });
        return met;
    }

    std::size_t next_level(Front& front) {
        level_begin_ = front.first;
        front.first = front.nodes.size();
        steps_ += front.arcs;
        front.arcs = 0;
        return front.first;
    }

    // Where the fronts meet, the last level of each is the same; what was met ahead before has its
    // distance by it, and what was met ahead at that level and not behind leads nowhere.
    void join(int depth) {
        const int all = depth + levels_[at(behind_.nodes.back())];
        for (const int node : ahead_.nodes) {
            if (depths_[at(node)] == depth) break;
            behind_at_[at(node)] = now_;
            levels_[at(node)] = all - depths_[at(node)];
        }
    }

    std::vector<int> levels_;     // to the sink
    std::vector<int> depths_;     // from the source, of what was met from there
    std::vector<int> behind_at_;  // by node: the measurement that met it from the sink
    std::vector<int> ahead_at_;   // and from the source
    Front ahead_;
    Front behind_;
    std::size_t level_begin_ = 0;
    std::int64_t steps_ = 0;
    int now_ = 0;
};

}  // namespace gw
