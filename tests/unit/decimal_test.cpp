// SPDX-License-Identifier: Apache-2.0
#include "cells/decimal.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <limits>

namespace gw {
namespace {

TEST_CASE("decimal: digits with an optional point and no leading zeros") {
    CHECK(read_decimal("0") == Decimal{"0", ""});
    CHECK(read_decimal("1.25") == Decimal{"1", "25"});
    CHECK(read_decimal("0.50") == Decimal{"0", "50"});
    for (const char* text : {"", ".", ".5", "5.", "007", "00", "1.2.3", "-1", "+1", "1e9", " 1",
                             "1 ", "1,5", "0x1", "٥"}) {
        INFO(text);
        CHECK_FALSE(read_decimal(text));
    }
}

TEST_CASE("decimal: the point moves exactly, or the result says why not") {
    struct Case {
        Decimal number;
        int power;
        Fit fit;
        std::int64_t value;
    };
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const auto c = GENERATE(values<Case>({
        {{"1", "25"}, 9, Fit::kWhole, 1'250'000'000},
        {{"1", "25"}, 2, Fit::kWhole, 125},
        {{"1", "25"}, 1, Fit::kNotWhole, 12},
        {{"1", "250"}, 2, Fit::kWhole, 125},
        {{"0", "000"}, 0, Fit::kWhole, 0},
        {{"0", "009"}, 2, Fit::kNotWhole, 0},
        {{"4500", ""}, -3, Fit::kNotWhole, 4},
        {{"5000", ""}, -3, Fit::kWhole, 5},
        {{"5", ""}, -3, Fit::kNotWhole, 0},
        {{"0", ""}, -3, Fit::kWhole, 0},
        {{"9223372036854775807", ""}, 0, Fit::kWhole, kMost},
        {{"9223372036854775808", ""}, 0, Fit::kTooLarge, 0},
        {{"1", ""}, 30, Fit::kTooLarge, 0},
        {{"0", ""}, 30, Fit::kWhole, 0},
    }));
    const Shifted shifted = shift_point(c.number, c.power);
    CHECK(shifted.fit == c.fit);
    CHECK(shifted.value == c.value);
}

TEST_CASE("decimal: a placed point moves back to the same value") {
    CHECK(place_point(0, 6) == "0");
    CHECK(place_point(5, 0) == "5");
    CHECK(place_point(-38'530'000'000, 9) == "-38.53");
    CHECK(place_point(-5, 6) == "-0.000005");
    CHECK(place_point(std::numeric_limits<std::int64_t>::min(), 0) == "-9223372036854775808");
    CHECK(rc::check([] {
        const auto value = *rc::gen::nonNegative<std::int64_t>();
        const auto power = *rc::gen::inRange(0, 15);
        const Shifted back = shift_point(read_decimal(place_point(value, power)).value(), power);
        RC_ASSERT(back.fit == Fit::kWhole);
        RC_ASSERT(back.value == value);
    }));
}

TEST_CASE("decimal: rates have at most 15 significant digits, 12 of them after the point") {
    for (const char* text : {"1", "0.000000000001", "123456789012345", "1.000000000000"}) {
        INFO(text);
        CHECK(is_kept_decimal(text));
    }
    for (const char* text :
         {"0", "0.0", "1234567890123456", "0.0000000000001", "1234.123456789012", "01", "1.", ""}) {
        INFO(text);
        CHECK_FALSE(is_kept_decimal(text));
    }
}

}  // namespace
}  // namespace gw
