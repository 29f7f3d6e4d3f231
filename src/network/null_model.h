// SPDX-License-Identifier: Apache-2.0
//
// What circularity would be by chance: the same promises with payees exchanged at random. Every
// group pays the same legs with the same amounts, and is paid as many legs of each type, as in the
// book; only who pays whom is chance. Switching: Maslov and Sneppen, "Specificity and stability in
// topology of protein networks", Science 296 (2002).
#pragma once

#include <cstdint>
#include <vector>

#include "circles/loops.h"

namespace gw {

// The counted legs of `legs` after ten tries at an exchange for each of them. The same seed gives
// the same legs everywhere. Pairs that would pay themselves stay.
std::vector<LoopLeg> shuffled_legs(const std::vector<LoopLeg>& legs, std::uint64_t seed);

}  // namespace gw
