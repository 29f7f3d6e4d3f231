// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>
#include <variant>
#include <vector>

#include "cells/cells.h"

namespace gw {
namespace {

CellError refusal(std::string_view text, Sign sign = Sign::kUnsigned) {
    const auto parsed = parse_amount(text, sign);
    INFO(text);
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed);
}

using Hints = std::vector<std::string>;

template <class T>
CellError error_of(const Parsed<T>& parsed) {
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed);
}

TEST_CASE("amount hint: parts of a figure are added up, as far as an amount goes") {
    CHECK(refusal("1,000兆2000億").hints == Hints{"1000.2tn"});
    CHECK(refusal("99999 trillion 999 billion").hints == Hints{"99999.999tn"});
    CHECK(refusal("100000 trillion").hints == Hints{"100000tn"});
    CHECK(refusal("100000 trillion 1 million").hints == Hints{"the largest is 100000tn"});
    CHECK(refusal("-200000 trillion").hints == Hints{"the largest is 100000tn"});
    CHECK(refusal("200000 trillion").hints == Hints{"the largest is 100000tn"});
}

TEST_CASE("amount hint: two figures in one cell are never added up") {
    const Hints forms = refusal("x").hints;
    for (const char* text : {"USD 5bn USD 10bn",
                             "USD 5bn USD 300m",
                             "5bn up to 10bn",
                             "5bn max 10bn",
                             "5bn at least 10bn",
                             "about 5bn about 10bn",
                             "5bn about 300m",
                             "5bn+ 300m",
                             "5bn 10bn",
                             "5bn 5bn",
                             "300m 5bn",
                             "5 mil 300 million",
                             "5bn USD 300m",
                             "1bn 1000m",
                             "5bn 5000m",
                             "2 crore 200 lakh",
                             "5bn 10 hundred million",
                             "5.5bn 300m",
                             "1,5 Mrd 300 Mio",
                             "5bn of 300m",
                             "5bn des 300m",
                             "5bn d'300m",
                             "5bn 10bn - 20bn",
                             "5bn - 10bn 20bn"}) {
        CAPTURE(text);
        CHECK(refusal(text).hints == forms);
    }
    CHECK(refusal("up to 5bn 300m").hints == Hints{"..5.3bn"});
    CHECK(refusal("5 billion 300 million USD").hints == Hints{"5.3bn"});
    CHECK(refusal("2 crore 50 lakh").hints == Hints{"25m"});
    CHECK(refusal("5bn 999m").hints == Hints{"5.999bn"});
    CHECK(refusal("5 Bio. 300 Mrd.").hints == Hints{"5.3tn"});
    CHECK(refusal("5 Mrd. 300 Mio. de dollars").hints == Hints{"5.3bn"});
    CHECK(refusal("5bn USD to 10bn 300m USD").hints == Hints{"5bn..10.3bn"});
    CHECK(refusal("5bn max - 10bn").hints == forms);
    CHECK(error_of(parse_power("5 million kW 300 thousand MW")).hints ==
          error_of(parse_power("x")).hints);
}

TEST_CASE("amount hint: every sort of figure is called by its name and shown in its forms") {
    CHECK(error_of(parse_amount("x", Sign::kSigned)).message == "\"x\" is not an amount");
    CHECK(error_of(parse_power("x")).message == "\"x\" is not a power");
    CHECK(error_of(parse_count("x")).message == "\"x\" is not a count");
    CHECK(error_of(parse_percent("x")).message == "\"x\" is not a percentage");
    CHECK(error_of(parse_power("x")).hints ==
          Hints{"a power is written like 4.5GW, 206MW, ..6GW, 1GW.., 600MW..800MW or ~1GW"});
    CHECK(error_of(parse_count("x")).hints ==
          Hints{"a count is written like 400000, 400k, 1.5m, 200k.., ..1m or ~100k"});
    CHECK(error_of(parse_percent("x")).hints ==
          Hints{"a percentage is written like 27, 27.5, 13..15, ..10 or 50.."});
    CHECK(error_of(parse_amount("1.5", Sign::kSigned)).message ==
          "\"1.5\" is not a whole number of units");
    CHECK(error_of(parse_power("0.0005MW")).message == "\"0.0005MW\" is not a whole number of kW");
    CHECK(error_of(parse_count("1.5")).message == "\"1.5\" is not a whole number of pieces");
    CHECK(error_of(parse_percent("27.123")).message ==
          "\"27.123\" is not a whole number of hundredths of a percent");
    CHECK(error_of(parse_power("5")).message == "\"5\" has no unit");
    CHECK(error_of(parse_power("5 GW-6 GW")).message == "\"5 GW-6 GW\" is not a power");
    CHECK(error_of(parse_percent("~27")).message == "\"~27\" is not a percentage, which has no ~");
}

TEST_CASE("cells: a figure has no more decimals than its unit or any unit can take up") {
    CHECK(error_of(parse_percent("27.120")).hints ==
          Hints{"27.12 if the point is the decimal mark"});
    CHECK(error_of(parse_percent("27.1200")).hints == Hints{"27.12"});
    CHECK(std::holds_alternative<Quantity>(
        parse_amount("1." + std::string(18, '0') + "bn", Sign::kUnsigned)));
    CHECK(refusal("1." + std::string(19, '0') + "bn").hints == Hints{"1bn"});
}

TEST_CASE("amount hint: one end that is no whole number makes the range none") {
    for (const char* text : {"1.5 to 20000 dollars", "2000 to 20001.5 dollars"}) {
        CAPTURE(text);
        CHECK(refusal(text).message ==
              "\"" + std::string(text) + "\" is not a whole number of units");
    }
}

TEST_CASE("amount hint: neighbours are named only of what has one reading") {
    CHECK(refusal("1.23456789012 billion").hints == Hints{"1234567890", "1234567891"});
    CHECK(refusal("1.23456789012345 bio").hints ==
          Hints{"an amount is written like 38bn, 1.25bn, 500m, ..100bn, 10bn.., 10bn..15bn or "
                "~40bn"});
}

TEST_CASE("amount hint: the message says why one sure sense is refused, or that there are more") {
    CHECK(refusal("5e9").message ==
          "\"5e9\" is not an amount: a spreadsheet may have cut its digits");
    CHECK(refusal("1,234bn to 2bn").message == "\"1,234bn to 2bn\" is not an amount");
    CHECK(refusal("1,234bn").message == "\"1,234bn\" can be read in more than one way");
}

TEST_CASE("amount hint: below a million k is offered as m, too") {
    CHECK(refusal("999.9990k").hints == Hints{"999999", "0.999999m"});
    CHECK(refusal("1000k").hints == Hints{"1m"});
}

TEST_CASE("amount hint: a comma in either end of a range is called a comma") {
    const Hints both = {"1bn..1.234tn if the comma separates thousands",
                        "1bn..1.234bn if the comma is the decimal mark"};
    CHECK(refusal("1bn to 1,234bn").hints == both);
    CHECK(refusal("1,234bn to 2000tn").hints ==
          Hints{"1.234tn..2000tn if the comma separates thousands",
                "1.234bn..2000tn if the comma is the decimal mark"});
    CHECK(refusal("5bn 1,234 thousand").hints ==
          Hints{"5.001234bn if the comma separates thousands",
                "5000001234 if the comma is the decimal mark"});
}

TEST_CASE("amount hint: units are powers of ten of the cell's own") {
    CHECK(error_of(parse_power("5000 W")).hints == Hints{"0.005MW"});
    CHECK(error_of(parse_power("5000000 watts")).hints == Hints{"5MW"});
    CHECK(error_of(parse_power("7 kilowatts")).hints == Hints{"0.007MW"});
    CHECK(error_of(parse_power("7 megawatts")).hints == Hints{"7MW"});
    CHECK(error_of(parse_power("7 gigawatts")).hints == Hints{"7GW"});
    CHECK(error_of(parse_power("7 terawatts")).hints == Hints{"7000GW"});
    CHECK(error_of(parse_percent("50 bps")).hints == Hints{"0.5"});
    CHECK(error_of(parse_percent("7 %")).hints == Hints{"7"});
    CHECK(error_of(parse_count("7 chips")).hints == Hints{"7"});
    CHECK(error_of(parse_count("7 shares")).hints == Hints{"7"});
}

TEST_CASE("cells: an amount just below a unit is printed in the smaller one") {
    const auto printed = [](std::int64_t value) { return format_amount({{value, value}, false}); };
    CHECK(printed(999'500) == "999500");
    CHECK(printed(1'000'500) == "1.0005m");
    CHECK(printed(999'500'000) == "999.5m");
    CHECK(printed(1'000'500'000) == "1.0005bn");
    CHECK(printed(999'500'000'000) == "999.5bn");
    CHECK(printed(1'000'500'000'000) == "1.0005tn");
    CHECK(printed(-999'500'000) == "-999.5m");
    CHECK(printed(-1'000'500'000) == "-1.0005bn");
}

TEST_CASE("cells: what is cut to whole units is offered with its neighbour, where that helps") {
    CHECK(refusal("999.5").hints.front().starts_with("an amount is written like"));
    CHECK(refusal("1000.5").hints == Hints{"1000", "1001"});
    CHECK(refusal("-1000.5", Sign::kSigned).hints == Hints{"-1000", "-1001"});
    CHECK(refusal("-999.5", Sign::kSigned).hints.front().starts_with("an amount is written like"));
    CHECK(refusal("999k").hints == Hints{"999000", "0.999m"});
    CHECK(refusal("1000k").hints == Hints{"1m"});
    CHECK(refusal("~5k").hints == Hints{"~5000", "~0.005m"});
}

}  // namespace
}  // namespace gw
