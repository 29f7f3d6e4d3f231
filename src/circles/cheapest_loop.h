// SPDX-License-Identifier: Apache-2.0
//
// The cheapest loop that starts with a group's funding and ends with spending into it, where every
// arc has a price: Dijkstra's algorithm, from the group back to itself. What column generation asks
// for, and what a proof of prices checks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "circles/money_graph.h"

namespace gw {

// REQUIRES of Price: a number that adds and compares.
template <class Price>
class CheapestLoop {
public:
    // Arcs with a capacity of 0 are not there. The references must outlive this object.
    CheapestLoop(const MoneyGraph& graph, const Capacities& capacities, const ArcIndex& paying)
        : graph_(graph),
          capacities_(capacities),
          paying_(paying),
          price_to_(static_cast<std::size_t>(graph.groups)),
          came_by_(static_cast<std::size_t>(graph.groups)),
          stamp_(static_cast<std::size_t>(graph.groups), 0) {}

    // Whether `vendor` has a loop for less than `limit`, by the prices of arcs (none below 0); then
    // price() and loop() tell of the cheapest. Funding in kind is not looked at.
    bool find(int vendor, const std::vector<Price>& prices, Price limit) {
        ++now_;
        heap_.clear();
        last_ = -1;
        limit_ = limit;
        relax(vendor, Price{}, vendor, prices);
        while (!heap_.empty()) {
            std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
            const auto [price, group] = heap_.back();
            heap_.pop_back();
            if (price >= limit_) break;
            if (price > price_to_[at(group)]) continue;
            relax(group, price, vendor, prices);
        }
        return last_ >= 0;
    }

    Price price() const { return limit_; }

    ArcLoop loop() const {
        ArcLoop loop{last_};
        const int vendor = graph_.arcs[at(last_)].payee;
        for (int group = graph_.arcs[at(last_)].payer; group != vendor;) {
            loop.push_back(came_by_[at(group)]);
            group = graph_.arcs[at(loop.back())].payer;
        }
        std::reverse(loop.begin(), loop.end());
        return loop;
    }

private:
    static std::size_t at(int position) { return static_cast<std::size_t>(position); }

    void relax(int group, Price price, int vendor, const std::vector<Price>& prices) {
        for (const int* arc = paying_.begin(group); arc != paying_.end(group); ++arc) {
            const MoneyArc& taken = graph_.arcs[at(*arc)];
            if (capacities_[at(*arc)] == 0 || taken.kind == ArcKind::kInKind) continue;
            if (group == vendor && taken.kind != ArcKind::kFunding) continue;
            const Price there = price + prices[at(*arc)];
            if (there >= limit_) continue;
            if (taken.payee == vendor) {
                if (taken.kind != ArcKind::kSpending) continue;
                limit_ = there;
                last_ = *arc;
            } else if (stamp_[at(taken.payee)] != now_ || there < price_to_[at(taken.payee)]) {
                stamp_[at(taken.payee)] = now_;
                price_to_[at(taken.payee)] = there;
                came_by_[at(taken.payee)] = *arc;
                heap_.emplace_back(there, taken.payee);
                std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
            }
        }
    }

    const MoneyGraph& graph_;
    const Capacities& capacities_;
    const ArcIndex& paying_;
    std::vector<Price> price_to_;
    std::vector<int> came_by_;
    std::vector<int> stamp_;
    std::vector<std::pair<Price, int>> heap_;
    Price limit_{};
    int last_ = -1;
    int now_ = 0;
};

}  // namespace gw
