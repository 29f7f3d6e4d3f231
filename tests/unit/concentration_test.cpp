// SPDX-License-Identifier: Apache-2.0
#include "credit/concentration.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>

namespace gw {
namespace {

using Bounds = std::optional<std::pair<int, int>>;

TEST_CASE("The index of known amounts has no bounds beside itself") {
    CHECK(herfindahl_bounds({{50, 50}, {50, 50}}) == Bounds({5'000, 5'000}));
    CHECK(herfindahl_bounds({{7, 7}}) == Bounds({10'000, 10'000}));
    CHECK(herfindahl_bounds({}) == std::nullopt);
    CHECK(herfindahl_bounds({{0, 0}, {0, 0}}) == std::nullopt);
}

TEST_CASE("Unknown amounts may be alike, and one of them may be nearly all") {
    CHECK(herfindahl_bounds({{0, std::nullopt}, {0, std::nullopt}}) == Bounds({5'000, 10'000}));
    CHECK(herfindahl_bounds({{0, std::nullopt}, {0, std::nullopt}, {0, std::nullopt}, {9, 9}}) ==
          Bounds({2'500, 10'000}));
}

TEST_CASE("An amount that is up to something lies between nothing and that") {
    CHECK(herfindahl_bounds({{100, 100}, {0, 100}}) == Bounds({5'000, 10'000}));
    CHECK(herfindahl_bounds({{100, 100}, {0, 50}}) == Bounds({5'555, 10'000}));
}

TEST_CASE("Whatever amounts are drawn between their ends, the index lies between the bounds") {
    CHECK(rc::check([] {
        std::vector<AmountRange> ranges;
        std::vector<Int128> drawn;
        for (int i = *rc::gen::inRange(1, 7); i > 0; --i) {
            const int lo = *rc::gen::inRange(0, 50);
            const int hi = lo + *rc::gen::inRange(0, 50);
            const bool open = *rc::gen::inRange(0, 5) == 0;
            ranges.push_back({lo, open ? std::nullopt : std::optional<Int128>(hi)});
            drawn.emplace_back(*rc::gen::inRange(lo, (open ? lo + 500 : hi) + 1));
        }
        const int index = herfindahl_index(drawn);
        if (index == 0) return;  // nothing was drawn
        const auto bounds = herfindahl_bounds(ranges);
        RC_ASSERT(bounds.has_value());
        RC_ASSERT(bounds->first <= index + 1);  // the index is rounded to the nearest
        RC_ASSERT(index - 1 <= bounds->second);
    }));
}

}  // namespace
}  // namespace gw
