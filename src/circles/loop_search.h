// SPDX-License-Identifier: Apache-2.0
//
// The search behind loops.h: every simple directed cycle of bounded length on which both funding
// and spending are on offer. It knows hops and their types only; what a cycle is worth is the
// visitor's business. A visitor sees each cycle once and keeps what it wants.
#pragma once

#include <functional>
#include <vector>

namespace gw {

// What a hop, or a chain of hops, offers: a set of bits.
using HopTypes = unsigned;
inline constexpr HopTypes kNoTypes = 0;
inline constexpr HopTypes kFundingType = 1;
inline constexpr HopTypes kSpendingType = 2;
inline constexpr HopTypes kBothTypes = kFundingType | kSpendingType;

struct TypedHop {
    int payer = 0;
    int payee = 0;
    HopTypes types = kNoTypes;
};

// The positions in `hops` of a cycle's hops, in the direction of payment, from its smallest group
// on. The vector is the search's own and changes after the call.
using CycleVisitor = std::function<void(const std::vector<int>& cycle)>;

// Visits every simple cycle of min_length to max_length hops that has a hop offering funding and a
// hop offering spending. For two hops or more that is the same as: one type can be chosen for every
// hop so that both occur. REQUIRES: `hops` ordered by payer, then payee, each pair once, no hop
// from a group to itself, no hop without types; 0 <= payer, payee < groups; 2 <= min_length.
void visit_cycles(const std::vector<TypedHop>& hops, int groups, int min_length, int max_length,
                  const CycleVisitor& visit);

}  // namespace gw
