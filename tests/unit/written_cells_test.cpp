// SPDX-License-Identifier: Apache-2.0
//
// Cells written into one text, as exports write them by the million, against the same written
// plainly: digits taken and put together as strings, dates by the calendar alone.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "cells/cells.h"
#include "cells/date.h"
#include "cells/decimal.h"
#include "text/csv.h"

using namespace gw;

namespace {

namespace chr = std::chrono;

std::string plain_point(std::int64_t value, int power) {
    const auto places = static_cast<std::size_t>(power);
    std::string digits = std::to_string(value);
    const std::string sign = value < 0 ? "-" : "";
    digits.erase(0, sign.size());
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    std::string fraction = digits.substr(digits.size() - places);
    digits.resize(digits.size() - places);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    return sign + digits + (fraction.empty() ? "" : "." + fraction);
}

std::string plain_amount(std::int64_t value) {
    const std::string plain = std::to_string(value);
    std::int64_t one = 1'000'000'000'000;
    int power = 12;
    for (const char* suffix : {"tn", "bn", "m"}) {
        if (value / one != 0) {
            const std::string scaled = plain_point(value, power) + suffix;
            return plain.size() < scaled.size() ? plain : scaled;
        }
        one /= 1'000;
        power -= 3;
    }
    return plain;
}

std::string plain_power(std::int64_t kilowatts) {
    return kilowatts >= 1'000'000 ? plain_point(kilowatts, 6) + "GW"
                                  : plain_point(kilowatts, 3) + "MW";
}

std::string plain_count(std::int64_t pieces) {
    if (pieces != 0 && pieces % 1'000'000 == 0) return std::to_string(pieces / 1'000'000) + "m";
    if (pieces != 0 && pieces % 1'000 == 0) return std::to_string(pieces / 1'000) + "k";
    return std::to_string(pieces);
}

std::string plain_percent(std::int64_t value) {
    return plain_point(value, 2);
}

std::string plain_interval(const Quantity& quantity, std::string (*print)(std::int64_t)) {
    const auto& [lo, hi] = quantity.value;
    if (quantity.value.unknown()) return "";
    const std::string about = quantity.approx ? "~" : "";
    if (lo && hi && *lo == *hi) return about + print(*lo);
    return about + (lo ? print(*lo) : "") + ".." + (hi ? print(*hi) : "");
}

std::string padded(int number, std::size_t width) {
    const std::string sign = number < 0 ? "-" : "";
    std::string digits = std::to_string(number).substr(sign.size());
    digits.insert(0, width - std::min(width, digits.size() + sign.size()), '0');
    return sign + digits;
}

chr::year_month_day calendar(Day day) {
    return chr::sys_days(chr::days(static_cast<std::int32_t>(day)));
}

int year_of(Day day) {
    return static_cast<int>(calendar(day).year());
}

int month_of(Day day) {
    return static_cast<int>(static_cast<unsigned>(calendar(day).month()));
}

std::string plain_day(Day day) {
    return padded(year_of(day), 4) + "-" + padded(month_of(day), 2) + "-" +
           padded(static_cast<int>(static_cast<unsigned>(calendar(day).day())), 2);
}

Day first_of(int year, int month) {
    return Day{static_cast<std::int32_t>(
        chr::sys_days(chr::year(year) / month / 1).time_since_epoch().count())};
}

DateRange months_from(int year, int month, int months) {
    return {first_of(year, month), add_days(add_months(first_of(year, month), months), -1)};
}

std::string plain_end(Day day, bool is_first) {
    const int year = year_of(day);
    const int month = month_of(day);
    const DateRange whole = months_from(year, month, 1);
    if (day != (is_first ? *whole.lo : *whole.hi)) return plain_day(day);
    return padded(year, 4) + (month == (is_first ? 1 : 12) ? "" : "-" + padded(month, 2));
}

std::string plain_date(const DateRange& range) {
    if (range.unknown()) return "";
    if (range.lo && range.hi) {
        if (*range.lo == *range.hi) return plain_day(*range.lo);
        const int year = year_of(*range.lo);
        const std::string name = padded(year, 4);
        if (range == months_from(year, 1, 12)) return name;
        for (int half = 1; half <= 2; ++half)
            if (range == months_from(year, 6 * half - 5, 6))
                return name + "-H" + std::to_string(half);
        for (int quarter = 1; quarter <= 4; ++quarter)
            if (range == months_from(year, 3 * quarter - 2, 3))
                return name + "-Q" + std::to_string(quarter);
        for (int month = 1; month <= 12; ++month)
            if (range == months_from(year, month, 1)) return name + "-" + padded(month, 2);
    }
    return (range.lo ? plain_end(*range.lo, true) : "") + ".." +
           (range.hi ? plain_end(*range.hi, false) : "");
}

std::string plain_term(int months) {
    std::string text;
    if (months >= 12) text += std::to_string(months / 12) + "y";
    if (months % 12 != 0) text += std::to_string(months % 12) + "m";
    return text;
}

// Of every width, round ones, those about powers of ten and the ends of what a word can hold, but
// for the lowest, which stands for none.
std::int64_t any_number() {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::int64_t power = 1;
    for (int places = *rc::gen::inRange(0, 19); places > 0; --places)
        power *= 10;
    switch (*rc::gen::inRange(0, 5)) {
        case 0:
            return power + *rc::gen::inRange(-2, 3);
        case 1:
            return -power + *rc::gen::inRange(-2, 3);
        case 2:
            return *rc::gen::inRange(-999, 1000) * (power / 1000 + 1);
        case 3:
            return *rc::gen::element<std::int64_t>(0, kMost, kMost - 1, -kMost);
        default:
            return std::max(*rc::gen::arbitrary<std::int64_t>() >> *rc::gen::inRange(0, 64),
                            -kMost);
    }
}

Quantity any_quantity() {
    Quantity quantity{{any_number(), any_number()}, *rc::gen::arbitrary<bool>()};
    if (*rc::gen::inRange(0, 3) == 0) quantity.value.hi = quantity.value.lo;
    if (*rc::gen::inRange(0, 4) == 0) quantity.value.lo.reset();
    if (*rc::gen::inRange(0, 4) == 0) quantity.value.hi.reset();
    return quantity;
}

// Days of years from 0 to 9999, and ranges that begin and end with months.
DateRange any_range() {
    const auto any_day = [] {
        return Day{
            *rc::gen::inRange(static_cast<int>(first_of(0, 1)), static_cast<int>(kEndOfTime) + 1)};
    };
    DateRange range = months_from(*rc::gen::inRange(0, 9990), *rc::gen::inRange(1, 13),
                                  *rc::gen::element(1, 2, 3, 4, 6, 9, 12, 15, 24));
    const int kind = *rc::gen::inRange(0, 6);
    if (kind == 0) range = {any_day(), any_day()};
    if (kind == 1) range.hi = range.lo;
    if (kind == 2) range.lo = any_day();
    if (kind == 3) range.hi = add_days(*range.hi, *rc::gen::inRange(-1, 1));
    if (*rc::gen::inRange(0, 5) == 0) range.lo.reset();
    if (*rc::gen::inRange(0, 5) == 0) range.hi.reset();
    return range;
}

// What `append` puts behind a text, and that it leaves that text alone.
template <class Append>
std::string behind(Append append) {
    std::string text = "5.";
    append(text);
    RC_ASSERT(text.starts_with("5."));
    return text.substr(2);
}

SheetColumn column_of(Grammar grammar, int parts) {
    SheetColumn column;
    column.grammar = grammar;
    for (int i = 0; i < parts; ++i)
        column.stored.push_back(i);
    return column;
}

ValueView stored(const Maybe<std::int64_t>& number) {
    return number ? ValueView(*number) : ValueView();
}

std::string cell(Grammar grammar, const std::vector<ValueView>& values) {
    const SheetColumn column = column_of(grammar, static_cast<int>(values.size()));
    return behind([&](std::string& out) { append_cell(out, column, values.data()); });
}

}  // namespace

TEST_CASE("a figure is written as its digits put together plainly") {
    CHECK(rc::check([] {
        const std::int64_t number = any_number();
        const int power = *rc::gen::inRange(0, 19);
        RC_ASSERT(behind([&](std::string& out) { append_point(out, number, power); }) ==
                  plain_point(number, power));
        RC_ASSERT(behind([&](std::string& out) { append_integer(out, number); }) ==
                  std::to_string(number));
    }));
    CHECK(place_point(std::numeric_limits<std::int64_t>::min(), 18) == "-9.223372036854775808");
}

TEST_CASE("an interval of every grammar is written as it is plainly") {
    CHECK(rc::check([] {
        const Quantity any = any_quantity();
        const Quantity exactly{any.value, false};
        const std::vector<ValueView> values{stored(any.value.lo), stored(any.value.hi),
                                            ValueView(std::int64_t{any.approx})};
        const std::vector<ValueView> ends{values[0], values[1]};
        RC_ASSERT(format_amount(any) == plain_interval(any, plain_amount));
        RC_ASSERT(cell(Grammar::kAmount, values) == format_amount(any));
        RC_ASSERT(cell(Grammar::kSignedAmount, ends) == plain_interval(exactly, plain_amount));
        RC_ASSERT(format_power(any) == plain_interval(any, plain_power));
        RC_ASSERT(cell(Grammar::kPower, values) == format_power(any));
        RC_ASSERT(format_count(any) == plain_interval(any, plain_count));
        RC_ASSERT(cell(Grammar::kCount, values) == format_count(any));
        RC_ASSERT(format_percent(any.value) == plain_interval(exactly, plain_percent));
        RC_ASSERT(cell(Grammar::kPercent, ends) == format_percent(any.value));
    }));
}

TEST_CASE("a date is written as the calendar says plainly") {
    CHECK(rc::check([] {
        const DateRange range = any_range();
        RC_ASSERT(format_date(range) == plain_date(range));
        const std::string lo = range.lo ? format_day(*range.lo) : "";
        const std::string hi = range.hi ? format_day(*range.hi) : "";
        if (range.lo) RC_ASSERT(lo == plain_day(*range.lo));
        const std::vector<ValueView> values{
            range.lo ? ValueView(std::string_view(lo)) : ValueView(),
            range.hi ? ValueView(std::string_view(hi)) : ValueView()};
        RC_ASSERT(cell(Grammar::kDate, values) == plain_date(range));
    }));
    CHECK(rc::check("days of any year", [] {
        const Day day{*rc::gen::inRange(-12'000'000, 11'000'000)};
        RC_ASSERT(format_day(day) == plain_day(day));
    }));
}

TEST_CASE("a stored text that is no day is written as none") {
    const auto date = [](std::string_view lo, std::string_view hi) {
        return cell(Grammar::kDate, {ValueView(lo), ValueView(hi)});
    };
    CHECK(date("2026-02-30", "2026-02-30").empty());
    CHECK(date("2026-02-28", "2026-02-30") == "2026-02-28..");
    CHECK(date("", "2026-12-31") == "..2026");
}

TEST_CASE("a cell of one value is written as it is plainly") {
    CHECK(rc::check([] {
        const std::int64_t number = any_number();
        const int months = *rc::gen::inRange(1, 2401);
        const std::string text = *rc::gen::string<std::string>();
        const ValueView view(text);
        RC_ASSERT(cell(Grammar::kTerm, {ValueView(std::int64_t{months})}) == plain_term(months));
        RC_ASSERT(cell(Grammar::kWholeNumber, {ValueView(number)}) == std::to_string(number));
        RC_ASSERT(cell(Grammar::kLeg, {view, ValueView(number)}) ==
                  text + "/" + std::to_string(number));
        for (const Grammar grammar : {Grammar::kText, Grammar::kDecimal, Grammar::kCurrency,
                                      Grammar::kCurrencyOrPower, Grammar::kClaimValue})
            RC_ASSERT(cell(grammar, {view}) == text);
        for (const Grammar grammar : {Grammar::kText, Grammar::kTerm, Grammar::kWholeNumber})
            RC_ASSERT(cell(grammar, {ValueView()}).empty());
    }));
}

TEST_CASE("a cell of csv is quoted and guarded as RFC 4180 and the guard say plainly") {
    CHECK(rc::check([] {
        const auto letters = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("a", "7", "Z", " ", ",", "\"", "\n", "\r", "\t", "'", "=",
                                          "-", ";", "é", "\u00A0", "\uFEFF", "\uFF1D", "\xEF"));
        std::string text;
        for (const std::string& letter : letters)
            text += letter;
        const auto plain = [](const std::string& one) {
            const bool quoted = one.find_first_of(",\"\n\r") != std::string::npos ||
                                one.starts_with(' ') || one.ends_with(' ') ||
                                one.starts_with("\uFEFF");
            std::string doubled;
            for (const char c : one)
                doubled.append(c == '"' ? 2 : 1, c);
            return quoted ? '"' + doubled + '"' : one;
        };
        RC_ASSERT(behind([&](std::string& out) { append_csv_cell(out, text); }) == plain(text));
        RC_ASSERT(behind([&](std::string& out) { append_guarded_csv_cell(out, text); }) ==
                  plain(guard_formula(text)));
    }));
}
