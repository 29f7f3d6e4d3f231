// SPDX-License-Identifier: Apache-2.0
#include "circles/loop_search.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <utility>
#include <vector>

using namespace gw;

namespace {

using Groups = std::vector<int>;

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

// In the order found, each from its smallest group on.
std::vector<Groups> cycles_of(const std::vector<TypedHop>& hops, int groups,
                              const CycleQuestion& question) {
    const FoundCycles cycles = find_cycles(hops, groups, question);
    std::vector<Groups> found;
    for (std::size_t i = 0; i < cycles.kept.size(); ++i) {
        Groups members;
        for (int hop : cycles.kept[i])
            members.push_back(hops[at(hop)].payer);
        std::rotate(members.begin(), std::min_element(members.begin(), members.end()),
                    members.end());
        found.push_back(members);
    }
    return found;
}

// In the order of their groups.
std::vector<Groups> cycles_of(const std::vector<TypedHop>& hops, int groups, int min_length,
                              int max_length) {
    CycleQuestion question;
    question.min_length = min_length;
    question.max_length = max_length;
    question.order = CycleOrder::kByNumber;
    return cycles_of(hops, groups, question);
}

// A ring of `count` diamonds: corner, two sides, next corner, ... and one hop from the last corner
// back to the first.
std::vector<TypedHop> diamonds(int count, HopTypes types, HopTypes last) {
    std::vector<TypedHop> hops;
    for (int corner = 0; corner < 3 * count; corner += 3) {
        hops.push_back({corner, corner + 1, types});
        hops.push_back({corner, corner + 2, types});
        hops.push_back({corner + 1, corner + 3, types});
        hops.push_back({corner + 2, corner + 3, types});
    }
    hops.push_back({3 * count, 0, last});
    return hops;
}

// The complete graph of four groups: a pair is payer * kGroups + payee.
using Pairs = std::vector<int>;
constexpr int kGroups = 4;
constexpr int kPairs = kGroups * kGroups;

std::vector<Pairs> complete_cycles() {
    std::vector<Pairs> cycles;
    Groups order{0, 1, 2, 3};
    do {
        for (std::size_t length = 2; length <= order.size(); ++length) {
            const auto last = order.begin() + static_cast<int>(length);
            if (*std::min_element(order.begin(), last) != order[0]) continue;
            Pairs pairs;
            for (std::size_t i = 0; i < length; ++i)
                pairs.push_back(order[i] * kGroups + order[(i + 1) % length]);
            cycles.push_back(pairs);
        }
    } while (std::next_permutation(order.begin(), order.end()));
    std::sort(cycles.begin(), cycles.end());
    cycles.erase(std::unique(cycles.begin(), cycles.end()), cycles.end());
    return cycles;
}

// The digits of `world` to the base of three: nothing, funding or spending for every pair.
std::vector<HopTypes> types_of(int world) {
    std::vector<HopTypes> types(at(kPairs), kNoTypes);
    for (int pair = 0; pair < kPairs; ++pair) {
        if (pair / kGroups == pair % kGroups) continue;
        types[at(pair)] = static_cast<HopTypes>(world % 3);
        world /= 3;
    }
    return types;
}

bool qualifies(const Pairs& cycle, const std::vector<HopTypes>& types) {
    const auto hops_of = [&](HopTypes type) {
        return std::count_if(cycle.begin(), cycle.end(),
                             [&](int pair) { return types[at(pair)] == type; });
    };
    return hops_of(kNoTypes) == 0 && hops_of(kFundingType) > 0 && hops_of(kSpendingType) > 0;
}

}  // namespace

TEST_CASE("loop search: every cycle up to the greatest length is found once") {
    std::vector<TypedHop> hops;
    for (auto [payer, payee] :
         {std::pair{0, 3}, {0, 4}, {1, 3}, {1, 4}, {2, 0}, {2, 1}, {3, 0}, {3, 1}, {4, 2}})
        hops.push_back({payer, payee, kBothTypes});
    CHECK(cycles_of(hops, 5, 2, 5) ==
          std::vector<Groups>{
              {0, 3}, {0, 3, 1, 4, 2}, {0, 4, 2}, {0, 4, 2, 1, 3}, {1, 3}, {1, 4, 2}});
    CHECK(cycles_of(hops, 5, 2, 4).size() == 4);
    CHECK(cycles_of(hops, 5, 2, 2).size() == 2);
    CHECK(cycles_of(hops, 5, 3, 3).size() == 2);
    CHECK(cycles_of(hops, 5, 4, 1000).size() == 2);
    CHECK(cycles_of(hops, 5, 3, 2).empty());
    CHECK(cycles_of({}, 0, 2, 6).empty());
}

TEST_CASE("loop search: a ring of diamonds ends at once where nothing can come of it") {
    CHECK(cycles_of(diamonds(4, kBothTypes, kBothTypes), 13, 2, 9).size() == 16);
    CHECK(cycles_of(diamonds(4, kSpendingType, kFundingType), 13, 2, 9).size() == 16);
    // Of 2^60 cycles all are one hop too long, or of one type.
    CHECK(cycles_of(diamonds(60, kBothTypes, kBothTypes), 181, 2, 120).empty());
    CHECK(cycles_of(diamonds(60, kSpendingType, kSpendingType), 181, 2, 121).empty());
    CHECK(cycles_of(diamonds(60, kFundingType, kFundingType), 181, 2, 181).empty());
}

TEST_CASE("loop search: a long ring needs no deep stack") {
    constexpr int kLength = 300'000;
    std::vector<TypedHop> hops;
    for (int group = 0; group + 1 < kLength; ++group)
        hops.push_back({group, group + 1, kSpendingType});
    hops.push_back({kLength - 1, 0, kFundingType});
    CHECK(cycles_of(hops, kLength, 2, kLength).size() == 1);
    CHECK(cycles_of(hops, kLength, 2, kLength - 1).empty());
}

TEST_CASE("loop search: all graphs of four groups have as many cycles as there are") {
    const std::vector<Pairs> cycles = complete_cycles();
    REQUIRE(cycles.size() == 20);
    long wrong = 0;
    long found_in_all = 0;
    for (int world = 0; world < 531'441; ++world) {  // 3 to the power of 12
        const std::vector<HopTypes> types = types_of(world);
        std::vector<TypedHop> hops;
        for (int pair = 0; pair < kPairs; ++pair)
            if (types[at(pair)] != kNoTypes)
                hops.push_back({pair / kGroups, pair % kGroups, types[at(pair)]});
        CycleQuestion question;
        question.max_length = kGroups;
        question.keep = false;
        const long found = find_cycles(hops, kGroups, question).count;
        wrong += found != std::count_if(cycles.begin(), cycles.end(), [&](const Pairs& cycle) {
                     return qualifies(cycle, types);
                 });
        found_in_all += found;
    }
    CHECK(wrong == 0);
    // A cycle of n hops qualifies in 2^n - 2 of its 3^n worlds.
    CHECK(found_in_all == 531'441L * (6 * 2 * 9 + 8 * 6 * 3 + 6 * 14) / 81);
}
