// SPDX-License-Identifier: Apache-2.0
//
// What LEMON does on the same graphs, for circularity_bench.cpp: built as C++17 behind a plain
// header, as LEMON 1.3.1 needs.
#pragma once

#include <cstdint>
#include <vector>

struct PeerHop {
    int payer;
    int payee;
    std::int64_t funding;
    std::int64_t spending;
};

// The sum over groups of the maximum flow from a group's funding back to its spending receipts, by
// a Preflow each.
std::int64_t lemon_returns(int groups, const std::vector<PeerHop>& hops);
