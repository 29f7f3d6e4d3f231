// SPDX-License-Identifier: Apache-2.0
//
// What a stress does to loops and to deals: which loops carry less, and which deals' gigawatts hang
// on a payer that pays less. Of whole promises, never of a year's.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "reports/stress_case.h"

namespace gw {

struct LoopChange {
    std::string loop;
    std::size_t length;
    Int128 before;  // bottleneck as stated
    Int128 after;
};

inline constexpr std::size_t kLoopsStressed = 10'000;  // that are looked at

struct LoopChanges {
    std::vector<LoopChange> loops;  // in the order of their groups
    bool whole = true;  // false: only of the kLoopsStressed that can carry most as stated, or,
                        // where one payer alone pays less, that can carry most through it
};

// Loops of up to `max_length` groups that carry less. REQUIRES: not by year.
LoopChanges loop_changes(const Db& db, const StressCase& stress, int max_length);

// Deals that are cancelled, or whose payer pays less than it did. REQUIRES: not by year.
std::set<int> deals_at_risk(const StressCase& stress);

}  // namespace gw
