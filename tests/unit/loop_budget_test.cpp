// SPDX-License-Identifier: Apache-2.0
//
// What a search costs, in steps: graphs made to be hard end within their budget and say the truth.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "circles/loop_search.h"
#include "circles/loops.h"

using namespace gw;

namespace {

using Legs = std::vector<LoopLeg>;

LoopLeg leg(int payer, int payee, bool funding, std::int64_t amount) {
    LoopLeg made;
    made.payer = payer;
    made.payee = payee;
    made.funding = funding;
    made.counted = true;
    made.known = true;
    made.amount = {amount, amount, amount};
    made.selected = {{Day{0}, kEndOfTime}};
    return made;
}

// Everybody pays everybody, as funding and as spending.
Legs complete(int groups, const std::function<int()>& amount) {
    Legs legs;
    for (int payer = 0; payer < groups; ++payer)
        for (int payee = 0; payee < groups; ++payee) {
            if (payer == payee) continue;
            legs.push_back(leg(payer, payee, true, amount()));
            legs.push_back(leg(payer, payee, false, amount()));
        }
    return legs;
}

// Cycles of 2 to max_length among `groups` that all pay each other.
std::int64_t cycles_of_complete(int groups, int max_length) {
    std::int64_t all = 0;
    std::int64_t orders = groups;
    for (int length = 2; length <= max_length; ++length) {
        orders *= groups - length + 1;
        all += orders / length;
    }
    return all;
}

Legs random_legs(int groups, int hops, unsigned seed, int amounts) {
    std::mt19937 random(seed);
    const auto pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    Legs legs;
    for (int i = 0; i < hops; ++i) {
        const int payer = pick(groups);
        const int payee = (payer + 1 + pick(groups - 1)) % groups;
        legs.push_back(leg(payer, payee, pick(2) == 0, pick(amounts)));
    }
    return legs;
}

std::vector<std::vector<int>> groups_of(const FoundLoops& found) {
    std::vector<std::vector<int>> groups;
    for (const Loop& loop : found.loops)
        groups.push_back(loop.groups);
    return groups;
}

std::int64_t sum(const LoopCount& count) {
    std::int64_t all = 0;
    for (const std::int64_t loops : count.by_length)
        all += loops;
    return all;
}

}  // namespace

TEST_CASE("loop budget: the first loops of billions are had without the others") {
    std::mt19937 random(1);
    const int groups = 60;
    const LoopQuestion question{.most = 100, .steps = 2'000'000};
    for (const bool alike : {true, false}) {
        const Legs legs =
            complete(groups, [&] { return alike ? 5 : static_cast<int>(random() % 1'000'000U); });
        const FoundLoops found = find_loops(legs, groups, question);
        CHECK(!found.stopped);
        CHECK(found.more);
        CHECK(found.loops.size() == 100);
        CHECK(found.steps < 1'000'000);
    }
    // Of loops that are alike, the first by their groups.
    const FoundLoops alike = find_loops(complete(groups, [] { return 5; }), groups, question);
    CHECK(alike.loops[0].groups == std::vector<int>{0, 1});
    CHECK(alike.loops[1].groups == std::vector<int>{0, 1, 2});
    CHECK(alike.loops[4].groups == std::vector<int>{0, 1, 2, 3, 4, 5});
    CHECK(alike.loops[5].groups == std::vector<int>{0, 1, 2, 3, 4, 6});
}

TEST_CASE("loop budget: a count that stops says so, and never counts too many") {
    const Legs legs = complete(60, [] { return 5; });
    const LoopCount stopped = count_loops(legs, 60, {.steps = 100'000});
    CHECK(!stopped.complete);
    CHECK(stopped.steps < 110'000);
    CHECK(sum(stopped) > 10'000);
    CHECK(sum(stopped) < cycles_of_complete(60, 6));
    const LoopCount all = count_loops(legs, 60, {.max_length = 3});
    CHECK(all.complete);
    CHECK(sum(all) == cycles_of_complete(60, 3));
}

TEST_CASE("loop budget: a list that stops has every loop from an amount on") {
    const Legs legs = random_legs(30, 150, 7, 50);
    const FoundLoops all = find_loops(legs, 30, LoopQuestion{});
    REQUIRE(!all.stopped);
    REQUIRE(!all.more);
    int stops = 0;
    for (std::int64_t steps = 1; steps < all.steps; steps = steps * 2 + 1) {
        const FoundLoops found = find_loops(legs, 30, {.steps = steps});
        if (!found.stopped) continue;
        ++stops;
        CHECK(found.steps <= steps + 200);
        std::vector<std::vector<int>> expected;
        for (const Loop& loop : all.loops)
            if (found.all_from ? loop.bottleneck.stated >= *found.all_from
                               : loop.groups.size() == 2)
                expected.push_back(loop.groups);
        CHECK(groups_of(found) == expected);
    }
    CHECK(stops > 5);
}

TEST_CASE("loop budget: a hub of five thousand ends in steps of its size") {
    Legs legs;
    for (int group = 1; group <= 5000; ++group) {
        legs.push_back(leg(0, group, true, group));
        legs.push_back(leg(group, 0, false, group));
    }
    const FoundLoops found = find_loops(legs, 5001, {.most = 100});
    CHECK(found.loops.size() == 100);
    CHECK(found.loops.front().bottleneck.stated == 5000);
    CHECK(found.steps < 1'000'000);
    const LoopCount count = count_loops(legs, 5001, {});
    CHECK(sum(count) == 5000);
    CHECK(count.steps < 100'000);
}

TEST_CASE("loop budget: a ring of diamonds one hop too long ends in steps of its size") {
    constexpr int kDiamonds = 60;
    Legs legs;
    for (int corner = 0; corner < 3 * kDiamonds; corner += 3)
        for (const int side : {corner + 1, corner + 2}) {
            legs.push_back(leg(corner, side, true, 1));
            legs.push_back(leg(side, corner + 3, false, 1));
        }
    legs.push_back(leg(3 * kDiamonds, 0, true, 1));
    const FoundLoops none = find_loops(legs, 3 * kDiamonds + 1, {.max_length = 2 * kDiamonds});
    CHECK(none.loops.empty());
    CHECK(!none.stopped);
    CHECK(none.steps < 100'000);
    // One more, and there are 2^60.
    const FoundLoops first =
        find_loops(legs, 3 * kDiamonds + 1, {.max_length = 2 * kDiamonds + 1, .most = 10});
    CHECK(first.loops.size() == 10);
    CHECK(first.more);
    CHECK(first.steps < 100'000);
}

TEST_CASE("loop budget: two threads find what one finds, whatever stops them") {
    std::vector<TypedHop> hops;
    for (int payer = 0; payer < 16; ++payer)
        for (int payee = 0; payee < 16; ++payee)
            if (payer != payee) hops.push_back({payer, payee, kBothTypes});
    for (const std::int64_t most : {1'000LL, 20'000LL, 25'000LL, 1'000'000LL})
        for (const std::int64_t steps : {5'000LL, 20'000LL, 1'000'000LL}) {
            CycleQuestion question;
            question.max_length = 4;
            question.most = most;
            question.steps = steps;
            question.steps_alone = 3'000;
            const FoundCycles one = find_cycles(hops, 16, question);
            question.threads = 3;
            const FoundCycles more = find_cycles(hops, 16, question);
            CHECK(one.count == more.count);
            CHECK(one.by_length == more.by_length);
            CHECK(one.steps == more.steps);
            CHECK(one.complete == more.complete);
            REQUIRE(one.kept.size() == more.kept.size());
            bool same = true;
            for (std::size_t i = 0; i < one.kept.size(); ++i)
                same = same && std::equal(one.kept[i].begin(), one.kept[i].end(),
                                          more.kept[i].begin(), more.kept[i].end());
            CHECK(same);
        }
}
