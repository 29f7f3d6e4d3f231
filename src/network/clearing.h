// SPDX-License-Identifier: Apache-2.0
//
// Who pays how much when somebody cannot pay all: the greatest clearing vector of a network of
// obligations. Everybody pays what it has, up to what it owes, and all its payees alike.
// Eisenberg and Noe, "Systemic risk in financial systems", Management Science 47 (2001); found by
// their fictitious default algorithm. Plain numbers: parties and hops are the caller's.
#pragma once

#include <optional>
#include <vector>

#include "cells/interval.h"

namespace gw {

struct Obligation {
    int payer = 0;
    int payee = 0;
    Int128 amount = 0;  // whole currency units, at least 0
};

struct Payer {
    std::optional<Int128> resources;  // from outside the network; nullopt: enough for all it owes
    std::optional<Int128> at_most;    // pays no more than this; nullopt: all it owes
};

struct Clearing {
    std::vector<Int128> owed;      // by party
    std::vector<Int128> paid;      // by party
    std::vector<Int128> received;  // by party
    std::vector<Int128> hops;      // paid on each obligation; a party's add up to what it pays
    std::vector<int> rounds;  // by party: the round in which it was found unable to pay, 0: never
    int last_round = 0;
};

// REQUIRES: 0 <= payer, payee < payers.size(), payer != payee; sums below 2^62. The vector is
// solved in long double and rounded once, to whole units, so `paid` is within one unit of the exact
// one; hops share it in proportion by largest remainder. Cost: at most one linear solve a party, of
// as many unknowns as parties cannot pay; by sweeps above 400 of them.
Clearing clear(const std::vector<Obligation>& obligations, const std::vector<Payer>& payers);

}  // namespace gw
