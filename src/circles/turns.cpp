// SPDX-License-Identifier: Apache-2.0
#include "circles/turns.h"

#include <algorithm>

#include "cells/position.h"

namespace gw {
namespace {

constexpr int kManyGroups = 1000;  // from here on cost scaling is the faster: docs/benchmarks.md

// A group that has a return is three nodes: spending comes in at one, funding leaves by another,
// and the arc from the first to the second is the one that earns. The others are one node.
class TurnNetwork {
public:
    TurnNetwork(const MoneyGraph& graph, const Capacities& capacities,
                const std::vector<Return>& returns)
        : graph_(graph), usable_(within_parts(graph, capacities)), hub_(at(graph.groups), -1) {
        arcs_.reserve(graph.arcs.size() + 3 * returns.size());
        number_groups();
        spending_in_ = funding_out_ = hub_;
        for (const Return& found : returns)
            split(found);
        add_arcs();
    }

    std::int64_t most_earned(Circulator circulator) const {
        return gw::most_earned(nodes_, arcs_, circulator);
    }

private:
    // Groups that are on no loop are no nodes.
    void number_groups() {
        for (std::size_t i = 0; i < usable_.size(); ++i) {
            if (usable_[i] == 0) continue;
            for (const int group : {graph_.arcs[i].payer, graph_.arcs[i].payee})
                if (hub_[at(group)] < 0) hub_[at(group)] = nodes_++;
        }
    }

    void split(const Return& found) {
        const int in = spending_in_[at(found.group)] = nodes_++;
        const int out = funding_out_[at(found.group)] = nodes_++;
        arcs_.push_back({in, hub_[at(found.group)], kMostCapacity, false});
        arcs_.push_back({hub_[at(found.group)], out, kMostCapacity, false});
        arcs_.push_back({in, out, found.amount, true});
    }

    void add_arcs() {
        const std::vector<int> answers = answering_spending(graph_);
        std::vector<int> in_kind(graph_.arcs.size(), -1);  // by the spending that answers it
        for (std::size_t i = 0; i < answers.size(); ++i)
            if (answers[i] >= 0 && usable_[i] > 0) in_kind[at(answers[i])] = static_cast<int>(i);
        for (std::size_t i = 0; i < graph_.arcs.size(); ++i) {
            const MoneyArc& arc = graph_.arcs[i];
            if (usable_[i] == 0 || arc.kind == ArcKind::kInKind) continue;
            if (arc.kind == ArcKind::kFunding)
                arcs_.push_back(
                    {funding_out_[at(arc.payer)], hub_[at(arc.payee)], usable_[i], false});
            else
                add_spending(arc, usable_[i], in_kind[i]);
        }
    }

    // Spending that answers funding in kind passes a node from which that funding leads straight
    // back, so that it serves no other loop.
    void add_spending(const MoneyArc& arc, std::int64_t capacity, int in_kind) {
        const int payer = hub_[at(arc.payer)];
        const int in = spending_in_[at(arc.payee)];
        if (in_kind < 0) {
            arcs_.push_back({payer, in, capacity, false});
            return;
        }
        const int meeting = nodes_++;
        arcs_.push_back({payer, meeting, capacity, false});
        arcs_.push_back({meeting, in, capacity, false});
        arcs_.push_back({meeting, payer, usable_[at(in_kind)], true});
    }

    const MoneyGraph& graph_;
    const Capacities usable_;
    std::vector<int> hub_;  // nodes by group; -1: it is on no loop
    std::vector<int> spending_in_;
    std::vector<int> funding_out_;
    int nodes_ = 0;
    std::vector<EarningArc> arcs_;
};

}  // namespace

std::int64_t most_turned_by(Circulator circulator, const MoneyGraph& graph,
                            const Capacities& capacities, const std::vector<Return>& returns) {
    std::int64_t all_returns = 0;
    for (const Return& found : returns)
        all_returns += found.amount;
    return std::min(all_returns, TurnNetwork(graph, capacities, returns).most_earned(circulator));
}

std::int64_t most_turned(const MoneyGraph& graph, const Capacities& capacities,
                         const std::vector<Return>& returns) {
    return most_turned_by(
        returns.size() < kManyGroups ? Circulator::kNetworkSimplex : Circulator::kCostScaling,
        graph, capacities, returns);
}

}  // namespace gw
