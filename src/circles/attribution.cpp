// SPDX-License-Identifier: Apache-2.0
#include "circles/attribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>
#include <random>

#include "cells/position.h"

namespace gw {
namespace {

using Coalition = std::vector<char>;  // by player: whether its funding is there

// What is recycled with the funding of some players alone; each coalition is solved once.
class Game {
public:
    Game(LoopPacking& packing, const MoneyGraph& graph, const Capacities& capacities,
         const std::vector<int>& players)
        : packing_(packing), graph_(graph), capacities_(capacities), players_(players) {}

    double worth(const Coalition& coalition) {
        const auto known = known_.find(coalition);
        if (known != known_.end()) return known->second;
        Capacities capacities = capacities_;
        for (std::size_t i = 0; i < players_.size(); ++i)
            if (coalition[i] == 0) capacities = without_funding(graph_, capacities, players_[i]);
        const auto solved = packing_.worth(capacities);
        if (!solved) given_up_ = true;
        const double worth = solved ? static_cast<double>(solved->numerator) /
                                          static_cast<double>(solved->denominator)
                                    : 0;
        return known_[coalition] = worth;
    }

    bool given_up() const { return given_up_; }

private:
    LoopPacking& packing_;
    const MoneyGraph& graph_;
    const Capacities& capacities_;
    const std::vector<int>& players_;
    std::map<Coalition, double> known_;
    bool given_up_ = false;
};

// Each subset without a player, weighted by the orders in which just its members come before.
std::vector<ShapleyShare> all_subsets(Game& game, const std::vector<int>& players) {
    const std::size_t n = players.size();
    std::vector<double> weight(n);  // by the subset's size: size! (n - size - 1)! / n!
    for (std::size_t size = 0; size < n; ++size) {
        weight[size] = 1.0 / static_cast<double>(n);
        for (std::size_t i = 1; i <= size; ++i)
            weight[size] *= static_cast<double>(i) / static_cast<double>(n - i);
    }
    std::vector<ShapleyShare> shares;
    for (std::size_t player = 0; player < n; ++player) {
        ShapleyShare share{players[player]};
        for (std::size_t subset = 0; subset < (std::size_t{1} << n); ++subset) {
            if ((subset >> player & 1U) != 0) continue;
            Coalition coalition(n);
            std::size_t size = 0;
            for (std::size_t i = 0; i < n; ++i)
                size += static_cast<std::size_t>(coalition[i] = (subset >> i & 1U) != 0 ? 1 : 0);
            const double before = game.worth(coalition);
            coalition[player] = 1;
            share.amount += weight[size] * (game.worth(coalition) - before);
        }
        shares.push_back(share);
    }
    return shares;
}

// The generator's numbers are fixed by the standard, those of the library's distributions are not.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random() % i]);
}

std::vector<ShapleyShare> some_orders(Game& game, const std::vector<int>& players, int orders) {
    const std::size_t n = players.size();
    std::mt19937_64 random(1);
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> sums(n);
    std::vector<double> squares(n);
    for (int drawn = 0; drawn < orders && !game.given_up(); ++drawn) {
        shuffle(order, random);
        Coalition coalition(n);
        double before = 0;
        for (const std::size_t player : order) {
            coalition[player] = 1;
            const double now = game.worth(coalition);
            sums[player] += now - before;
            squares[player] += (now - before) * (now - before);
            before = now;
        }
    }
    std::vector<ShapleyShare> shares;
    for (std::size_t i = 0; i < n; ++i) {
        const double mean = sums[i] / orders;
        const double variance = std::max(0.0, squares[i] / orders - mean * mean);
        shares.push_back({players[i], mean, std::sqrt(variance / orders)});
    }
    return shares;
}

}  // namespace

namespace {

bool is_funding_of(const MoneyArc& arc, int group) {
    return arc.payer == group && arc.kind != ArcKind::kSpending;
}

}  // namespace

Int128 least_lost_without(const MoneyGraph& graph, const Capacities& capacities,
                          const Recycled& recycled, int group) {
    Int128 lost = 0;
    std::int64_t denominator = 1;
    for (const ArcPrice& price : recycled.prices) {
        if (!is_funding_of(graph.arcs[at(price.arc)], group)) continue;
        lost += Int128{capacities[at(price.arc)]} * price.numerator;
        denominator = price.denominator;
    }
    return lost / denominator - (denominator == 1 ? 0 : 1);  // ends that were rounded differ by 1
}

Capacities without_funding(const MoneyGraph& graph, const Capacities& capacities, int group) {
    Capacities without = capacities;
    for (std::size_t i = 0; i < graph.arcs.size(); ++i)
        if (is_funding_of(graph.arcs[i], group)) without[i] = 0;
    return without;
}

std::optional<std::vector<ShapleyShare>> shapley_shares(LoopPacking& packing,
                                                        const MoneyGraph& graph,
                                                        const Capacities& capacities,
                                                        const std::vector<int>& players,
                                                        int orders) {
    Game game(packing, graph, capacities, players);
    std::vector<ShapleyShare> shares = players.size() <= kExactPlayers
                                           ? all_subsets(game, players)
                                           : some_orders(game, players, orders);
    if (game.given_up()) return std::nullopt;
    return shares;
}

}  // namespace gw
