// SPDX-License-Identifier: Apache-2.0
#include "network/ownership.h"

#include <algorithm>
#include <cstddef>

#include "cells/position.h"

namespace gw {
namespace {

constexpr double kNegligible = 1e-12;
constexpr int kMostLinks = 10'000;  // of a ring that hardly loses anything on the way

// What reaches each party over all chains of holdings from the company, itself included.
std::vector<double> reached(const std::vector<Holding>& holdings, int parties, int company,
                            double Holding::*share) {
    std::vector<double> all(at(parties));
    std::vector<double> arriving(at(parties));
    arriving[at(company)] = 1;
    for (int link = 0; link < kMostLinks; ++link) {
        std::vector<double> next(at(parties));
        double most = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] += arriving[i];
        for (const Holding& one : holdings)
            next[at(one.holder)] += one.*share * arriving[at(one.company)];
        for (const double value : next)
            most = std::max(most, value);
        if (most < kNegligible) break;
        arriving = std::move(next);
    }
    return all;
}

// What nobody is recorded to hold of each party.
std::vector<double> unheld(const std::vector<Holding>& holdings, int parties,
                           double Holding::*share) {
    std::vector<double> rest(at(parties), 1);
    for (const Holding& one : holdings)
        rest[at(one.company)] -= one.*share;
    for (double& value : rest)
        value = std::max(value, 0.0);
    return rest;
}

}  // namespace

EndShares end_shares(const std::vector<Holding>& holdings, int parties, int company) {
    EndShares shares{reached(holdings, parties, company, &Holding::low),
                     reached(holdings, parties, company, &Holding::high)};
    const std::vector<double> least = unheld(holdings, parties, &Holding::high);
    const std::vector<double> most = unheld(holdings, parties, &Holding::low);
    for (std::size_t i = 0; i < least.size(); ++i) {
        shares.low[i] *= least[i];
        shares.high[i] = std::min(shares.high[i] * most[i], 1.0);
        shares.low[i] = std::min(shares.low[i], shares.high[i]);
    }
    return shares;
}

}  // namespace gw
