// SPDX-License-Identifier: Apache-2.0
//
// The one door to LEMON: the circulation of one network that earns the most. LEMON 1.3.1 does not
// compile as C++20, so lemon_flow.cpp is built as C++17 and this header is plain for both.
#pragma once

#include <cstdint>
#include <vector>

namespace gw {

struct EarningArc {
    int from;
    int to;
    std::int64_t capacity;
    bool earns;  // 1 for each unit that flows
};

// LEMON's algorithms. Its network simplex is the faster on small networks, cost scaling on large.
enum class Circulator : std::uint8_t { kNetworkSimplex, kCostScaling };

// The most that a circulation within the capacities can earn. REQUIRES: capacities below 2^62.
std::int64_t most_earned(int nodes, const std::vector<EarningArc>& arcs, Circulator circulator);

}  // namespace gw
