// SPDX-License-Identifier: Apache-2.0
#include "counting/sums.h"

namespace gw {

void Sum::add(const Readings& amount, bool is_approx) {
    ++legs;
    lo += amount.lo.value_or(0);
    stated += amount.stated;
    hi += amount.hi.value_or(0);
    open = open || !amount.hi;
    if (!amount.lo && amount.hi) ++up_to;
    approx = approx || (is_approx && !amount.unknown());
}

void Sum::add(const Counted& counted, bool is_approx) {
    add(counted.amount, (is_approx || counted.less_about) && !counted.absorbed);
    unknown += counted.unknown ? 1 : 0;
    unconverted += counted.unconverted ? 1 : 0;
}

void Sum::add(const Sum& other) {
    legs += other.legs;
    lo += other.lo;
    stated += other.stated;
    hi += other.hi;
    open = open || other.open;
    unknown += other.unknown;
    unconverted += other.unconverted;
    up_to += other.up_to;
    approx = approx || other.approx;
}

Value machine_hi(const Sum& sum) {
    if (sum.open) return NoLimit{};
    return Figure{sum.hi};
}

Value people_lo(const Sum& sum) {
    if (sum.all_unknown()) return Unknown{};
    if (sum.lo == 0) return Nil{};
    return Figure{sum.lo, sum.approx ? Mark::kAbout : Mark::kNone};
}

Value people_stated(const Sum& sum) {
    if (sum.all_unknown()) return Unknown{};
    const bool parts_left_out = sum.unknown + sum.unconverted > 0 || sum.open;
    if (sum.stated == 0) return parts_left_out ? Value(Unknown{}) : Value(Nil{});
    if (parts_left_out) return Figure{sum.stated, Mark::kAtLeast};
    if (sum.up_to > 0) return Figure{sum.stated, Mark::kAtMost};
    return Figure{sum.stated, sum.approx ? Mark::kAbout : Mark::kNone};
}

Value people_hi(const Sum& sum) {
    if (sum.open) return sum.all_unknown() ? Value(Unknown{}) : Value(NoLimit{});
    if (sum.hi == 0) return Nil{};
    return Figure{sum.hi, sum.approx ? Mark::kAbout : Mark::kNone};
}

Value people_difference(const Sum& sum, const Sum& less) {
    const bool at_least = sum.open || less.up_to > 0;
    const bool at_most = less.open || sum.up_to > 0;
    const bool no_figure =
        (sum.legs == 0 || sum.all_unknown()) && (less.legs == 0 || less.all_unknown());
    if (no_figure || (at_least && at_most)) return Unknown{};
    const Int128 stated = sum.stated - less.stated;
    if (at_least) return Figure{stated, Mark::kAtLeast};
    if (at_most) return Figure{stated, Mark::kAtMost};
    return Figure{stated, sum.approx || less.approx ? Mark::kAbout : Mark::kNone};
}

Value count_value(std::size_t count) {
    return Figure{static_cast<Int128>(count)};
}

Value count_or_nil(std::size_t count) {
    if (count == 0) return Nil{};
    return count_value(count);
}

void add_reading_columns(Table& table, int priority_of_ends) {
    for (const char* name : {"lo", "stated", "hi"})
        table.columns.push_back({.name = name, .unit = Unit::kMoney, .for_people = false});
    const auto add = [&](const char* name, const char* heading, int priority) {
        table.columns.push_back({.name = name,
                                 .heading = heading,
                                 .unit = Unit::kMoney,
                                 .for_machines = false,
                                 .priority = priority});
    };
    add("lo", "surely", priority_of_ends);
    add("stated", "as stated", 0);
    add("hi", "at most", priority_of_ends);
}

}  // namespace gw
