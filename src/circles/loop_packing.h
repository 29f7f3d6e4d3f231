// SPDX-License-Identifier: Apache-2.0
//
// Recycled money: the most that can go round all qualifying loops, of any length, at once, no arc
// carrying more than its capacity ("Circular financing" in docs/meaning.md). A linear programme
// over loops, which are made when they pay (column generation: Ford and Fulkerson, "A suggested
// computation for maximal multi-commodity network flows", Management Science 5, 1958), and whose
// answer is proved in whole numbers: a packing that is feasible and prices that no loop undercuts.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "cells/interval.h"
#include "circles/cheapest_loop.h"
#include "circles/money_graph.h"
#include "circles/packing_programme.h"

namespace gw {

// A number of whole currency units over a small denominator.
struct Fraction {
    Int128 numerator = 0;
    std::int64_t denominator = 1;

    Int128 rounded() const;  // to whole units, half-even
    friend bool operator==(const Fraction&, const Fraction&) = default;  // in lowest terms
};
Fraction lowest_terms(Int128 numerator, Int128 denominator);
bool less(const Fraction& a, const Fraction& b);

// What losing one unit of an arc's capacity costs.
struct ArcPrice {
    int arc = 0;
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
};

struct Recycled {
    // Both exact; equal where the answer is proved. least is carried by a packing, most is the
    // worth of the prices.
    Fraction least;
    Fraction most;
    // No loop costs less than 1, so whoever loses these shares of these arcs loses every loop;
    // their capacities at these prices add up to `most`. Above 0, by arc.
    std::vector<ArcPrice> prices;

    bool proved() const { return least == most; }
};

// What one solve, and all solves of one LoopPacking together, may cost before they stop: arcs
// looked at and entries of the programme that pivots go over, one and a few seconds.
inline constexpr std::int64_t kSolveBudget = 150'000'000;
inline constexpr std::int64_t kSolvesBudget = 250'000'000;

class LoopPacking {
public:
    // `graph` must outlive this object. `all_work`: the budget of all solves together.
    explicit LoopPacking(const MoneyGraph& graph, std::int64_t all_work = kSolvesBudget);

    // Bounds that are not equal where the budget of `work` ran out: they hold all the same.
    // nullopt: it ran out before there were any. REQUIRES: no capacity is open (with_limits). Loops
    // made for one solve serve the next, whose capacities may be others.
    std::optional<Recycled> solve(const Capacities& capacities, std::int64_t work = kSolveBudget);

    // The same without the packing that proves it from below: `most` alone, exact where Clp's
    // prices are. nullopt: the budget ran out.
    std::optional<Fraction> worth(const Capacities& capacities, std::int64_t work = kSolveBudget);

private:
    bool optimise(std::int64_t work);
    bool make_loops(const std::vector<double>& prices);
    bool add_loop(ArcLoop loop);
    void load(const Capacities& capacities);
    std::optional<Recycled> priced() const;
    std::optional<Recycled> price_at(const std::vector<double>& prices, std::int64_t unit) const;
    std::int64_t cheapest(const std::vector<std::int64_t>& prices) const;
    Fraction packed(const std::vector<double>& proposed, std::int64_t unit);
    void correct(std::vector<Int128>& amounts, std::int64_t unit);
    std::vector<Int128> left_by(const std::vector<Int128>& amounts, std::int64_t unit) const;
    void make_feasible(std::vector<Int128>& amounts, std::int64_t unit) const;

    const MoneyGraph& graph_;
    ArcIndex paying_;
    std::vector<int> answers_;
    PackingProgramme programme_;
    std::vector<ArcLoop> loops_;  // the columns, arcs ascending
    std::set<ArcLoop> known_;
    std::vector<ArcLoop> new_loops_;
    Capacities usable_;
    std::vector<int> vendors_;
    std::int64_t all_work_;  // left for this and all later solves
    std::int64_t work_ = 0;  // of it, for this solve; 0: it stopped
    double scale_ = 1;       // currency units in a unit of the programme
};

}  // namespace gw
