// SPDX-License-Identifier: Apache-2.0
#include "circles/yearly_return.h"

#include <algorithm>

#include "cells/position.h"
#include "circles/max_flow.h"

namespace gw {
namespace {

// A node for each group in each year, from which money leads on to the next year. Funding in kind
// waits at nodes of its payee until spending that answers it passes.
class YearNetwork {
public:
    YearNetwork(const MoneyGraph& graph, int years, const std::vector<YearlyArc>& tranches,
                int home)
        : graph_(graph),
          years_(years),
          home_(home),
          number_(number_groups(graph, tranches)),
          groups_(1 + *std::max_element(number_.begin(), number_.end())),
          network_(3 * groups_ * (years + 1) + 3) {
        for (const YearlyArc& tranche : tranches)
            if (tranche.amount != kOpenCapacity) known_ += tranche.amount;
        for (int position = 0; position < groups_ * years; ++position) {
            if (position % years + 1 == years) continue;
            carry(position, position + 1);
            carry(groups_ * years + position, groups_ * years + position + 1);
        }
        carry(start(), source());
        for (const YearlyArc& tranche : tranches)
            add(tranche);
    }

    std::optional<std::int64_t> run() {
        const std::int64_t flow = network_.run(start(), sink());
        return flow > known_ ? std::nullopt : std::optional(flow);
    }

private:
    // Of the groups that pay or are paid, from 0; -1 for others.
    static std::vector<int> number_groups(const MoneyGraph& graph,
                                          const std::vector<YearlyArc>& tranches) {
        std::vector<int> numbers(at(graph.groups) + 1, -1);
        int next = 0;
        for (const YearlyArc& tranche : tranches)
            for (const int group :
                 {graph.arcs[at(tranche.arc)].payer, graph.arcs[at(tranche.arc)].payee})
                if (numbers[at(group)] < 0) numbers[at(group)] = next++;
        return numbers;
    }

    // Of a group in a year: its cash, what it got in kind, and what it spends on home (undated:
    // after the last year).
    int cash(int group, int year) const { return number_[at(group)] * years_ + year; }
    int kind(int group, int year) const { return groups_ * years_ + cash(group, year); }
    int meeting(int group, int year) const {
        return 2 * groups_ * years_ + number_[at(group)] * (years_ + 1) +
               (year == kUndated ? years_ : year);
    }
    int source() const { return 3 * groups_ * (years_ + 1); }
    int sink() const { return source() + 1; }
    int start() const { return source() + 2; }

    void carry(int from, int to) { network_.add_arc(from, to, kMostCapacity); }

    // Undated money may be paid in the last year and have arrived in the first: nothing forbids it.
    void add(const YearlyArc& tranche) {
        const MoneyArc& arc = graph_.arcs[at(tranche.arc)];
        const std::int64_t capacity = tranche.amount == kOpenCapacity ? known_ + 1 : tranche.amount;
        const int leaves = tranche.year == kUndated ? years_ - 1 : tranche.year;
        const int arrives = tranche.year == kUndated ? 0 : tranche.year;
        const bool spends = arc.kind == ArcKind::kSpending;
        if (capacity == 0 || (arc.payer == home_ && spends) || (arc.payee == home_ && !spends))
            return;
        if (arc.payer == home_) {
            const bool in_kind = arc.kind == ArcKind::kInKind;
            network_.add_arc(
                source(), in_kind ? kind(arc.payee, arrives) : cash(arc.payee, arrives), capacity);
        } else if (arc.payee == home_) {
            const int met = meeting(arc.payer, tranche.year);
            carry(cash(arc.payer, leaves), met);
            carry(kind(arc.payer, leaves), met);
            network_.add_arc(met, sink(), capacity);
        } else if (arc.kind != ArcKind::kInKind) {
            network_.add_arc(cash(arc.payer, leaves), cash(arc.payee, arrives), capacity);
        }
    }

    const MoneyGraph& graph_;
    int years_;
    int home_;
    std::vector<int> number_;  // of each group
    int groups_;
    std::int64_t known_ = 0;
    MaxFlow network_;
};

}  // namespace

std::optional<std::int64_t> yearly_return(const MoneyGraph& graph, int years,
                                          const std::vector<YearlyArc>& tranches, int group) {
    if (tranches.empty()) return 0;
    return YearNetwork(graph, std::max(years, 1), tranches, group).run();
}

}  // namespace gw
