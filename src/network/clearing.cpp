// SPDX-License-Identifier: Apache-2.0
#include "network/clearing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "cells/position.h"

namespace gw {
namespace {

using Real = long double;  // 64 bits of fraction: amounts below 2^62 are exact

constexpr Real kShort = 1e-3L;  // of a unit: less than this is rounding, not default
constexpr std::size_t kMostDense = 400;
constexpr int kMostSweeps = 100'000;

// A square system, solved with partial pivoting.
std::vector<Real> solve(std::vector<std::vector<Real>> rows, std::vector<Real> right) {
    const std::size_t size = right.size();
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < size; ++row)
            if (std::fabs(rows[row][column]) > std::fabs(rows[pivot][column])) pivot = row;
        std::swap(rows[column], rows[pivot]);
        std::swap(right[column], right[pivot]);
        for (std::size_t row = column + 1; row < size; ++row) {
            const Real factor = rows[row][column] / rows[column][column];
            if (factor == 0) continue;
            for (std::size_t i = column; i < size; ++i)
                rows[row][i] -= factor * rows[column][i];
            right[row] -= factor * right[column];
        }
    }
    for (std::size_t row = size; row-- > 0;) {
        for (std::size_t i = row + 1; i < size; ++i)
            right[row] -= rows[row][i] * right[i];
        right[row] /= rows[row][row];
    }
    return right;
}

class ClearingRun {
public:
    ClearingRun(const std::vector<Obligation>& obligations, const std::vector<Payer>& payers)
        : obligations_(obligations),
          payers_(payers),
          owed_(payers.size()),
          limit_(payers.size()),
          paid_(payers.size()),
          rounds_(payers.size()) {
        for (const Obligation& one : obligations)
            owed_[at(one.payer)] += one.amount;
        for (std::size_t i = 0; i < payers.size(); ++i) {
            limit_[i] = static_cast<Real>(std::min(owed_[i], payers[i].at_most.value_or(owed_[i])));
            paid_[i] = limit_[i];
        }
    }

    Clearing run();

private:
    Real share(const Obligation& one) const {
        return owed_[at(one.payer)] == 0
                   ? 0
                   : static_cast<Real>(one.amount) / static_cast<Real>(owed_[at(one.payer)]);
    }
    std::vector<Real> means() const;  // resources and what arrives; of the unlimited nothing
    bool add_defaults(int round);
    void pay();
    void pay_by_sweeps(const std::vector<int>& unable);
    Clearing rounded() const;

    const std::vector<Obligation>& obligations_;
    const std::vector<Payer>& payers_;
    std::vector<Int128> owed_;
    std::vector<Real> limit_;  // the most each pays
    std::vector<Real> paid_;
    std::vector<int> rounds_;
};

std::vector<Real> ClearingRun::means() const {
    std::vector<Real> means(payers_.size());
    for (std::size_t i = 0; i < payers_.size(); ++i)
        means[i] = static_cast<Real>(payers_[i].resources.value_or(0));
    for (const Obligation& one : obligations_)
        means[at(one.payee)] += share(one) * paid_[at(one.payer)];
    return means;
}

// Whoever cannot pay, given what the others pay now, is in default from this round on.
bool ClearingRun::add_defaults(int round) {
    const std::vector<Real> now = means();
    bool added = false;
    for (std::size_t i = 0; i < payers_.size(); ++i) {
        if (!payers_[i].resources || rounds_[i] != 0 || now[i] >= limit_[i] - kShort) continue;
        rounds_[i] = round;
        added = true;
    }
    return added;
}

// Those in default pay all they have: one linear equation each.
void ClearingRun::pay() {
    std::vector<int> unable;
    std::vector<int> row_of(payers_.size(), -1);
    for (std::size_t i = 0; i < payers_.size(); ++i) {
        if (rounds_[i] == 0) continue;
        row_of[i] = static_cast<int>(unable.size());
        unable.push_back(static_cast<int>(i));
    }
    if (unable.size() > kMostDense) return pay_by_sweeps(unable);
    std::vector<std::vector<Real>> rows(unable.size(), std::vector<Real>(unable.size()));
    std::vector<Real> right(unable.size());
    for (std::size_t row = 0; row < unable.size(); ++row) {
        rows[row][row] = 1;
        right[row] = static_cast<Real>(*payers_[at(unable[row])].resources);
    }
    for (const Obligation& one : obligations_) {
        const int row = row_of[at(one.payee)];
        if (row < 0) continue;
        const int column = row_of[at(one.payer)];
        if (column >= 0)
            rows[at(row)][at(column)] -= share(one);
        else
            right[at(row)] += share(one) * paid_[at(one.payer)];
    }
    const std::vector<Real> solved = solve(std::move(rows), std::move(right));
    for (std::size_t row = 0; row < unable.size(); ++row)
        paid_[at(unable[row])] = std::clamp<Real>(solved[row], 0, limit_[at(unable[row])]);
}

// From above, so that the greatest vector is found.
void ClearingRun::pay_by_sweeps(const std::vector<int>& unable) {
    for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
        const std::vector<Real> now = means();
        Real change = 0;
        for (const int party : unable) {
            const Real pays = std::min(limit_[at(party)], now[at(party)]);
            change = std::max(change, std::fabs(pays - paid_[at(party)]));
            paid_[at(party)] = pays;
        }
        if (change < kShort / 10) return;
    }
}

Clearing ClearingRun::run() {
    int round = 1;
    for (; add_defaults(round); ++round)
        pay();
    Clearing made = rounded();
    made.last_round = round - 1;
    return made;
}

// What a party pays in whole units, and each of its hops the whole part of its share; the units
// left go to the largest remainders, of equal ones to the first.
Clearing ClearingRun::rounded() const {
    Clearing made{owed_,
                  {},
                  std::vector<Int128>(payers_.size()),
                  std::vector<Int128>(obligations_.size()),
                  rounds_};
    made.paid.resize(payers_.size());
    std::vector<std::vector<std::size_t>> hops(payers_.size());
    for (std::size_t i = 0; i < obligations_.size(); ++i)
        hops[at(obligations_[i].payer)].push_back(i);
    for (std::size_t party = 0; party < payers_.size(); ++party) {
        if (owed_[party] == 0) continue;
        made.paid[party] = static_cast<Int128>(std::llrint(paid_[party]));
        Int128 left = made.paid[party];
        std::vector<std::pair<Int128, std::size_t>> remainders;
        for (const std::size_t hop : hops[party]) {
            const Int128 scaled = obligations_[hop].amount * made.paid[party];
            made.hops[hop] = scaled / owed_[party];
            left -= made.hops[hop];
            remainders.emplace_back(-(scaled % owed_[party]), hop);
        }
        std::sort(remainders.begin(), remainders.end());
        for (std::size_t i = 0; i < remainders.size() && left > 0; ++i, --left)
            ++made.hops[remainders[i].second];
        for (const std::size_t hop : hops[party])
            made.received[at(obligations_[hop].payee)] += made.hops[hop];
    }
    return made;
}

}  // namespace

Clearing clear(const std::vector<Obligation>& obligations, const std::vector<Payer>& payers) {
    return ClearingRun(obligations, payers).run();
}

}  // namespace gw
