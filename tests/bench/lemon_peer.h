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

// The circulation that earns most by LEMON's network simplex, written down directly: three nodes a
// group, an arc for each amount, and 1 earned where spending that arrives leaves as funding, up to
// `returns` of the group.
std::int64_t lemon_turned(int groups, const std::vector<PeerHop>& hops,
                          const std::vector<std::int64_t>& returns);
