// SPDX-License-Identifier: Apache-2.0
#include "circles/witness.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "cells/position.h"
#include "circles/returnable.h"
#include "circles/two_way_levels.h"

namespace gw {
namespace {

// The arcs with room as two_way_levels.h walks them from a vendor's funding to spending on it: the
// vendor is the sink, and one node more is the source.
struct WaysBack {
    const MoneyGraph& graph;
    const Capacities& left;
    const ArcIndex& paying;
    const ArcIndex& paid;
    int vendor;

    int source() const { return graph.groups; }

    bool usable(int arc) const {
        return left[at(arc)] > 0 && graph.arcs[at(arc)].kind != ArcKind::kInKind;
    }

    std::int64_t arcs_of(int node) const {
        const int group = node == source() ? vendor : node;
        return node == vendor ? paid.end(group) - paid.begin(group)
                              : paying.end(group) - paying.begin(group);
    }

    // Whether the arc is open to a way that has come to `node`.
    bool leads_on(int arc, int node) const {
        const MoneyArc& taken = graph.arcs[at(arc)];
        if (!usable(arc)) return false;
        if (node == source()) return taken.kind == ArcKind::kFunding;
        return taken.payee != vendor || taken.kind == ArcKind::kSpending;
    }

    template <class Visit>
    void after(int node, Visit visit) const {
        const int group = node == source() ? vendor : node;
        for (const int* arc = paying.begin(group); arc != paying.end(group); ++arc)
            if (leads_on(*arc, node)) visit(graph.arcs[at(*arc)].payee);
    }

    template <class Visit>
    void before(int node, Visit visit) const {
        if (node == source()) return;
        for (const int* arc = paid.begin(node); arc != paid.end(node); ++arc) {
            const int payer = graph.arcs[at(*arc)].payer;
            const int from = payer == vendor ? source() : payer;
            if (leads_on(*arc, from)) visit(from);
        }
    }
};

class Packing {
public:
    Packing(const MoneyGraph& graph, const Capacities& capacities)
        : graph_(graph),
          left_(within_parts(graph, capacities)),
          paying_(graph, ArcIndex::End::kPayer),
          paid_(graph, ArcIndex::End::kPayee),
          levels_(at(graph.groups) + 1),
          cursor_(at(graph.groups) + 1) {}

    Packed run(std::int64_t steps) {
        pack_in_kind();
        // By length, then group: a group comes again once its loops of that length are full.
        using Turn = std::pair<int, int>;
        std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
        for (const int vendor : vendors(graph_, left_))
            turns.emplace(2, vendor);
        int tidied = 2;
        while (!turns.empty() && steps_ + levels_.steps() < steps) {
            const auto [length, vendor] = turns.top();
            turns.pop();
            if (length > tidied) {
                left_ = within_parts(graph_, left_);
                steps_ += static_cast<std::int64_t>(left_.size());
                tidied = length;
            }
            const int shortest = measure(vendor);
            if (shortest == 0) continue;
            if (shortest == length) fill(ways_back(vendor));
            turns.emplace(std::max(shortest, length + 1), vendor);
        }
        return {std::move(flows_), turns.empty()};
    }

private:
    void pack_in_kind() {
        const std::vector<int> answers = answering_spending(graph_);
        for (std::size_t i = 0; i < graph_.arcs.size(); ++i)
            if (answers[i] >= 0) send({static_cast<int>(i), answers[i]});
    }

    WaysBack ways_back(int vendor) const { return {graph_, left_, paying_, paid_, vendor}; }

    // The length of the vendor's shortest loop, 0 if it has none.
    int measure(int vendor) {
        const WaysBack ways = ways_back(vendor);
        if (!levels_.measure(ways, ways.source(), vendor)) return 0;
        levels_.each([&](int node) {
            if (node != ways.source()) cursor_[at(node)] = paying_.begin(node);
        });
        return levels_.level(ways.source());
    }

    // Fills the shortest loops until each has a full arc: depth first along falling distances,
    // never twice into a dead end.
    void fill(const WaysBack& ways) {
        const int length = levels_.level(ways.source());
        const int vendor = ways.vendor;
        for (const int* arc = paying_.begin(vendor); arc != paying_.end(vendor); ++arc) {
            const MoneyArc& first = graph_.arcs[at(*arc)];
            if (first.kind != ArcKind::kFunding || !is_at(first.payee, length - 1)) continue;
            while (ways.usable(*arc)) {
                ArcLoop loop{*arc};
                if (!find_way_back(ways, loop)) break;
                send(std::move(loop));
            }
        }
    }

    bool is_at(int group, int level) const {
        return levels_.reached(group) && levels_.level(group) == level;
    }

    bool find_way_back(const WaysBack& ways, ArcLoop& loop) {
        while (true) {
            const int group = graph_.arcs[at(loop.back())].payee;
            if (group == ways.vendor) return true;
            const int*& cursor = cursor_[at(group)];
            for (; cursor != paying_.end(group) && !leads_back(ways, *cursor); ++cursor)
                ++steps_;
            if (cursor != paying_.end(group)) {
                loop.push_back(*cursor);
            } else {
                if (loop.size() == 1) return false;
                loop.pop_back();
                ++cursor_[at(graph_.arcs[at(loop.back())].payee)];
            }
        }
    }

    bool leads_back(const WaysBack& ways, int arc) const {
        const MoneyArc& taken = graph_.arcs[at(arc)];
        return ways.leads_on(arc, taken.payer) &&
               is_at(taken.payee, levels_.level(taken.payer) - 1);
    }

    void send(ArcLoop loop) {
        std::int64_t amount = left_[at(loop.front())];
        for (const int arc : loop)
            amount = std::min(amount, left_[at(arc)]);
        if (amount == 0) return;
        for (const int arc : loop)
            left_[at(arc)] -= amount;
        flows_.push_back({std::move(loop), amount});
    }

    const MoneyGraph& graph_;
    Capacities left_;
    ArcIndex paying_;
    ArcIndex paid_;
    TwoWayLevels levels_;
    std::vector<const int*> cursor_;  // next arc to try, of groups that have a level
    std::vector<LoopFlow> flows_;
    std::int64_t steps_ = 0;  // beside those of levels_
};

}  // namespace

Packed pack_shortest_first(const MoneyGraph& graph, const Capacities& capacities,
                           std::int64_t steps) {
    return Packing(graph, capacities).run(steps);
}

std::int64_t total_of(const std::vector<LoopFlow>& flows) {
    std::int64_t total = 0;
    for (const LoopFlow& flow : flows)
        total += flow.amount;
    return total;
}

}  // namespace gw
