// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "cells/cells.h"
#include "cells/date.h"
#include "cells/decimal.h"
#include "cells/interval.h"
#include "cells/position.h"
#include "counting/sums.h"

namespace gw {
namespace {

// Each of `different` is the same as itself alone.
template <class T>
void check_all_differ(const std::vector<T>& different) {
    for (std::size_t i = 0; i < different.size(); ++i)
        for (std::size_t j = 0; j < different.size(); ++j) {
            INFO(i << " and " << j);
            CHECK((different[i] == different[j]) == (i == j));
        }
}

TEST_CASE("intervals: two are the same if both ends are, and an open end is no number") {
    check_all_differ<Interval>({{}, {0, 0}, {0, 1}, {1, 1}, {0, std::nullopt}, {std::nullopt, 0}});
    check_all_differ<Quantity>({{}, {{1, 1}, false}, {{1, 1}, true}, {{1, 2}, false}});
    check_all_differ<DateRange>({{}, {Day{0}, Day{0}}, {Day{0}, {}}, {{}, Day{0}}, {Day{1}, {}}});
    check_all_differ<Decimal>({{"1", ""}, {"1", "2"}, {"2", ""}});
}

TEST_CASE("intervals: unknown is open on both sides, exact is one number") {
    struct Case {
        Interval value;
        bool unknown;
        bool exact;
    };
    for (const Case& c : std::vector<Case>{
             {{}, true, false},
             {{0, 0}, false, true},
             {{0, 1}, false, false},
             {{5, std::nullopt}, false, false},
             {{std::nullopt, 5}, false, false},
         }) {
        CHECK(c.value.unknown() == c.unknown);
        CHECK(c.value.exact() == c.exact);
        Readings readings;
        if (c.value.lo) readings.lo = *c.value.lo;
        if (c.value.hi) readings.hi = *c.value.hi;
        CHECK(readings.unknown() == c.unknown);
        CHECK(DateRange{c.value.lo ? Maybe<Day>(Day{7}) : Maybe<Day>(),
                        c.value.hi ? Maybe<Day>(Day{7}) : Maybe<Day>()}
                  .unknown() == c.unknown);
    }
}

TEST_CASE("intervals: the largest and the lowest number that is one can be held") {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const Maybe<std::int64_t> lowest = -kMost;
    CHECK(*lowest == -kMost);
    CHECK(*Maybe<std::int64_t>(kMost) == kMost);
    CHECK(lowest.value_or(3) == -kMost);
    const Int128 wide = static_cast<Int128>(kMost) * kMost;
    CHECK((*Maybe<Int128>(-wide) == -wide));
    CHECK((*Maybe<Int128>(std::numeric_limits<std::int64_t>::min()) ==
           std::numeric_limits<std::int64_t>::min()));
    CHECK((*Maybe<Int128>(-wide * 2) == -wide * 2));
}

TEST_CASE("intervals: a position from 0 up is an index") {
    CHECK(at(0) == 0);
    CHECK(at(7) == 7);
}

TEST_CASE("sums: two are the same if each of their figures is") {
    std::vector<Sum> sums(10);
    sums[1].legs = 1;
    sums[2].lo = 1;
    sums[3].stated = 1;
    sums[4].hi = 1;
    sums[5].open = true;
    sums[6].unknown = 1;
    sums[7].unconverted = 1;
    sums[8].up_to = 1;
    sums[9].approx = true;
    check_all_differ(sums);
}

TEST_CASE("sums: a sum is unknown only if there are legs and none of them is known") {
    Sum sum;
    CHECK_FALSE(sum.all_unknown());
    sum.legs = 2;
    sum.unknown = 1;
    CHECK_FALSE(sum.all_unknown());
    sum.unconverted = 1;
    CHECK(sum.all_unknown());
}

TEST_CASE("sums: adding sums adds each of their figures") {
    Sum sum;
    sum.legs = 10;
    sum.lo = 20;
    sum.stated = 30;
    sum.hi = 40;
    sum.unknown = 50;
    sum.unconverted = 60;
    sum.up_to = 70;
    Sum twice = sum;
    twice.add(sum);
    CHECK(twice.legs == 20);
    CHECK((twice.lo == 40 && twice.stated == 60 && twice.hi == 80));
    CHECK(twice.unknown == 100);
    CHECK(twice.unconverted == 120);
    CHECK(twice.up_to == 140);
    CHECK_FALSE(twice.open);
    CHECK_FALSE(twice.approx);
    for (const bool first : {false, true})
        for (const bool second : {false, true}) {
            Sum left;
            Sum right;
            left.open = left.approx = first;
            right.open = right.approx = second;
            left.add(right);
            CHECK(left.open == (first || second));
            CHECK(left.approx == (first || second));
        }
}

TEST_CASE("sums: the columns of readings keep their place on a narrow terminal unless told") {
    Table table;
    add_reading_columns(table);
    REQUIRE(table.columns.size() == 6);
    for (const Column& column : table.columns)
        CHECK(column.priority == 0);
}

}  // namespace
}  // namespace gw
