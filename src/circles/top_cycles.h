// SPDX-License-Identifier: Apache-2.0
//
// The first N cycles by bottleneck, without the others. A cycle's bottleneck is x or more exactly
// if it qualifies in the graph of what is worth x or more, so the search looks for the greatest x
// whose graph has N cycles, stopping at the Nth each time. Only what can be among the first N is
// ever enumerated, however many cycles there are or are worth the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cells/interval.h"
#include "circles/loop_search.h"

namespace gw {

// What a hop is worth as funding and as spending; below 0: not on offer.
struct HopWorth {
    Int128 funding = -1;
    Int128 spending = -1;
};

struct ValuedHop {
    int payer = 0;
    int payee = 0;
    HopWorth stated;
    HopWorth lo;  // on offer exactly where `stated` is
};

struct TopQuestion {
    int min_length = 2;
    int max_length = 6;
    int through = -1;
    std::size_t most = 0;
    std::int64_t steps = kNoCycleLimit;
    int threads = 1;
};

struct TopCycles {
    CycleList cycles;             // positions of hops; in no order, from any group on
    bool stopped = false;         // the steps ran out
    std::optional<Int128> above;  // if stopped: every cycle of this much or more, as stated, is
                                  // there, and no other; nullopt: there is none
    std::int64_t steps = 0;
};

// The cycles that come first by bottleneck: stated, then lo, the greatest first, then the groups
// from the smallest on. REQUIRES: as of find_cycles.
TopCycles find_top_cycles(const std::vector<ValuedHop>& hops, int groups,
                          const TopQuestion& question);

}  // namespace gw
