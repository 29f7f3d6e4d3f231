// SPDX-License-Identifier: Apache-2.0
#include "circles/witness.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "cells/position.h"
#include "circles/returnable.h"

namespace gw {
namespace {

class Packing {
public:
    Packing(const MoneyGraph& graph, const Capacities& capacities)
        : graph_(graph),
          left_(within_parts(graph, capacities)),
          paying_(graph, ArcIndex::End::kPayer),
          paid_(graph, ArcIndex::End::kPayee),
          distance_(at(graph.groups)),
          stamp_(at(graph.groups), 0),
          cursor_(at(graph.groups)) {}

    std::vector<LoopFlow> run() {
        pack_in_kind();
        // By length, then group: a group comes again once its loops of that length are full.
        using Turn = std::pair<int, int>;
        std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
        for (const int vendor : vendors(graph_, left_))
            turns.emplace(2, vendor);
        while (!turns.empty()) {
            const auto [length, vendor] = turns.top();
            turns.pop();
            const int shortest = measure(vendor);
            if (shortest == 0) continue;
            if (shortest == length) fill(vendor, length);
            turns.emplace(std::max(shortest, length + 1), vendor);
        }
        return std::move(flows_);
    }

private:
    void pack_in_kind() {
        const std::vector<int> answers = answering_spending(graph_);
        for (std::size_t i = 0; i < graph_.arcs.size(); ++i)
            if (answers[i] >= 0) send({static_cast<int>(i), answers[i]});
    }

    bool usable(int arc) const {
        return left_[at(arc)] > 0 && graph_.arcs[at(arc)].kind != ArcKind::kInKind;
    }

    // Arcs from every group back to the vendor, the last one spending; the length of the vendor's
    // shortest loop, 0 if it has none.
    int measure(int vendor) {
        ++now_;
        queue_.assign(1, vendor);
        for (std::size_t i = 0; i < queue_.size(); ++i) {
            const int group = queue_[i];
            const int farther = group == vendor ? 1 : distance_[at(group)] + 1;
            for (const int* arc = paid_.begin(group); arc != paid_.end(group); ++arc) {
                const MoneyArc& taken = graph_.arcs[at(*arc)];
                if (!usable(*arc) || taken.payer == vendor || stamp_[at(taken.payer)] == now_)
                    continue;
                if (group == vendor && taken.kind != ArcKind::kSpending) continue;
                stamp_[at(taken.payer)] = now_;
                distance_[at(taken.payer)] = farther;
                cursor_[at(taken.payer)] = paying_.begin(taken.payer);
                queue_.push_back(taken.payer);
            }
        }
        int shortest = 0;
        for (const int* arc = paying_.begin(vendor); arc != paying_.end(vendor); ++arc) {
            const MoneyArc& taken = graph_.arcs[at(*arc)];
            if (!usable(*arc) || taken.kind != ArcKind::kFunding || stamp_[at(taken.payee)] != now_)
                continue;
            const int length = distance_[at(taken.payee)] + 1;
            if (shortest == 0 || length < shortest) shortest = length;
        }
        return shortest;
    }

    // Fills loops of `length` until each has a full arc: depth first along falling distances, never
    // twice into a dead end.
    void fill(int vendor, int length) {
        for (const int* arc = paying_.begin(vendor); arc != paying_.end(vendor); ++arc) {
            const MoneyArc& first = graph_.arcs[at(*arc)];
            if (first.kind != ArcKind::kFunding || stamp_[at(first.payee)] != now_ ||
                distance_[at(first.payee)] != length - 1)
                continue;
            while (usable(*arc)) {
                ArcLoop loop{*arc};
                if (!find_way_back(vendor, loop)) break;
                send(std::move(loop));
            }
        }
    }

    bool find_way_back(int vendor, ArcLoop& loop) {
        while (true) {
            const int group = graph_.arcs[at(loop.back())].payee;
            if (group == vendor) return true;
            const int*& cursor = cursor_[at(group)];
            while (cursor != paying_.end(group) && !leads_back(*cursor, vendor))
                ++cursor;
            if (cursor != paying_.end(group)) {
                loop.push_back(*cursor);
            } else {
                if (loop.size() == 1) return false;
                loop.pop_back();
                ++cursor_[at(graph_.arcs[at(loop.back())].payee)];
            }
        }
    }

    bool leads_back(int arc, int vendor) const {
        const MoneyArc& taken = graph_.arcs[at(arc)];
        if (!usable(arc)) return false;
        const int left = distance_[at(taken.payer)] - 1;
        if (taken.payee == vendor) return left == 0 && taken.kind == ArcKind::kSpending;
        return stamp_[at(taken.payee)] == now_ && distance_[at(taken.payee)] == left;
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
    std::vector<int> distance_;
    std::vector<int> stamp_;
    std::vector<const int*> cursor_;
    std::vector<int> queue_;
    std::vector<LoopFlow> flows_;
    int now_ = 0;
};

}  // namespace

std::vector<LoopFlow> pack_shortest_first(const MoneyGraph& graph, const Capacities& capacities) {
    return Packing(graph, capacities).run();
}

std::int64_t total_of(const std::vector<LoopFlow>& flows) {
    std::int64_t total = 0;
    for (const LoopFlow& flow : flows)
        total += flow.amount;
    return total;
}

}  // namespace gw
