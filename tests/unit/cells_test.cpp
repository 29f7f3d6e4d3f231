// SPDX-License-Identifier: Apache-2.0
#include "cells/cells.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw {
namespace {

constexpr std::int64_t kThousand = 1'000;
constexpr std::int64_t kMillion = 1'000'000;
constexpr std::int64_t kBillion = 1'000'000'000;
constexpr std::int64_t kTrillion = 1'000'000'000'000;

Quantity exactly(std::int64_t value) {
    return {{value, value}, false};
}
Quantity up_to(std::int64_t value) {
    return {{std::nullopt, value}, false};
}
Quantity at_least(std::int64_t value) {
    return {{value, std::nullopt}, false};
}
Quantity between(std::int64_t lo, std::int64_t hi) {
    return {{lo, hi}, false};
}
Quantity about(Quantity quantity) {
    quantity.approx = true;
    return quantity;
}

Parsed<Quantity> parse_promise(std::string_view text) {
    return parse_amount(text, Sign::kUnsigned);
}
Parsed<Quantity> parse_metric(std::string_view text) {
    return parse_amount(text, Sign::kSigned);
}

template <class T>
const CellError& refusal(const Parsed<T>& parsed) {
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed);
}

struct Good {
    const char* text;
    Quantity value;
    const char* printed;
};

template <class Parse, class Format>
void check_good(const Good& good, Parse parse, Format format) {
    INFO(good.text);
    const auto parsed = parse(good.text);
    REQUIRE(std::holds_alternative<Quantity>(parsed));
    CHECK(std::get<Quantity>(parsed) == good.value);
    CHECK(format(good.value) == good.printed);
    CHECK(std::get<Quantity>(parse(good.printed)) == good.value);
}

struct Bad {
    const char* text;
    std::vector<std::string> hints;
};

TEST_CASE("cells: an amount is whole units, or a decimal with m, bn or tn") {
    const auto c = GENERATE(values<Good>({
        {"38bn", exactly(38 * kBillion), "38bn"},
        {"38000000000", exactly(38 * kBillion), "38bn"},
        {"1.25bn", exactly(1250 * kMillion), "1.25bn"},
        {"500m", exactly(500 * kMillion), "500m"},
        {"0.5bn", exactly(500 * kMillion), "500m"},
        {"1.4tn", exactly(1400 * kBillion), "1.4tn"},
        {"1.50bn", exactly(1500 * kMillion), "1.5bn"},
        {"1000bn", exactly(kTrillion), "1tn"},
        {"11.171485bn", exactly(11171485000), "11.171485bn"},
        {"11171485000", exactly(11171485000), "11.171485bn"},
        {"1234567890123", exactly(1234567890123), "1234567890123"},
        {"1.000001m", exactly(1000001), "1000001"},
        {"999999", exactly(999999), "999999"},
        {"1000000", exactly(kMillion), "1m"},
        {"500000", exactly(500000), "500000"},
        {"0.5m", exactly(500000), "500000"},
        {"0", exactly(0), "0"},
        {"0bn", exactly(0), "0"},
        {"7", exactly(7), "7"},
        {"100000tn", exactly(kLargestAmount), "100000tn"},
        {"100000000000000000", exactly(kLargestAmount), "100000tn"},
        {"..100bn", up_to(100 * kBillion), "..100bn"},
        {"10bn..", at_least(10 * kBillion), "10bn.."},
        {"17.4bn..19.4bn", between(17400 * kMillion, 19400 * kMillion), "17.4bn..19.4bn"},
        {"1.344bn..1.68bn", between(1344 * kMillion, 1680 * kMillion), "1.344bn..1.68bn"},
        {"500m..1.5bn", between(500 * kMillion, 1500 * kMillion), "500m..1.5bn"},
        {"10bn..10bn", exactly(10 * kBillion), "10bn"},
        {"~40bn", about(exactly(40 * kBillion)), "~40bn"},
        {"~3.6bn..5.5bn", about(between(3600 * kMillion, 5500 * kMillion)), "~3.6bn..5.5bn"},
        {"~..5bn", about(up_to(5 * kBillion)), "~..5bn"},
        {"~5bn..", about(at_least(5 * kBillion)), "~5bn.."},
    }));
    check_good(c, parse_promise, format_amount);
    check_good(c, parse_metric, format_amount);
}

TEST_CASE("cells: the value of a metric may be negative") {
    const auto c = GENERATE(values<Good>({
        {"-14bn", exactly(-14 * kBillion), "-14bn"},
        {"-38.53bn", exactly(-38530 * kMillion), "-38.53bn"},
        {"-740m", exactly(-740 * kMillion), "-740m"},
        {"-7", exactly(-7), "-7"},
        {"-20bn..-10bn", between(-20 * kBillion, -10 * kBillion), "-20bn..-10bn"},
        {"-1bn..1bn", between(-kBillion, kBillion), "-1bn..1bn"},
        {"..-5bn", up_to(-5 * kBillion), "..-5bn"},
        {"~-5bn", about(exactly(-5 * kBillion)), "~-5bn"},
        {"-100000tn", exactly(-kLargestAmount), "-100000tn"},
    }));
    check_good(c, parse_metric, format_amount);
    CHECK(std::holds_alternative<CellError>(parse_promise(c.text)));
}

TEST_CASE("cells: a power is GW or MW, printed in GW from 1 GW up") {
    const auto c = GENERATE(values<Good>({
        {"4.5GW", exactly(4'500'000), "4.5GW"},
        {"4500MW", exactly(4'500'000), "4.5GW"},
        {"206MW", exactly(206'000), "206MW"},
        {"0.8GW", exactly(800'000), "800MW"},
        {"1000MW", exactly(1'000'000), "1GW"},
        {"999.999MW", exactly(999'999), "999.999MW"},
        {"1.000001GW", exactly(1'000'001), "1.000001GW"},
        {"0.001MW", exactly(1), "0.001MW"},
        {"0MW", exactly(0), "0MW"},
        {"..6GW", up_to(6'000'000), "..6GW"},
        {"1GW..", at_least(1'000'000), "1GW.."},
        {"0.6GW..0.8GW", between(600'000, 800'000), "600MW..800MW"},
        {"840MW..1.2GW", between(840'000, 1'200'000), "840MW..1.2GW"},
        {"~1GW", about(exactly(1'000'000)), "~1GW"},
    }));
    check_good(c, parse_power, format_power);
}

TEST_CASE("cells: a count prints in m if that is whole, else in k, else plain") {
    const auto c = GENERATE(values<Good>({
        {"400000", exactly(400 * kThousand), "400k"},
        {"400k", exactly(400 * kThousand), "400k"},
        {"32100k", exactly(32100 * kThousand), "32100k"},
        {"32.1m", exactly(32100 * kThousand), "32100k"},
        {"160m", exactly(160 * kMillion), "160m"},
        {"3991809", exactly(3991809), "3991809"},
        {"13800", exactly(13800), "13800"},
        {"13.8k", exactly(13800), "13800"},
        {"1000k", exactly(kMillion), "1m"},
        {"0", exactly(0), "0"},
        {"200k..", at_least(200 * kThousand), "200k.."},
        {"..1m", up_to(kMillion), "..1m"},
        {"100k..550k", between(100 * kThousand, 550 * kThousand), "100k..550k"},
        {"~100k", about(exactly(100 * kThousand)), "~100k"},
    }));
    check_good(c, parse_count, format_count);
}

TEST_CASE("cells: a percentage has at most two decimals and lies in 0 to 100") {
    struct Case {
        const char* text;
        Interval basis_points;
        const char* printed;
    };
    const auto c = GENERATE(values<Case>({
        {"27", {2700, 2700}, "27"},
        {"27.5", {2750, 2750}, "27.5"},
        {"27.50", {2750, 2750}, "27.5"},
        {"32.27", {3227, 3227}, "32.27"},
        {"0.05", {5, 5}, "0.05"},
        {"0", {0, 0}, "0"},
        {"100", {10000, 10000}, "100"},
        {"13..15", {1300, 1500}, "13..15"},
        {"..10", {std::nullopt, 1000}, "..10"},
        {"50..", {5000, std::nullopt}, "50.."},
    }));
    CHECK(std::get<Interval>(parse_percent(c.text)) == c.basis_points);
    CHECK(format_percent(c.basis_points) == c.printed);
}

TEST_CASE("cells: every hundredth of a percent prints and reads back as itself") {
    for (std::int64_t value = 0; value <= 10'000; ++value) {
        const Interval interval{value, value};
        if (std::get<Interval>(parse_percent(format_percent(interval))) != interval) FAIL(value);
    }
}

TEST_CASE("cells: a term is years, months or both") {
    struct Case {
        const char* text;
        int months;
        const char* printed;
    };
    const auto c = GENERATE(values<Case>({
        {"7y", 84, "7y"},
        {"84m", 84, "7y"},
        {"18m", 18, "1y6m"},
        {"6m", 6, "6m"},
        {"1m", 1, "1m"},
        {"12m", 12, "1y"},
        {"15y6m", 186, "15y6m"},
        {"2y11m", 35, "2y11m"},
        {"200y", 2400, "200y"},
        {"2400m", 2400, "200y"},
    }));
    CHECK(std::get<int>(parse_term(c.text)) == c.months);
    CHECK(format_term(c.months) == c.printed);
}

TEST_CASE("cells: every term of one month to 200 years prints and reads back as itself") {
    for (int months = 1; months <= 2400; ++months)
        if (std::get<int>(parse_term(format_term(months))) != months) FAIL(months);
}

TEST_CASE("cells: a decimal is kept as it is written") {
    for (const char* text : {"0.01", "206.58", "70", "1.17440", "0.0105039", "123456789012345",
                             "0.000000000001", "123.456789012345", "1.000000000000"}) {
        INFO(text);
        CHECK(std::get<std::string>(parse_decimal(text)) == text);
    }
}

// What an amount is, in other words: split off the unit and the sign, then do long arithmetic.
std::optional<std::int64_t> oracle_figure(std::string text) {
    std::size_t zeros = 0;
    for (const auto& [unit, power] : {std::pair{"m", 6}, {"bn", 9}, {"tn", 12}}) {
        const std::string name = unit;
        if (text.size() < name.size() || text.substr(text.size() - name.size()) != name) continue;
        text.erase(text.size() - name.size());
        zeros = static_cast<std::size_t>(power);
        break;
    }
    const bool negative = text.rfind('-', 0) == 0;
    if (negative) text.erase(0, 1);
    const std::size_t point = text.find('.');
    if (point != std::string::npos && (zeros == 0 || point == 0 || point + 1 == text.size()))
        return std::nullopt;
    const std::string whole = text.substr(0, point);
    std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
    if (whole.empty() || (whole.size() > 1 && whole[0] == '0')) return std::nullopt;
    if ((whole + fraction).find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    while (fraction.size() > zeros && fraction.back() == '0')
        fraction.pop_back();
    if (fraction.size() > zeros) return std::nullopt;
    fraction.append(zeros - fraction.size(), '0');
    Int128 value = 0;
    for (const char digit : whole + fraction)
        value = value * 10 + (digit - '0');
    if (value > kLargestAmount || (negative && value == 0)) return std::nullopt;
    return static_cast<std::int64_t>(negative ? -value : value);
}

std::optional<Quantity> oracle_amount(std::string text) {
    Quantity quantity;
    quantity.approx = text.rfind('~', 0) == 0;
    if (quantity.approx) text.erase(0, 1);
    const std::size_t dots = text.find("..");
    const std::string first = text.substr(0, dots);
    const std::string last = dots == std::string::npos ? first : text.substr(dots + 2);
    quantity.value = {oracle_figure(first), oracle_figure(last)};
    const bool open = dots != std::string::npos;
    if ((!quantity.value.lo && !(open && first.empty())) ||
        (!quantity.value.hi && !(open && last.empty())) || quantity.value.unknown())
        return std::nullopt;
    if (quantity.value.lo && quantity.value.hi && *quantity.value.lo > *quantity.value.hi)
        return std::nullopt;
    return quantity;
}

TEST_CASE("cells: every short text is an amount exactly if the oracle says so") {
    const std::vector<std::string> letters = {"0", "1", ".", "..", "m", "bn", "-", "~"};
    std::vector<std::string> texts = {""};
    std::size_t accepted = 0;
    for (std::size_t from = 0, length = 0; length < 5; ++length) {
        const std::size_t end = texts.size();
        for (; from < end; ++from)
            for (const std::string& letter : letters)
                texts.push_back(texts[from] + letter);
    }
    for (const std::string& text : texts) {
        const auto parsed = parse_metric(text);
        const auto expected = oracle_amount(text);
        const auto* quantity = std::get_if<Quantity>(&parsed);
        if ((quantity != nullptr) != expected.has_value()) FAIL(text);
        if (!quantity) continue;
        ++accepted;
        if (!(*quantity == *expected)) FAIL(text);
        if (std::get<Quantity>(parse_metric(format_amount(*quantity))) != *quantity) FAIL(text);
    }
    CHECK(accepted > 400);
}

std::int64_t any_value() {
    // As many digits as the figures of deals have, and a few significant ones.
    const auto digits = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
    std::int64_t power = 1;
    for (int places = *rc::gen::inRange(0, 11); places > 0; --places)
        power *= 10;
    return digits * power + *rc::gen::element<std::int64_t>(0, 0, 1, 37);
}

Quantity any_quantity(bool negative) {
    const auto sign = negative && *rc::gen::arbitrary<bool>() ? -1 : 1;
    const auto [lo, hi] = std::minmax({sign * any_value(), any_value()});
    Quantity quantity{{lo, hi}, *rc::gen::arbitrary<bool>()};
    const int open = *rc::gen::inRange(0, 4);
    if (open == 0) quantity.value.hi = lo;
    if (open == 1) quantity.value.lo.reset();
    if (open == 2) quantity.value.hi.reset();
    return quantity;
}

TEST_CASE("cells: whatever is printed reads back as the same") {
    CHECK(rc::check("amounts", [] {
        const Quantity quantity = any_quantity(true);
        RC_ASSERT(std::get<Quantity>(parse_metric(format_amount(quantity))) == quantity);
    }));
    CHECK(rc::check("powers", [] {
        const Quantity quantity = any_quantity(false);
        RC_ASSERT(std::get<Quantity>(parse_power(format_power(quantity))) == quantity);
    }));
    CHECK(rc::check("counts", [] {
        const Quantity quantity = any_quantity(false);
        RC_ASSERT(std::get<Quantity>(parse_count(format_count(quantity))) == quantity);
    }));
}

TEST_CASE("cells: an unknown interval prints as an empty cell") {
    CHECK(format_amount({}).empty());
    CHECK(format_amount(about({})).empty());
    CHECK(format_power({}).empty());
    CHECK(format_count({}).empty());
    CHECK(format_percent({}).empty());
}

TEST_CASE("cells: an amount is never longer than its digits") {
    CHECK(rc::check([] {
        const std::int64_t value = any_value();
        RC_ASSERT(format_amount(exactly(value)).size() <= std::to_string(value).size());
    }));
}

TEST_CASE("cells: what is no power, count, percentage, term or decimal is refused") {
    const std::string power_forms =
        "a power is written like 4.5GW, 206MW, ..6GW, 1GW.., 600MW..800MW or ~1GW";
    for (const Bad& bad : std::vector<Bad>{
             {"4.5 GW", {"4.5GW"}},
             {"4500 MW", {"4.5GW"}},
             {"4.5gw", {"4.5GW"}},
             {"800 megawatts", {"800MW"}},
             {"30 gigawatt", {"30GW"}},
             {"500kW", {"0.5MW"}},
             {"0.8 TW", {"800GW"}},
             {"1,2 GW", {"1.2GW"}},
             {"30万千瓦", {"300MW"}},
             {"600-800MW", {"600MW..800MW"}},
             {"10..15GW", {"10GW..15GW"}},
             {"up to 6GW", {"..6GW"}},
             {"5", {"5GW", "5MW"}},
             {"4,500 MW",
              {"4.5GW if the comma separates thousands", "4.5MW if the comma is the decimal mark"}},
             {"1GW..600MW", {"600MW..1GW"}},
             {"1.2GW..800", {power_forms}},
             {"4.5GWh", {power_forms}},
             {"0.0005MW", {power_forms}},
             {"-1GW", {"1GW if no minus is meant"}},
         }) {
        INFO(bad.text);
        CHECK(refusal(parse_power(bad.text)).hints == bad.hints);
    }
    for (const Bad& bad : std::vector<Bad>{
             {"400K", {"400k"}},
             {"1 million", {"1m"}},
             {"10万", {"100k"}},
             {"1bn", {"1000m"}},
             {"400-500k", {"400k..500k"}},
             {"1.0", {"1"}},
             {"400,000",
              {"400k if the comma separates thousands", "400 if the comma is the decimal mark"}},
             {"1,000,000 GPUs", {"1m"}},
             {"2.0005k", {"2k", "2001"}},
         }) {
        INFO(bad.text);
        CHECK(refusal(parse_count(bad.text)).hints == bad.hints);
    }
    for (const Bad& bad : std::vector<Bad>{
             {"27%", {"27"}},
             {"27,5 %", {"27.5"}},
             {"27 percent", {"27"}},
             {"50-60%", {"50..60"}},
             {"27.123", {"27.12", "27.13"}},
             {"100.01", {"the largest is 100"}},
             {"15..13", {"13..15"}},
         }) {
        INFO(bad.text);
        CHECK(refusal(parse_percent(bad.text)).hints == bad.hints);
    }
    CHECK(refusal(parse_percent("~27")).hints.front() == "27 if that is exact");
    for (const Bad& bad : std::vector<Bad>{
             {"7 years", {"7y"}},
             {"84 months", {"7y"}},
             {"7Y", {"7y"}},
             {"18mo", {"1y6m"}},
             {"1.5y", {"1y6m"}},
             {"7 anni", {"7y"}},
             {"7 năm", {"7y"}},
             {"٧ سنوات", {"7y"}},
             {"7年", {"7y"}},
             {"2 years and 9 months", {"2y9m"}},
             {"7-year", {"7y"}},
             {"15y18m", {"16y6m"}},
             {"15y12m", {"16y"}},
             {"7y0m", {"7y"}},
             {"07y", {"7y"}},
             {"7", {"7y if years are meant", "7m if months are meant"}},
             {"0m", {"a term is written like 7y, 18m or 15y6m"}},
             {"0y6m", {"6m"}},
             {"90 days", {"a term is written like 7y, 18m or 15y6m"}},
             {"1,000 months", {"a term is written like 7y, 18m or 15y6m"}},
             {"5-7y", {"a term is written like 7y, 18m or 15y6m"}},
             {"", {"a term is written like 7y, 18m or 15y6m"}},
             {"201y", {"the longest is 200y"}},
             {"2401m", {"the longest is 200y"}},
         }) {
        INFO(bad.text);
        CHECK(refusal(parse_term(bad.text)).hints == bad.hints);
    }
    const std::string decimal_forms = "a decimal is written like 0.01 or 206.58";
    const std::string too_many = "at most 15 digits, at most 12 of them after the point";
    for (const Bad& bad : std::vector<Bad>{
             {"1,5", {"1.5"}},
             {".5", {"0.5"}},
             {"5.", {"5"}},
             {"+5", {"5"}},
             {"$0.01", {"0.01"}},
             {"007", {"7"}},
             {"1,000",
              {"1000 if the comma separates thousands", "1.000 if the comma is the decimal mark"}},
             {"0", {decimal_forms}},
             {"0.00", {decimal_forms}},
             {"-1", {decimal_forms}},
             {"1e-3", {decimal_forms}},
             {"1..2", {decimal_forms}},
             {"", {decimal_forms}},
             {"1234567890123456", {too_many}},
             {"0.1234567890123", {too_many}},
         }) {
        INFO(bad.text);
        CHECK(refusal(parse_decimal(bad.text)).hints == bad.hints);
    }
}

TEST_CASE("cells: currencies are the codes of ISO 4217 that are in use") {
    for (const char* code : {"USD", "EUR", "JPY", "VND", "AED", "ZWG", "XCG", "XOF", "TWD"}) {
        INFO(code);
        CHECK(is_currency(code));
    }
    // lower case, none, withdrawn, metals, funds, tests
    for (const char* code : {"usd", "", "US", "USDX", "ZZZ", "DEM", "FRF", "ITL", "XAU", "XDR",
                             "CLF", "USN", "XTS", "XXX"}) {
        INFO(code);
        CHECK_FALSE(is_currency(code));
    }
}

}  // namespace
}  // namespace gw
