// SPDX-License-Identifier: Apache-2.0
#include "circles/cycle_graph.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "cells/position.h"

namespace gw {
namespace {

// The groups in the order in which they are roots: the one that cycles must go through, then those
// with most hops, since what a root has found no later root looks at again.
std::vector<int> root_order(const std::vector<TypedHop>& hops, int groups, int through) {
    std::vector<int> degree(at(groups));
    for (const TypedHop& hop : hops) {
        ++degree[at(hop.payer)];
        ++degree[at(hop.payee)];
    }
    if (through >= 0) degree[at(through)] = static_cast<int>(2 * hops.size()) + 1;
    std::vector<int> order(at(groups));
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return degree[at(a)] > degree[at(b)]; });
    return order;
}

// Lays arcs out by the label that `from` gives; greatest `to` first within one.
template <class From, class To>
void lay_out(const std::vector<TypedHop>& hops, std::size_t groups, From from, To to,
             std::vector<Arc>& arcs, std::vector<int>& first) {
    std::vector<int> by_other_end(hops.size());
    std::vector<int> start(groups + 1);
    for (const TypedHop& hop : hops)
        ++start[groups - 1 - at(to(hop)) + 1];
    std::partial_sum(start.begin(), start.end(), start.begin());
    for (std::size_t i = 0; i < hops.size(); ++i)
        by_other_end[at(start[groups - 1 - at(to(hops[i]))]++)] = static_cast<int>(i);
    first.assign(groups + 1, 0);
    for (const TypedHop& hop : hops)
        ++first[at(from(hop)) + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<int> next(first.begin(), first.end() - 1);
    arcs.resize(hops.size());
    for (const int position : by_other_end) {
        const TypedHop& hop = hops[at(position)];
        arcs[at(next[at(from(hop))]++)] = {to(hop), position, hop.types};
    }
}

}  // namespace

CycleGraph::CycleGraph(const std::vector<TypedHop>& hops, int groups, CycleOrder order, int through)
    : label_of_(at(groups)) {
    std::iota(label_of_.begin(), label_of_.end(), 0);
    if (order == CycleOrder::kHubsFirst) {
        const std::vector<int> roots = root_order(hops, groups, through);
        for (std::size_t label = 0; label < roots.size(); ++label)
            label_of_[at(roots[label])] = static_cast<int>(label);
    }
    const auto payer = [&](const TypedHop& hop) { return label_of(hop.payer); };
    const auto payee = [&](const TypedHop& hop) { return label_of(hop.payee); };
    const auto count = at(groups);
    lay_out(hops, count, payer, payee, leaving_, first_leaving_);
    lay_out(hops, count, payee, payer, arriving_, first_arriving_);
}

}  // namespace gw
