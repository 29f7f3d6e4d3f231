// SPDX-License-Identifier: Apache-2.0
#include "circles/money_graph.h"

#include <algorithm>
#include <tuple>

#include "cells/position.h"

namespace gw {
namespace {

// Tarjan's search without recursion, so that a long chain of payments cannot exhaust the stack.
class PartSearch {
public:
    PartSearch(const MoneyGraph& graph, const Capacities& capacities, const ArcIndex& paying)
        : graph_(graph),
          capacities_(capacities),
          paying_(paying),
          order_(at(graph.groups), -1),
          lowest_(at(graph.groups), 0),
          part_(at(graph.groups), -1) {}

    std::vector<int> run() {
        for (int group = 0; group < graph_.groups; ++group)
            if (order_[at(group)] < 0) search(group);
        return std::move(part_);
    }

private:
    struct Step {
        int group;
        const int* next;
    };

    void search(int root) {
        enter(root);
        while (!path_.empty()) {
            Step& step = path_.back();
            if (step.next == paying_.end(step.group))
                leave();
            else
                follow(*step.next++);
        }
    }

    void enter(int group) {
        order_[at(group)] = lowest_[at(group)] = visited_++;
        open_.push_back(group);
        path_.push_back({group, paying_.begin(group)});
    }

    void follow(int arc) {
        const MoneyArc& taken = graph_.arcs[at(arc)];
        if (capacities_[at(arc)] == 0 || taken.kind == ArcKind::kInKind) return;
        if (order_[at(taken.payee)] < 0)
            enter(taken.payee);
        else if (part_[at(taken.payee)] < 0)
            lower(taken.payer, order_[at(taken.payee)]);
    }

    void leave() {
        const int group = path_.back().group;
        path_.pop_back();
        if (!path_.empty()) lower(path_.back().group, lowest_[at(group)]);
        if (lowest_[at(group)] != order_[at(group)]) return;
        for (int member = -1; member != group; open_.pop_back()) {
            member = open_.back();
            part_[at(member)] = parts_;
        }
        ++parts_;
    }

    void lower(int group, int order) { lowest_[at(group)] = std::min(lowest_[at(group)], order); }

    const MoneyGraph& graph_;
    const Capacities& capacities_;
    const ArcIndex& paying_;
    std::vector<int> order_;   // in which groups were met, -1: not yet
    std::vector<int> lowest_;  // order that a group reaches
    std::vector<int> part_;    // -1: not closed yet
    std::vector<int> open_;
    std::vector<Step> path_;
    int visited_ = 0;
    int parts_ = 0;
};

}  // namespace

ArcIndex::ArcIndex(const MoneyGraph& graph, End end)
    : first_(at(graph.groups) + 1), arcs_(graph.arcs.size()) {
    const auto group_of = [&](const MoneyArc& arc) {
        return end == End::kPayer ? arc.payer : arc.payee;
    };
    for (const MoneyArc& arc : graph.arcs)
        ++first_[at(group_of(arc)) + 1];
    for (std::size_t group = 0; group < at(graph.groups); ++group)
        first_[group + 1] += first_[group];
    std::vector<int> next = first_;
    for (std::size_t arc = 0; arc < graph.arcs.size(); ++arc)
        arcs_[at(next[at(group_of(graph.arcs[arc]))]++)] = static_cast<int>(arc);
}

std::vector<int> answering_spending(const MoneyGraph& graph) {
    std::vector<int> answers(graph.arcs.size(), -1);
    for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
        const MoneyArc& arc = graph.arcs[i];
        if (arc.kind != ArcKind::kInKind) continue;
        const auto wanted = std::tuple(arc.payee, arc.payer, ArcKind::kSpending);
        const auto found = std::lower_bound(graph.arcs.begin(), graph.arcs.end(), wanted,
                                            [](const MoneyArc& a, const auto& key) {
                                                return std::tuple(a.payer, a.payee, a.kind) < key;
                                            });
        if (found != graph.arcs.end() &&
            *found == MoneyArc{arc.payee, arc.payer, ArcKind::kSpending})
            answers[i] = static_cast<int>(found - graph.arcs.begin());
    }
    return answers;
}

// A loop of two by funding in kind joins its two groups, so the search runs over one more graph, in
// which such funding is an arc of funding.
std::vector<int> strong_parts(const MoneyGraph& graph, const Capacities& capacities) {
    const std::vector<int> answers = answering_spending(graph);
    MoneyGraph joined = graph;
    Capacities usable = capacities;
    for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
        if (graph.arcs[i].kind != ArcKind::kInKind) continue;
        joined.arcs[i].kind = ArcKind::kFunding;
        if (answers[i] < 0 || capacities[at(answers[i])] == 0) usable[i] = 0;
    }
    const ArcIndex paying(joined, ArcIndex::End::kPayer);
    return PartSearch(joined, usable, paying).run();
}

Capacities within_parts(const MoneyGraph& graph, const Capacities& capacities) {
    const std::vector<int> parts = strong_parts(graph, capacities);
    const std::vector<int> answers = answering_spending(graph);
    Capacities within = capacities;
    for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
        const MoneyArc& arc = graph.arcs[i];
        const bool answered =
            arc.kind != ArcKind::kInKind || (answers[i] >= 0 && capacities[at(answers[i])] > 0);
        if (!answered || parts[at(arc.payer)] != parts[at(arc.payee)]) within[i] = 0;
    }
    return within;
}

Capacities with_limits(const Capacities& capacities) {
    std::int64_t all = 0;
    for (const std::int64_t capacity : capacities)
        if (capacity != kOpenCapacity) all += capacity;
    Capacities limited = capacities;
    std::replace(limited.begin(), limited.end(), kOpenCapacity, all);
    return limited;
}

}  // namespace gw
