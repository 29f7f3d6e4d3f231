// SPDX-License-Identifier: Apache-2.0
#include "circles/looping_arcs.h"

#include <algorithm>
#include <array>

#include "cells/position.h"

namespace gw {
namespace {

// For one arc at a time: a path from its payee back to its payer, no group twice, with an arc of
// the other type on it. Depth first, no step from which the way back is too long.
class LoopFinder {
public:
    LoopFinder(const MoneyGraph& graph, const Capacities& usable, int max_length,
               std::int64_t steps)
        : graph_(graph),
          usable_(usable),
          paying_(graph, ArcIndex::End::kPayer),
          paid_(graph, ArcIndex::End::kPayee),
          max_length_(max_length),
          steps_(steps),
          distance_(at(graph.groups), {-1, -1}),
          on_path_(at(graph.groups)) {}

    // The loop's arcs; empty: there is none, or the steps ran out.
    ArcLoop find(int first) {
        const MoneyArc& arc = graph_.arcs[at(first)];
        const ArcKind wanted =
            arc.kind == ArcKind::kSpending ? ArcKind::kFunding : ArcKind::kSpending;
        if (arc.payer != home_ || wanted != wanted_) measure(arc.payer, wanted);
        return search(first, wanted);
    }

    bool exhausted() const { return steps_ <= 0; }

private:
    // A group, and whether a way back from it brings the wanted type.
    struct Reach {
        int group;
        std::size_t brings;
        int length;
    };
    struct Step {
        int group;
        bool has_wanted;
        const int* next;
    };

    bool passable(int arc) const {
        return usable_[at(arc)] > 0 && graph_.arcs[at(arc)].kind != ArcKind::kInKind;
    }

    void measure(int home, ArcKind wanted) {
        for (const Reach& reach : queue_)
            distance_[at(reach.group)] = {-1, -1};
        home_ = home;
        wanted_ = wanted;
        queue_.assign(1, {home, 0, 0});
        distance_[at(home)][0] = 0;
        for (std::size_t i = 0; i < queue_.size() && queue_[i].length + 1 < max_length_; ++i) {
            const Reach reach = queue_[i];
            for (const int* arc = paid_.begin(reach.group); arc != paid_.end(reach.group); ++arc) {
                --steps_;
                const MoneyArc& taken = graph_.arcs[at(*arc)];
                if (!passable(*arc) || taken.payer == home) continue;
                const std::size_t brings = reach.brings | (taken.kind == wanted ? 1U : 0U);
                int& known = distance_[at(taken.payer)][brings];
                if (known >= 0) continue;
                known = reach.length + 1;
                queue_.push_back({taken.payer, brings, known});
            }
        }
    }

    // The least arcs back from the group; -1: no way.
    int back_from(int group, bool has_wanted) const {
        const auto& [without, with] = distance_[at(group)];
        if (!has_wanted) return with;
        return without < 0 || with < 0 ? std::max(without, with) : std::min(without, with);
    }

    bool within_reach(int group, bool has_wanted, std::size_t length) const {
        const int back = back_from(group, has_wanted);
        return back >= 0 && static_cast<int>(length) + back <= max_length_;
    }

    ArcLoop search(int first, ArcKind wanted) {
        const int home = graph_.arcs[at(first)].payer;
        ArcLoop path{first};
        std::vector<Step> stack;
        const auto enter = [&](int group, bool has_wanted) {
            on_path_[at(group)] = 1;
            stack.push_back({group, has_wanted, paying_.begin(group)});
        };
        if (within_reach(graph_.arcs[at(first)].payee, false, 1))
            enter(graph_.arcs[at(first)].payee, false);
        bool found = false;
        while (!stack.empty() && !found && steps_ > 0) {
            Step& step = stack.back();
            if (step.next == paying_.end(step.group)) {
                on_path_[at(step.group)] = 0;
                stack.pop_back();
                path.pop_back();
                continue;
            }
            --steps_;
            const int arc = *step.next++;
            const MoneyArc& taken = graph_.arcs[at(arc)];
            const bool has_wanted = step.has_wanted || taken.kind == wanted;
            if (!passable(arc) || on_path_[at(taken.payee)] != 0) continue;
            if (!within_reach(taken.payee, has_wanted, path.size() + 1)) continue;
            path.push_back(arc);
            found = taken.payee == home;
            if (!found) enter(taken.payee, has_wanted);
        }
        for (const Step& step : stack)
            on_path_[at(step.group)] = 0;
        return found ? path : ArcLoop{};
    }

    const MoneyGraph& graph_;
    const Capacities& usable_;
    ArcIndex paying_;
    ArcIndex paid_;
    int max_length_;
    std::int64_t steps_;
    std::vector<std::array<int, 2>> distance_;  // arcs back: any way, a way with the wanted type
    std::vector<char> on_path_;
    std::vector<Reach> queue_;  // what distance_ has, for the two below
    int home_ = -1;
    ArcKind wanted_ = ArcKind::kInKind;
};

}  // namespace

LoopingArcs looping_arcs(const MoneyGraph& graph, const Capacities& capacities, int max_length,
                         std::int64_t steps) {
    const Capacities usable = within_parts(graph, capacities);
    const std::vector<int> answers = answering_spending(graph);
    LoopingArcs looping;
    looping.on_a_loop.resize(graph.arcs.size());
    for (std::size_t i = 0; i < graph.arcs.size(); ++i)
        if (answers[i] >= 0 && usable[i] > 0)
            looping.on_a_loop[i] = looping.on_a_loop[at(answers[i])] = 1;
    LoopFinder finder(graph, usable, max_length, steps);
    for (const ArcKind kind : {ArcKind::kFunding, ArcKind::kSpending})
        for (std::size_t i = 0; i < graph.arcs.size() && !finder.exhausted(); ++i) {
            if (looping.on_a_loop[i] != 0 || usable[i] == 0 || graph.arcs[i].kind != kind) continue;
            for (const int arc : finder.find(static_cast<int>(i)))
                looping.on_a_loop[at(arc)] = 1;
        }
    looping.complete = !finder.exhausted();
    return looping;
}

}  // namespace gw
