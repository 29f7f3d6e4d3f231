// SPDX-License-Identifier: Apache-2.0
//
// The search behind loops.h: every simple directed cycle of bounded length whose hops offer all
// that is wanted between them. It knows hops and what they offer only; what a cycle is worth is the
// caller's business. Found cycles, their order and the steps counted are the same whatever the
// number of threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace gw {

// What a hop, or a chain of hops, offers: a set of bits. A second pair of bits serves whoever asks
// for funding and spending in two readings at once.
using HopTypes = unsigned;
inline constexpr HopTypes kNoTypes = 0;
inline constexpr HopTypes kFundingType = 1;
inline constexpr HopTypes kSpendingType = 2;
inline constexpr HopTypes kBothTypes = kFundingType | kSpendingType;
inline constexpr HopTypes kAllTypes = 15;

struct TypedHop {
    int payer = 0;
    int payee = 0;
    HopTypes types = kNoTypes;
};

// kHubsFirst is fast. kByNumber gives cycles in the order of their groups, each from its smallest
// group on, so that the first few are had without the rest.
enum class CycleOrder : std::uint8_t { kHubsFirst, kByNumber };

inline constexpr std::int64_t kNoCycleLimit = std::numeric_limits<std::int64_t>::max();

struct CycleQuestion {
    int min_length = 2;                 // at least 2
    int max_length = 6;                 // any number from min_length on
    HopTypes wanted = kBothTypes;       // kBothTypes or kAllTypes: what the hops offer between them
    int through = -1;                   // a group that every cycle goes through; -1: any
    bool keep = true;                   // false: cycles are counted, not kept
    std::int64_t most = kNoCycleLimit;  // cycles after which the search stops
    std::int64_t steps = kNoCycleLimit;  // steps after which it stops, give or take the hops of one
                                         // group; a step is one look at a hop
    int threads = 1;
    std::int64_t steps_alone = 2'000'000;  // before which a second thread costs more than it saves
    CycleOrder order = CycleOrder::kHubsFirst;
    // Passes over cycles, given as positions in the list of hops; must be pure. Empty: none.
    std::function<bool(std::span<const int>)> accepts = {};
};

// Cycles as the positions of their hops in the direction of payment, from any of their groups on.
class CycleList {
public:
    std::size_t size() const { return ends_.size(); }
    std::span<const int> operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return {hops_.data() + begin, ends_[i] - begin};
    }
    void add(std::span<const int> cycle) {
        hops_.insert(hops_.end(), cycle.begin(), cycle.end());
        ends_.push_back(hops_.size());
    }
    void add(const CycleList& others) {
        for (std::size_t i = 0; i < others.size(); ++i)
            add(others[i]);
    }

private:
    std::vector<int> hops_;
    std::vector<std::size_t> ends_;
};

struct FoundCycles {
    CycleList kept;
    std::vector<std::int64_t> by_length;  // how many have 0, 1, 2, ... hops, up to the longest
    std::int64_t count = 0;
    std::int64_t steps = 0;
    bool complete = true;  // false: it stopped at `most` or `steps`, and there may be others
};

// Every simple cycle of the lengths asked for whose hops offer all that is wanted. For two hops or
// more that is the same as: one type can be chosen for every hop so that both occur. REQUIRES:
// `hops` ordered by payer, then payee, each pair once, no hop from a group to itself, no hop
// without types; 0 <= payer, payee < groups. Cost: a search back from each group over the hops
// among later ones, then steps that only go where the way back is short enough and brings what is
// missing; exponential in max_length at worst. Memory: the hops, and the cycles kept.
FoundCycles find_cycles(const std::vector<TypedHop>& hops, int groups,
                        const CycleQuestion& question);

}  // namespace gw
