// SPDX-License-Identifier: Apache-2.0
//
// Who owns a company in the end, through chains and rings of stakes: Brioschi, Buzzacchi and
// Colombo, "Risk capital financing and the separation of ownership and control in business groups",
// Journal of Banking and Finance 13 (1989); the same sum over chains as Leontief's inverse. A
// holder that others hold passes its part on to them; what the book does not say who holds stays
// with the holder itself, so the shares of a company add up to 1.
#pragma once

#include <vector>

namespace gw {

struct Holding {
    int holder = 0;
    int company = 0;
    double low = 0;  // of 1, at least
    double high = 0;
};

// Shares of 1. Ratios, so in floating point; within 1e-9 of the sum of all chains.
struct EndShares {
    std::vector<double> low;  // by party; of the company itself: what nobody is recorded to hold
    std::vector<double> high;
};

// REQUIRES: 0 <= holder, company < parties; one holding for a holder and a company. Where holdings
// add up to more than a whole the shares are cut at 1, and low is never above high. Cost: a pass
// over the holdings for each link of the longest chain that still matters.
EndShares end_shares(const std::vector<Holding>& holdings, int parties, int company);

}  // namespace gw
