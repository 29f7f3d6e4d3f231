// SPDX-License-Identifier: Apache-2.0
//
// Hops: all that one group pays another in a loop, as funding and as spending, and what a chain of
// hops is worth. Definitions: "Circular financing" in docs/meaning.md. A hop points at its legs,
// which must outlive it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "circles/loop_search.h"
#include "circles/loops.h"

namespace gw {

inline constexpr Int128 kNoLimit = Int128{1} << 126;  // above every sum of amounts
inline constexpr Int128 kAbsent = -1;                 // below every amount
inline constexpr Day kAnyTimeBefore{std::numeric_limits<std::int32_t>::min()};
inline constexpr Day kAnyTimeAfter{std::numeric_limits<std::int32_t>::max()};

// What the counted legs of one type bring to a hop.
struct HopOffer {
    bool available = false;
    Int128 lo = 0;  // of committed legs
    Int128 stated = 0;
    Int128 hi = 0;  // kNoLimit: open
    Bucket bucket = Bucket::kTalks;
    Day earliest = kAnyTimeAfter;  // day of payment
    Day latest = kAnyTimeBefore;
    bool known = false;
};

struct LoopHop {
    int payer = 0;
    int payee = 0;
    std::vector<const LoopLeg*> legs;  // usable ones, counted or not
    HopOffer funding;
    HopOffer spending;
};

using HopChain = std::vector<const LoopHop*>;

HopTypes type_of(const LoopLeg& leg);
HopTypes types_of(const LoopHop& hop);  // of its counted legs

// One hop for every payer and payee with a counted leg, ordered by both; without legs in kind
// unless they are asked for. Cost: n log n.
std::vector<LoopHop> make_hops(const std::vector<LoopLeg>& legs, bool with_in_kind);

// The largest value x such that types can be chosen with every hop's value at least x. A threshold
// x is met if every hop has some type of x or more, some hop funding and some hop spending: with
// two hops or more, those two can then be different hops. `value_of(hop, type)` is the value of a
// type, kAbsent where it is not on offer.
template <class Hops, class ValueOf>
Int128 best_choice(const Hops& chain, ValueOf value_of) {
    Int128 every = kNoLimit;
    Int128 funding = kAbsent;
    Int128 spending = kAbsent;
    for (const auto& hop : chain) {
        const Int128 as_funding = value_of(hop, kFundingType);
        const Int128 as_spending = value_of(hop, kSpendingType);
        every = std::min(every, std::max(as_funding, as_spending));
        funding = std::max(funding, as_funding);
        spending = std::max(spending, as_spending);
    }
    return std::min({every, funding, spending});
}

Readings bottleneck_of(const HopChain& chain);
Bucket strictest_bucket(const HopChain& chain);

}  // namespace gw
