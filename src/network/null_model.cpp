// SPDX-License-Identifier: Apache-2.0
#include "network/null_model.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <random>
#include <utility>

namespace gw {

std::vector<LoopLeg> shuffled_legs(const std::vector<LoopLeg>& legs, std::uint64_t seed) {
    constexpr std::size_t kTries = 10;
    std::vector<LoopLeg> shuffled;
    std::copy_if(legs.begin(), legs.end(), std::back_inserter(shuffled),
                 [](const LoopLeg& leg) { return leg.counted && leg.payer != leg.payee; });
    std::mt19937_64 random(seed);
    for (std::size_t left = shuffled.size() * kTries; left > 0; --left) {
        LoopLeg& one = shuffled[random() % shuffled.size()];
        LoopLeg& other = shuffled[random() % shuffled.size()];
        if (one.funding != other.funding || one.in_kind != other.in_kind ||
            one.payer == other.payee || other.payer == one.payee)
            continue;
        std::swap(one.payee, other.payee);
    }
    return shuffled;
}

}  // namespace gw
