// SPDX-License-Identifier: Apache-2.0
#include "counting/sums.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <variant>
#include <vector>

namespace gw {
namespace {

Readings exact(std::int64_t amount) {
    return {amount, amount, amount};
}

Readings up_to(std::int64_t amount) {
    return {std::nullopt, amount, amount};
}

Readings at_least(std::int64_t amount) {
    return {amount, amount, std::nullopt};
}

Counted counted(const Readings& amount) {
    Counted leg;
    leg.amount = amount;
    return leg;
}

Counted unknown_leg() {
    Counted leg;
    leg.unknown = true;
    return leg;
}

// "38", "~38", "≥38", "≤38", "nil", "?", "no limit".
std::string shown(const Value& value) {
    if (std::holds_alternative<Nil>(value)) return "nil";
    if (std::holds_alternative<Unknown>(value)) return "?";
    if (std::holds_alternative<NoLimit>(value)) return "no limit";
    const auto& figure = std::get<Figure>(value);
    const char* marks[] = {"", "~", "<=", ">="};
    return marks[static_cast<int>(figure.mark)] +
           std::to_string(static_cast<std::int64_t>(figure.value));
}

std::string row(const Sum& sum) {
    return shown(people_lo(sum)) + " | " + shown(people_stated(sum)) + " | " +
           shown(people_hi(sum)) + " | " + shown(machine_hi(sum));
}

Sum sum_of(const std::vector<Counted>& legs, bool is_approx = false) {
    Sum sum;
    for (const Counted& leg : legs)
        sum.add(leg, is_approx);
    return sum;
}

Counted any_leg() {
    const int kind = *rc::gen::inRange(0, 6);
    const auto amount = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    Counted leg = kind == 0 ? unknown_leg() : counted(exact(amount));
    if (kind == 1) leg.amount = up_to(amount);
    if (kind == 2) leg.amount = at_least(amount);
    if (kind == 3) {
        leg.amount = {};
        leg.unconverted = true;
    }
    leg.absorbed = kind == 4;
    leg.less_about = kind == 5;
    return leg;
}

}  // namespace

TEST_CASE("sums: what people and machines see of a sum says what is surely, stated and at most") {
    CHECK(row(sum_of({})) == "nil | nil | nil | 0");
    CHECK(row(sum_of({counted(exact(38))})) == "38 | 38 | 38 | 38");
    CHECK(row(sum_of({counted(exact(38))}, true)) == "~38 | ~38 | ~38 | 38");
    CHECK(row(sum_of({counted(up_to(38))})) == "nil | <=38 | 38 | 38");
    CHECK(row(sum_of({counted(at_least(38))})) == "38 | >=38 | no limit | no limit");
    CHECK(row(sum_of({unknown_leg()})) == "? | ? | ? | no limit");
    CHECK(row(sum_of({unknown_leg(), counted(exact(38))})) == "38 | >=38 | no limit | no limit");
    CHECK(row(sum_of({counted(up_to(12)), counted(exact(38))})) == "38 | <=50 | 50 | 50");
    CHECK(row(sum_of({counted(up_to(12)), counted(at_least(38))})) ==
          "38 | >=50 | no limit | no limit");
    CHECK(row(sum_of({counted(exact(0))})) == "nil | nil | nil | 0");
    CHECK(row(sum_of({counted(exact(0)), unknown_leg()})) == "nil | ? | no limit | no limit");
    CHECK(row(sum_of({counted(at_least(0))})) == "nil | ? | no limit | no limit");
    Counted foreign;
    foreign.unconverted = true;
    CHECK(row(sum_of({foreign})) == "? | ? | ? | no limit");
    CHECK(row(sum_of({foreign, unknown_leg()})) == "? | ? | ? | no limit");
    CHECK(row(sum_of({foreign, counted(exact(5))})) == "5 | >=5 | no limit | no limit");
}

TEST_CASE("sums: what is up to an amount is counted by legs, in groups too") {
    Sum sum = sum_of({counted(up_to(12)), counted(up_to(0)), counted(exact(1)), unknown_leg()});
    CHECK(sum.up_to == 2);
    sum.add(sum_of({counted(up_to(1))}));
    CHECK(sum.up_to == 3);
}

TEST_CASE("sums: a part that is left out is told even where no upper end is open") {
    Counted unknown = counted(exact(0));
    unknown.unknown = true;
    Counted unconverted = counted(exact(0));
    unconverted.unconverted = true;
    CHECK(row(sum_of({unknown, counted(exact(38))})) == "38 | >=38 | 38 | 38");
    CHECK(row(sum_of({unconverted, counted(exact(38))})) == "38 | >=38 | 38 | 38");
    CHECK(row(sum_of({unknown, unconverted, counted(exact(38))})) == "38 | >=38 | 38 | 38");
    CHECK(row(sum_of({unknown})) == "? | ? | nil | 0");
    CHECK(row(sum_of({unconverted, counted(exact(0))})) == "nil | ? | nil | 0");
}

TEST_CASE("sums: a difference is open on the side of what was open, and unknown on both") {
    const auto difference = [](const std::vector<Counted>& sum, const std::vector<Counted>& less,
                               bool is_approx = false) {
        return shown(people_difference(sum_of(sum, is_approx), sum_of(less)));
    };
    const Counted five = counted(exact(5));
    const Counted three = counted(exact(3));
    CHECK(difference({five}, {three}) == "2");
    CHECK(difference({three}, {five}) == "-2");
    CHECK(difference({five}, {five}) == "0");
    CHECK(difference({five}, {}) == "5");
    CHECK(difference({}, {five}) == "-5");
    CHECK(difference({five}, {three}, true) == "~2");
    CHECK(shown(people_difference(sum_of({five}), sum_of({three}, true))) == "~2");
    CHECK(difference({counted(at_least(5))}, {three}) == ">=2");
    CHECK(difference({five}, {counted(up_to(3))}) == ">=2");
    CHECK(difference({five}, {counted(at_least(3))}) == "<=2");
    CHECK(difference({counted(up_to(5))}, {three}) == "<=2");
    CHECK(difference({counted(at_least(5))}, {counted(at_least(3))}) == "?");
    CHECK(difference({counted(at_least(5))}, {counted(up_to(3))}) == ">=2");
    CHECK(difference({counted(up_to(5))}, {counted(up_to(3))}) == "?");
    CHECK(difference({five, unknown_leg()}, {three}) == ">=2");
    CHECK(difference({five}, {unknown_leg()}) == "<=5");
    CHECK(difference({unknown_leg()}, {five}) == ">=-5");
    CHECK(difference({unknown_leg()}, {unknown_leg()}) == "?");
    CHECK(difference({unknown_leg()}, {}) == "?");
    CHECK(difference({}, {unknown_leg()}) == "?");
    CHECK(difference({}, {}) == "?");
}

TEST_CASE("sums: about is what holds an amount that is about, and what gave one up") {
    Counted less = counted(exact(3));
    less.less_about = true;
    CHECK(row(sum_of({less})) == "~3 | ~3 | ~3 | 3");
    Counted absorbed = counted(exact(0));
    absorbed.absorbed = true;
    absorbed.less_about = true;
    CHECK_FALSE(sum_of({absorbed}, true).approx);
    CHECK_FALSE(sum_of({unknown_leg()}, true).approx);
    CHECK(sum_of({counted(up_to(1))}, true).approx);
    CHECK(sum_of({counted(at_least(1))}, true).approx);
    Sum both = sum_of({counted(exact(1))}, true);
    both.add(counted(exact(1)), false);
    CHECK(both.approx);
}

TEST_CASE("sums: counts are nil for people where they are 0") {
    CHECK(shown(count_value(0)) == "0");
    CHECK(shown(count_value(7)) == "7");
    CHECK(shown(count_or_nil(0)) == "nil");
    CHECK(shown(count_or_nil(7)) == "7");
}

TEST_CASE("sums: readings have a column each for machines and for people") {
    Table table;
    add_reading_columns(table, 4);
    REQUIRE(table.columns.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) {
        const char* names[] = {"lo", "stated", "hi"};
        const Column& column = table.columns[i];
        CHECK(column.name == names[i % 3]);
        CHECK(column.unit == Unit::kMoney);
        CHECK(column.for_machines == (i < 3));
        CHECK(column.for_people == (i >= 3));
    }
    CHECK(table.columns[3].heading == "surely");
    CHECK(table.columns[4].heading == "as stated");
    CHECK(table.columns[5].heading == "at most");
    CHECK(table.columns[3].priority == 4);
    CHECK(table.columns[4].priority == 0);
    CHECK(table.columns[5].priority == 4);
}

TEST_CASE("sums: any grouping and any order of legs adds up to the same") {
    CHECK(rc::check("legs, split in two and turned round", [] {
        std::vector<Counted> legs(*rc::gen::inRange<std::size_t>(0, 8));
        for (Counted& leg : legs)
            leg = any_leg();
        const bool approx = *rc::gen::arbitrary<bool>();
        const Sum whole = sum_of(legs, approx);
        const auto middle =
            legs.begin() + *rc::gen::inRange<std::ptrdiff_t>(0, std::ssize(legs) + 1);
        Sum parts = sum_of({middle, legs.end()}, approx);
        parts.add(sum_of({legs.begin(), middle}, approx));
        RC_ASSERT(parts == whole);
        RC_ASSERT(sum_of({legs.rbegin(), legs.rend()}, approx) == whole);
        Int128 lo = 0;
        Int128 stated = 0;
        Int128 hi = 0;
        bool open = false;
        for (const Counted& leg : legs) {
            lo += leg.amount.lo ? *leg.amount.lo : 0;
            stated += leg.amount.stated;
            hi += leg.amount.hi ? *leg.amount.hi : 0;
            open = open || !leg.amount.hi;
        }
        RC_ASSERT(whole.legs == legs.size());
        RC_ASSERT((whole.lo == lo && whole.stated == stated && whole.hi == hi));
        RC_ASSERT(whole.open == open);
    }));
}

}  // namespace gw
