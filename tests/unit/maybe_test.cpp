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

TEST_CASE("what is held of every leg stays small") {
    static_assert(sizeof(DateRange) == 8);
    static_assert(sizeof(Interval) == 16);
    static_assert(sizeof(LegFacts) == 88);
    static_assert(sizeof(Counted) == 64);
    SUCCEED();
}
