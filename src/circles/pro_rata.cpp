// SPDX-License-Identifier: Apache-2.0
#include "circles/pro_rata.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "cells/position.h"

namespace gw {
namespace {

constexpr std::size_t kDense = 400;  // groups up to which the solve is by elimination
constexpr double kSmall = 1e-13;

struct Step {
    std::size_t to;
    double share;
};

// Of each unit that a group is paid, which shares reach which groups, and which come home at once.
struct Shares {
    std::vector<int> groups;    // from which money can come home, the numbers of the rest
    std::vector<int> position;  // of each group in `groups`, -1: not there
    std::vector<std::vector<Step>> steps;
    std::vector<double> home;
};

class ShareTable {
public:
    ShareTable(const MoneyGraph& graph, const Capacities& capacities)
        : graph_(graph),
          capacities_(capacities),
          paid_(graph, ArcIndex::End::kPayee),
          received_(at(graph.groups)),
          spent_(at(graph.groups)) {
        for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
            const MoneyArc& arc = graph.arcs[i];
            if (arc.kind == ArcKind::kInKind) continue;
            spent_[at(arc.payer)] += static_cast<double>(capacities[i]);
            received_[at(arc.payee)] += static_cast<double>(capacities[i]);
        }
    }

    Shares shares(int home) const {
        Shares shares;
        shares.position.assign(at(graph_.groups), -1);
        collect(home, shares);
        shares.steps.resize(shares.groups.size());
        shares.home.resize(shares.groups.size());
        for (std::size_t i = 0; i < graph_.arcs.size(); ++i)
            add(static_cast<int>(i), home, shares);
        return shares;
    }

private:
    bool usable(int arc) const {
        return capacities_[at(arc)] > 0 && graph_.arcs[at(arc)].kind != ArcKind::kInKind;
    }

    void collect(int home, Shares& shares) const {
        const auto reach = [&](int into, bool spending_only) {
            for (const int* arc = paid_.begin(into); arc != paid_.end(into); ++arc) {
                const MoneyArc& taken = graph_.arcs[at(*arc)];
                if (!usable(*arc) || taken.payer == home || shares.position[at(taken.payer)] >= 0)
                    continue;
                if (spending_only && taken.kind != ArcKind::kSpending) continue;
                shares.position[at(taken.payer)] = static_cast<int>(shares.groups.size());
                shares.groups.push_back(taken.payer);
            }
        };
        reach(home, true);
        // They grow meanwhile. NOLINTNEXTLINE(modernize-loop-convert)
        for (std::size_t i = 0; i < shares.groups.size(); ++i)
            reach(shares.groups[i], false);
    }

    void add(int position, int home, Shares& shares) const {
        const MoneyArc& arc = graph_.arcs[at(position)];
        const int from = shares.position[at(arc.payer)];
        if (from < 0 || !usable(position)) return;
        const double share = static_cast<double>(capacities_[at(position)]) /
                             std::max(received_[at(arc.payer)], spent_[at(arc.payer)]);
        if (arc.payee == home) {
            if (arc.kind == ArcKind::kSpending) shares.home[at(from)] += share;
        } else if (const int to = shares.position[at(arc.payee)]; to >= 0) {
            shares.steps[at(from)].push_back({at(to), share});
        }
    }

    const MoneyGraph& graph_;
    const Capacities& capacities_;
    ArcIndex paid_;
    std::vector<double> received_;
    std::vector<double> spent_;
};

// (I - Q) x = home by elimination; diagonally dominant, so without a search for pivots.
std::vector<double> eliminate(const Shares& shares) {
    const std::size_t n = shares.groups.size();
    std::vector<std::vector<double>> matrix(n, std::vector<double>(n + 1));
    for (std::size_t i = 0; i < n; ++i) {
        matrix[i][i] = 1;
        for (const Step& step : shares.steps[i])
            matrix[i][step.to] -= step.share;
        matrix[i][n] = shares.home[i];
    }
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t row = i + 1; row < n; ++row) {
            const double factor = matrix[row][i] / matrix[i][i];
            if (factor == 0) continue;
            for (std::size_t column = i; column <= n; ++column)
                matrix[row][column] -= factor * matrix[i][column];
        }
    std::vector<double> returned(n);
    for (std::size_t i = n; i-- > 0;) {
        returned[i] = matrix[i][n];
        for (std::size_t column = i + 1; column < n; ++column)
            returned[i] -= matrix[i][column] * returned[column];
        returned[i] /= matrix[i][i];
    }
    return returned;
}

// The same from below, sweep by sweep: every sweep follows the money one step further.
std::optional<std::vector<double>> iterate(const Shares& shares) {
    std::vector<double> returned(shares.groups.size());
    std::int64_t cost = 0;  // of a sweep
    for (const std::vector<Step>& steps : shares.steps)
        cost += static_cast<std::int64_t>(steps.size()) + 1;
    double change = 1;
    for (std::int64_t left = kProRataBudget; change > kSmall; left -= cost) {
        if (left < cost) return std::nullopt;
        change = 0;
        for (std::size_t i = 0; i < returned.size(); ++i) {
            double now = shares.home[i];
            for (const Step& step : shares.steps[i])
                now += step.share * returned[step.to];
            change = std::max(change, std::abs(now - returned[i]));
            returned[i] = now;
        }
    }
    return returned;
}

}  // namespace

std::optional<double> pro_rata_return(const MoneyGraph& graph, const Capacities& capacities,
                                      int group) {
    const Shares shares = ShareTable(graph, capacities).shares(group);
    const std::optional<std::vector<double>> solved =
        shares.groups.size() <= kDense ? eliminate(shares) : iterate(shares);
    if (!solved) return std::nullopt;
    const std::vector<double>& returned = *solved;
    double sum = 0;
    for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
        const MoneyArc& arc = graph.arcs[i];
        if (arc.payer != group || arc.kind != ArcKind::kFunding) continue;
        const int position = shares.position[at(arc.payee)];
        if (position >= 0) sum += static_cast<double>(capacities[i]) * returned[at(position)];
    }
    return sum;
}

}  // namespace gw
