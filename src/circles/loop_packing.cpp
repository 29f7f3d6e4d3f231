// SPDX-License-Identifier: Apache-2.0
#include "circles/loop_packing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "cells/position.h"
#include "circles/returnable.h"
#include "circles/witness.h"
#include "counting/counting.h"

namespace gw {
namespace {

constexpr double kTolerance = 1e-7;  // Clp's own, of prices

// Denominators that prices are tried in. Loops that share arcs in odd rings make halves, thirds and
// so on; a price in none of these is rounded to millionths and the bounds then differ by as much.
constexpr std::array<std::int64_t, 12> kUnits{1,  2,  3,   4,    5,     6,
                                              12, 60, 420, 2520, 27720, 1'000'000};

// How far one correction may move a loop or an arc, in units of the answer: little enough for
// floating point to be exact.
constexpr double kCorrection = 1e7;

bool fits(const std::vector<double>& prices, std::int64_t unit) {
    return std::all_of(prices.begin(), prices.end(), [&](double price) {
        const double times = price * static_cast<double>(unit);
        return std::abs(times - std::round(times)) < kTolerance * static_cast<double>(unit) * 10;
    });
}

double clamp_correction(Int128 value) {
    return std::clamp(static_cast<double>(value), -kCorrection, kCorrection);
}

}  // namespace

Int128 Fraction::rounded() const {
    return multiply_and_round(numerator, 1, denominator);
}

Fraction lowest_terms(Int128 numerator, Int128 denominator) {
    Int128 a = numerator;
    Int128 b = denominator;
    while (b != 0)
        a = std::exchange(b, a % b);
    if (a == 0) return {};
    return {numerator / a, static_cast<std::int64_t>(denominator / a)};
}

bool less(const Fraction& a, const Fraction& b) {
    const Int128 whole_a = a.numerator / a.denominator;
    const Int128 whole_b = b.numerator / b.denominator;
    if (whole_a != whole_b) return whole_a < whole_b;
    return a.numerator % a.denominator * b.denominator <
           b.numerator % b.denominator * a.denominator;
}

LoopPacking::LoopPacking(const MoneyGraph& graph, std::int64_t all_work)
    : graph_(graph),
      paying_(graph, ArcIndex::End::kPayer),
      answers_(answering_spending(graph)),
      programme_(static_cast<int>(graph.arcs.size())),
      all_work_(all_work) {}

void LoopPacking::load(const Capacities& capacities) {
    usable_ = within_parts(graph_, capacities);
    vendors_ = vendors(graph_, usable_);
    const std::int64_t largest = *std::max_element(usable_.begin(), usable_.end());
    scale_ = std::max(1.0, static_cast<double>(largest) / 1e6);
    std::vector<double> limits;
    for (const std::int64_t capacity : usable_)
        limits.push_back(static_cast<double>(capacity) / scale_);
    programme_.set_limits(limits);
    if (loops_.empty())
        for (LoopFlow& flow : pack_shortest_first(graph_, usable_).flows)
            add_loop(std::move(flow.loop));
}

bool LoopPacking::add_loop(ArcLoop loop) {
    std::sort(loop.begin(), loop.end());
    if (!known_.insert(loop).second) return false;
    new_loops_.push_back(loop);
    loops_.push_back(std::move(loop));
    return true;
}

// Whether some loop costs less than it earns.
bool LoopPacking::make_loops(const std::vector<double>& prices) {
    bool made = false;
    CheapestLoop<double> search(graph_, usable_, paying_);
    for (const int vendor : vendors_)
        if (search.find(vendor, prices, 1 - kTolerance)) made = add_loop(search.loop()) || made;
    for (std::size_t i = 0; i < answers_.size(); ++i) {
        if (answers_[i] < 0 || usable_[i] == 0) continue;
        if (prices[i] + prices[at(answers_[i])] < 1 - kTolerance)
            made = add_loop({static_cast<int>(i), answers_[i]}) || made;
    }
    return made;
}

bool LoopPacking::optimise(std::int64_t work) {
    const auto pricing = static_cast<std::int64_t>((vendors_.size() + 1) * usable_.size());
    const std::int64_t given = std::min(work, all_work_);
    work_ = given;
    bool best = false;
    do {
        if (!new_loops_.empty()) programme_.add_columns(new_loops_);
        new_loops_.clear();
        best = programme_.solve(work_) && (work_ -= pricing) > 0;
        if (!best) work_ = 0;
    } while (best && make_loops(programme_.prices()));
    all_work_ -= given - work_;
    return best;
}

std::optional<Recycled> LoopPacking::solve(const Capacities& capacities, std::int64_t work) {
    if (graph_.arcs.empty()) return Recycled{};
    load(capacities);
    optimise(work);
    std::optional<Recycled> recycled = priced();
    const std::vector<double> proposed = programme_.amounts();
    const std::int64_t left = work_;
    for (const std::int64_t times : {1, 2, 12}) {
        if (!recycled || recycled->proved()) break;
        const Fraction least = packed(proposed, recycled->most.denominator * times);
        if (less(recycled->least, least)) recycled->least = least;
        if (work_ <= 0) break;
    }
    all_work_ -= left - work_;
    return recycled;
}

std::optional<Fraction> LoopPacking::worth(const Capacities& capacities, std::int64_t work) {
    if (graph_.arcs.empty()) return Fraction{};
    load(capacities);
    if (!optimise(work)) return std::nullopt;
    const std::optional<Recycled> recycled = priced();
    return recycled ? std::optional(recycled->most) : std::nullopt;
}

// Clp's prices as fractions of the first unit that they fit. Their worth is an upper bound in any
// unit, since it is set against the cheapest loop at them.
std::optional<Recycled> LoopPacking::priced() const {
    const std::vector<double> prices = programme_.prices();
    for (const std::int64_t unit : kUnits) {
        const bool last = unit == kUnits.back();
        if (!last && !fits(prices, unit)) continue;
        auto recycled = price_at(prices, unit);
        if (recycled &&
            (last || recycled->prices.empty() || recycled->prices.front().denominator == unit))
            return recycled;
    }
    return std::nullopt;
}

std::optional<Recycled> LoopPacking::price_at(const std::vector<double>& prices,
                                              std::int64_t unit) const {
    std::vector<std::int64_t> whole(prices.size());
    Int128 worth = 0;
    for (std::size_t i = 0; i < prices.size(); ++i) {
        if (usable_[i] == 0) continue;
        whole[i] = std::llround(prices[i] * static_cast<double>(unit));
        worth += Int128{usable_[i]} * whole[i];
    }
    const std::int64_t cost = cheapest(whole);
    if (cost == 0) return std::nullopt;
    Recycled recycled;
    recycled.most = lowest_terms(worth, cost);
    for (std::size_t i = 0; i < whole.size(); ++i)
        if (whole[i] > 0) recycled.prices.push_back({static_cast<int>(i), whole[i], cost});
    return recycled;
}

// The price of the cheapest of all loops; more than all prices together if there is none.
std::int64_t LoopPacking::cheapest(const std::vector<std::int64_t>& prices) const {
    std::int64_t limit = std::accumulate(prices.begin(), prices.end(), std::int64_t{1});
    CheapestLoop<std::int64_t> search(graph_, usable_, paying_);
    for (const int vendor : vendors_)
        if (search.find(vendor, prices, limit)) limit = search.price();
    for (std::size_t i = 0; i < answers_.size(); ++i)
        if (answers_[i] >= 0 && usable_[i] > 0)
            limit = std::min(limit, prices[i] + prices[at(answers_[i])]);
    return limit;
}

// Clp's amounts as whole numbers of 1/unit, corrected until they fit exactly: the programme is
// solved once more for the small difference that rounding leaves, as in Gleixner, Steffy and
// Wolter, "Iterative refinement for linear programming", INFORMS Journal on Computing 28 (2016).
Fraction LoopPacking::packed(const std::vector<double>& proposed, std::int64_t unit) {
    std::vector<Int128> amounts;
    for (const double amount : proposed)
        amounts.push_back(static_cast<Int128>(
            std::max(0.0L, std::round(static_cast<long double>(amount) * scale_ *
                                      static_cast<long double>(unit)))));
    amounts.resize(loops_.size());
    if (work_ > 0) correct(amounts, unit);
    make_feasible(amounts, unit);
    return lowest_terms(std::accumulate(amounts.begin(), amounts.end(), Int128{0}), unit);
}

void LoopPacking::correct(std::vector<Int128>& amounts, std::int64_t unit) {
    std::vector<double> limits;
    for (const Int128 left : left_by(amounts, unit))
        limits.push_back(clamp_correction(left));
    std::vector<double> least;
    for (const Int128 amount : amounts)
        least.push_back(clamp_correction(-amount));
    programme_.set_limits(limits);
    programme_.set_least(least);
    if (programme_.solve(work_)) {
        const std::vector<double> more = programme_.amounts();
        for (std::size_t i = 0; i < amounts.size(); ++i)
            amounts[i] =
                std::max<Int128>(0, amounts[i] + static_cast<Int128>(std::llround(more[i])));
    } else {
        work_ = 0;
    }
    programme_.set_least(std::vector<double>(amounts.size(), 0));
}

std::vector<Int128> LoopPacking::left_by(const std::vector<Int128>& amounts,
                                         std::int64_t unit) const {
    std::vector<Int128> left;
    for (const std::int64_t capacity : usable_)
        left.push_back(Int128{capacity} * unit);
    for (std::size_t i = 0; i < loops_.size(); ++i)
        for (const int arc : loops_[i])
            left[at(arc)] -= amounts[i];
    return left;
}

// Takes off what is over a capacity. Nothing is where the answer was exact.
void LoopPacking::make_feasible(std::vector<Int128>& amounts, std::int64_t unit) const {
    std::vector<Int128> left = left_by(amounts, unit);
    for (std::size_t i = 0; i < loops_.size(); ++i) {
        Int128 over = 0;
        for (const int arc : loops_[i])
            over = std::max(over, -left[at(arc)]);
        over = std::min(over, amounts[i]);
        if (over == 0) continue;
        amounts[i] -= over;
        for (const int arc : loops_[i])
            left[at(arc)] += over;
    }
}

}  // namespace gw
