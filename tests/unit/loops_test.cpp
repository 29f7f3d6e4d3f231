// SPDX-License-Identifier: Apache-2.0
#include "circles/loops.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace gw;

namespace {

using Legs = std::vector<LoopLeg>;

LoopLeg leg(int payer, int payee, bool funding, int amount) {
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

int group_of(char name) {
    return name >= 'A' ? name - 'A' : name - '0';
}

// "N-F100->L, L-S60->N": F funding, K funding in kind, S spending; deals 0, 1, ... in this order.
Legs book(const std::string& text) {
    Legs legs;
    std::istringstream in(text);
    char payer{}, type{}, payee{}, skip{};
    int amount = 0;
    while (in >> payer >> skip >> type >> amount >> skip >> skip >> payee) {
        legs.push_back(leg(group_of(payer), group_of(payee), type != 'S', amount));
        legs.back().in_kind = type == 'K';
        legs.back().deal = static_cast<int>(legs.size()) - 1;
        in >> skip;
    }
    return legs;
}

std::vector<Loop> loops_of(const Legs& legs, int max_length = 6) {
    return find_loops(legs, 26, max_length);
}

std::vector<int> bottlenecks(const std::vector<Loop>& loops) {
    std::vector<int> stated;
    for (const Loop& loop : loops)
        stated.push_back(static_cast<int>(loop.bottleneck.stated));
    return stated;
}

std::string text(const std::optional<Int128>& value) {
    return value ? std::to_string(static_cast<std::int64_t>(*value)) : "open";
}

std::string text(const Loop& loop) {
    std::ostringstream out;
    for (std::size_t i = 0; i < loop.groups.size(); ++i)
        out << loop.groups[i] << "-"
            << "FSB"[index_of(loop.classes[i])] << ">";
    out << " lo " << text(loop.bottleneck.lo) << " stated " << text(loop.bottleneck.stated)
        << " hi " << text(loop.bottleneck.hi) << " unknown " << loop.unknown_hops << " "
        << kBucketNames[index_of(loop.bucket)] << (loop.in_order ? " in order" : "");
    if (loop.closed_on)
        out << " closed " << static_cast<int>(*loop.closed_on) << " by " << loop.closed_by;
    return out.str();
}

}  // namespace

TEST_CASE("loops: the worked cases have their loops and bottlenecks") {
    const std::vector<std::pair<std::string, std::vector<int>>> cases{
        {"", {}},
        {"N-F100->L", {}},
        {"N-F100->L, L-S60->N", {60}},
        {"N-F100->L, L-S300->C, C-S200->N", {100}},
        {"N-F100->L, A-F60->L, L-S90->C, C-S80->N, C-S50->A", {80, 50}},
        {"A-F10->B, B-F10->A", {}},
        {"N-F50->H, H-F50->L, L-S50->N", {50}},
        {"N-F10->L, L-S10->C, C-F10->X, X-S10->N", {10}},
        {"A-F5->V, V-F5->A, V-S5->B, B-S5->V", {}},
        {"N-F100->L, N-S40->L, L-S70->N, L-F30->N", {70}},
        {"0-F1->3, 0-F1->4, 2-S1->0, 3-F1->2, 3-S1->4, 4-F1->6, 6-F1->0, 6-S1->2", {1, 1, 1, 1}},
        {"N-F10->L, L-S10->C, C-S10->D, D-S10->E, E-S10->N, A-F9->L, C-S9->A, B-F9->D, E-S9->B",
         {10, 9, 9}},
        {"N-F100->L, L-S50->C, L-S100->N, L-S50->U, C-S25->N, C-S25->D", {100, 25}},
        {"A-F3->B, A-F4->B, B-S5->A, B-S1->A", {6}},  // a hop is all its legs
        {"A-F9->B, A-S1->B, B-F2->A, B-S3->A", {3}},  // the best choice of types
        {"A-S9->B, B-F0->A", {0}},                    // an amount of 0 is still a leg
        {"A-K7->B, B-S5->A", {5}},                    // in kind: loops of two
        {"A-K7->B, B-S5->C, C-S5->A", {}},            // and of no more
        {"A-K7->B, A-S4->B, B-F2->C, C-S5->A", {2}},  // where only the spending is left
        {"A-K7->B, A-F1->B, B-S5->A, B-S5->C, C-S5->A", {5, 1}},
    };
    for (const auto& [legs, expected] : cases) {
        INFO(legs);
        CHECK(bottlenecks(loops_of(book(legs))) == expected);
    }
}

TEST_CASE("loops: the figures of a loop follow its legs") {
    // A funds B, B buys from A.
    using Change = std::function<void(Legs&)>;
    const std::vector<std::pair<Change, std::string>> cases{
        {[](Legs&) {}, "0-F>1-S> lo 8 stated 8 hi 8 unknown 0 committed in order closed 0 by 0"},
        {[](Legs& legs) { legs[0].counted = false; }, ""},
        {[](Legs& legs) {
             legs[1].amount = {3, 3, std::nullopt};
         },
         "0-F>1-S> lo 3 stated 3 hi 8 unknown 0 committed in order closed 0 by 0"},
        {[](Legs& legs) {
             legs[0].amount = legs[1].amount = {3, 3, std::nullopt};
         },
         "0-F>1-S> lo 3 stated 3 hi open unknown 0 committed in order closed 0 by 0"},
        {[](Legs& legs) {
             legs[0].amount = {0, 0, std::nullopt};
             legs[0].known = false;
         },
         "0-F>1-S> lo 0 stated 0 hi 9 unknown 1 committed in order closed 0 by 0"},
        {[](Legs& legs) { legs[1].bucket = Bucket::kConditional; },
         "0-F>1-S> lo 0 stated 8 hi 8 unknown 0 conditional in order closed 0 by 0"},
        {[](Legs& legs) {
             legs.push_back(legs[1]);
             legs[1].bucket = Bucket::kTalks;
             legs[2].amount = {1, 1, 1};
         },
         "0-F>1-S> lo 1 stated 8 hi 8 unknown 0 committed in order closed 0 by 0"},
        {[](Legs& legs) {
             legs.push_back(legs[0]);
             std::swap(legs[2].payer, legs[2].payee);
             legs[0].bucket = Bucket::kTalks;
         },
         "0-F>1-B> lo 0 stated 8 hi 8 unknown 0 talks in order closed 0 by 0"},
    };
    for (const auto& [change, expected] : cases) {
        Legs legs = book("A-F8->B, B-S9->A");
        change(legs);
        INFO(expected);
        const std::vector<Loop> loops = loops_of(legs);
        CHECK((loops.empty() ? "" : text(loops[0])) == expected);
    }
}

TEST_CASE("loops: they come by stated, then lo, then groups") {
    Legs legs = book(
        "A-F5->B, B-S5->A, C-F5->D, D-S5->C, E-F5->F, F-S5->E, G-F9->H, H-S9->G, A-F5->C, C-S5->A");
    legs[1].bucket = Bucket::kAnnounced;
    std::vector<std::vector<int>> groups;
    for (const Loop& loop : loops_of(legs))
        groups.push_back(loop.groups);
    CHECK(groups == std::vector<std::vector<int>>{{6, 7}, {0, 2}, {2, 3}, {4, 5}, {0, 1}});
}

TEST_CASE("loops: a loop starts at its smallest group and runs with the payments") {
    const std::vector<Loop> loops = loops_of(book("C-F7->B, B-S7->A, A-S7->C"));
    REQUIRE(loops.size() == 1);
    CHECK(loops[0].groups == std::vector<int>{0, 2, 1});
    CHECK(loops[0].classes ==
          std::vector<HopClasses>{HopClasses::kSpend, HopClasses::kCapital, HopClasses::kSpend});
}

TEST_CASE("loops: amounts beyond 64 bits add up") {
    Legs legs = book("A-F1->B, A-F1->B, B-S1->A, B-S1->A, B-S1->A");
    const Int128 large = std::numeric_limits<std::int64_t>::max();
    for (LoopLeg& one : legs)
        one.amount = {large, large, large};
    const std::vector<Loop> loops = loops_of(legs);
    REQUIRE(loops.size() == 1);
    CHECK((loops[0].bottleneck.lo == 2 * large && loops[0].bottleneck.hi == 2 * large));
}

TEST_CASE("loops: money runs in the order of dates, or not") {
    // Days "from..until" of each leg; '.' alone is a missing day.
    const std::string three = "A-F1->B, B-S1->C, C-S1->A";
    const std::string two = "A-F1->B, B-S1->A";
    struct Case {
        std::string legs;
        std::string days;
        bool in_order;
    };
    const std::vector<Case> cases{
        {two, "26 26 25 28", true},   // spread over the day of funding
        {two, "25 25 22 23", false},  // bought before it was funded
        {two, "25 25 22 25", true},   // on the same day at the latest
        {two, "25 25 22 24", false},
        {two, ". 25 22 23", true},  // missing dates forbid nothing
        {two, "25 25 22 .", true},
        {three, "1 2 5 6 3 4", false},  // the second hop feeds the third too late
        {three, "1 2 5 6 3 5", true},
        {three, "1 2 5 6 7 8", true},  // the last hop does not feed the first
        {three, "9 9 1 8 9 9", false},
        {three, "9 9 1 9 1 1", true},  // each hop by its own earliest day
        {three, "9 9 . 9 1 1", true},
        {"A-F1->B, B-F1->A, B-S1->A", "9 9 1 1 1 1", true},  // from the other funding hop
        {"A-F1->B, A-S1->B, B-S1->A", "9 9 1 9 5 5", true},  // all legs of the first hop too
        {"A-F1->B, A-F1->B, B-S1->A", "9 9 1 1 5 5", true},  // the earliest of the legs
        {"A-F1->B, B-S1->A, B-S1->A", "9 9 5 5 1 9", true},  // the latest of the legs
        {"A-F1->B, B-S1->A, B-S1->A", "9 9 5 5 1 .", true},
        {"A-F1->B, B-S1->C, B-F1->C, C-S1->A", "9 9 9 9 1 1 3 3", true},  // all legs of a hop
        {"A-F1->B, B-S1->C, B-F1->C, C-S1->A", "9 9 1 9 9 9 3 3", true},
        {"A-F1->B, B-S1->C, B-F1->C, C-S1->A", "9 9 9 9 9 9 3 3", false},
        {"A-F1->B, B-K1->A, B-S1->A", "9 9 1 9 1 1", true},  // in kind in a loop of two
        {"A-F1->B, B-K1->C, B-S1->C, C-S1->A", "5 5 1 9 1 4 9 9", false},  // not in one of three
    };
    for (const Case& one : cases) {
        Legs legs = book(one.legs);
        std::istringstream days(one.days);
        std::string from, until;
        for (LoopLeg& dated : legs) {
            days >> from >> until;
            if (from != ".") dated.pays_from = Day{std::stoi(from)};
            if (until != ".") dated.pays_until = Day{std::stoi(until)};
        }
        INFO(one.legs << " paid " << one.days);
        const std::vector<Loop> loops = loops_of(legs);
        REQUIRE(loops.size() == 1);
        CHECK(loops[0].in_order == one.in_order);
    }
}

TEST_CASE("loops: a loop closed on the first day on which it was listed, by a deal") {
    constexpr int kEver = static_cast<int>(kEndOfTime);
    struct Case {
        std::string legs;
        std::vector<std::vector<int>> selected;  // from, to, from, to, ... of each leg
        std::optional<int> closed_on;
        int closed_by;
    };
    const std::string two = "A-F1->B, B-S1->A";
    const std::string doubled = "A-F1->B, B-S1->A, B-S1->A";
    const std::vector<Case> cases{
        {two, {{3, kEver}, {5, kEver}}, 5, 1},
        {two, {{5, kEver}, {3, kEver}}, 5, 0},
        {two, {{5, kEver}, {5, kEver}}, 5, 0},          // of several the smallest
        {two, {{1, 4, 7, kEver}, {2, 9}}, 2, 1},        // listed before, and again since
        {two, {{1, 4}, {4, kEver}}, std::nullopt, -1},  // never both on one day
        {two, {{1, 5}, {4, kEver}}, 4, 1},
        {two, {{1, 3, 3, 5}, {3, 4}}, 3, 1},  // a span that only goes on is no news
        {two, {{1, kEver}, {}}, std::nullopt, -1},
        {two, {{1, kEver}, {4, 4}}, std::nullopt, -1},          // no days
        {two, {{1, kEver + 1}, {kEver, kEver + 1}}, kEver, 1},  // its dates are open
        // A leg that takes another's place on the day is as new as any.
        {"A-F1->B, A-F1->B, B-S1->A", {{1, 4}, {4, kEver}, {4, kEver}}, 4, 1},
        {two, {{1, kEver}, {kEver - 1, kEver}}, kEver - 1, 1},
        {doubled, {{3, kEver}, {2, 3}, {3, kEver}}, 3, 0},  // spending was there the day before
        {doubled, {{1, kEver}, {4, kEver}, {4, kEver}}, 4, 1},
        {doubled, {{1, kEver}, {5, kEver}, {4, kEver}}, 4, 2},
        {doubled, {{3, kEver}, {1, kEver}, {4, 2}}, 3, 0},  // a span that ends before it starts
        // Funding is new on the second hop too, but the first hop offers funding alone.
        {"B-F1->A, A-F1->B, B-S1->A", {{4, kEver}, {1, kEver}, {4, kEver}}, 4, 2},
        {"B-F1->A, A-F1->B, B-S1->A, A-S1->B", {{4, kEver}, {1, kEver}, {4, kEver}, {1, 5}}, 4, 0},
        // In kind closes a loop of two, but none of three.
        {"A-K1->B, B-S1->A", {{6, kEver}, {3, kEver}}, 6, 0},
        {"A-K1->B, A-F1->B, B-S1->C, C-S1->A",
         {{2, kEver}, {8, kEver}, {3, kEver}, {4, kEver}},
         8,
         1},
        {"A-F1->B, B-S1->A, C-S1->A", {{3, kEver}, {3, kEver}, {1, kEver}}, 3, 0},
    };
    for (const Case& one : cases) {
        Legs legs = book(one.legs);
        for (std::size_t i = 0; i < legs.size(); ++i) {
            legs[i].selected.clear();
            for (std::size_t k = 0; k < one.selected[i].size(); k += 2)
                legs[i].selected.push_back({Day{one.selected[i][k]}, Day{one.selected[i][k + 1]}});
        }
        INFO(one.legs << " closed by " << one.closed_by);
        const std::vector<Loop> loops = loops_of(legs);
        REQUIRE(loops.size() == 1);
        CHECK(loops[0].closed_by == one.closed_by);
        REQUIRE(loops[0].closed_on.has_value() == one.closed_on.has_value());
        if (one.closed_on) CHECK(*loops[0].closed_on == Day{*one.closed_on});
    }
}

TEST_CASE("loops: legs that are not counted now still date a loop") {
    Legs legs = book("A-F1->B, A-F1->B, B-S1->A");
    legs[0].counted = false;
    legs[0].selected = {{Day{1}, Day{5}}};
    legs[1].selected = {{Day{7}, kEndOfTime}};
    legs[2].selected = {{Day{3}, kEndOfTime}};
    const std::vector<Loop> loops = loops_of(legs);
    REQUIRE(loops.size() == 1);
    CHECK(text(loops[0]) ==
          "0-F>1-S> lo 1 stated 1 hi 1 unknown 0 committed in order closed 3 by 2");
}
