// SPDX-License-Identifier: Apache-2.0
#include "cells/maybe.h"

#include <catch2/catch.hpp>
#include <type_traits>

#include "cells/date.h"
#include "cells/interval.h"
#include "counting/counting.h"

using namespace gw;

TEST_CASE("a number that may be missing is used as std::optional is") {
    Maybe<std::int64_t> none;
    CHECK_FALSE(none);
    CHECK(none == std::nullopt);
    CHECK(none.value_or(7) == 7);
    Maybe<std::int64_t> some = 0;
    CHECK(some);
    CHECK(*some == 0);
    CHECK(some != none);
    *some = 5;
    CHECK(some == 5);
    const std::optional<std::int64_t> turned = some;
    CHECK(turned == 5);
    CHECK(std::optional<std::int64_t>(none) == std::nullopt);
    CHECK(Maybe<std::int64_t>(turned) == some);
    some.reset();
    CHECK(some == none);
    // Whether there is one is no number.
    static_assert(!std::is_constructible_v<std::int64_t, Maybe<std::int64_t>>);
}

TEST_CASE("a number that may be missing is made of numbers, not of truths or other things") {
    CHECK(Maybe<Int128>(std::int64_t{5}) == Int128{5});
    CHECK(Maybe<std::int64_t>(5) == std::int64_t{5});
    CHECK_FALSE(std::is_constructible_v<Maybe<std::int64_t>, bool>);
    CHECK_FALSE(std::is_constructible_v<Maybe<Int128>, bool>);
    CHECK_FALSE(std::is_constructible_v<Maybe<Day>, int>);
}

TEST_CASE("what is held of every leg stays small") {
    static_assert(sizeof(DateRange) == 8);
    static_assert(sizeof(Interval) == 16);
    static_assert(sizeof(LegFacts) == 88);
    static_assert(sizeof(Counted) == 64);
    SUCCEED();
}
