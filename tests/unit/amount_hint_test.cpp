// SPDX-License-Identifier: Apache-2.0
#include "cells/amount_hint.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cells/cells.h"

namespace gw {
namespace {

const std::string kForms =
    "an amount is written like 38bn, 1.25bn, 500m, ..100bn, 10bn.., 10bn..15bn or ~40bn";
const std::string kEmpty = "leave the cell empty for an amount that is not known";

CellError refusal(std::string_view text, Sign sign = Sign::kUnsigned) {
    const auto parsed = parse_amount(text, sign);
    INFO(text);
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed);
}

struct Case {
    const char* text;
    std::vector<std::string> hints;
};

void check(const std::vector<Case>& cases, Sign sign = Sign::kUnsigned) {
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(refusal(c.text, sign).hints == c.hints);
    }
}

TEST_CASE("amount hint: words of number mean their power of ten in their language") {
    check({
        {"5 billion", {"5bn"}},
        {"5 trillion", {"5tn"}},
        {"5 million", {"5m"}},
        {"5 thousand million", {"5bn"}},
        {"5B", {"5bn"}},
        {"5M", {"5m"}},
        {"5MM", {"5m"}},
        {"5mn", {"5m"}},
        {"5T", {"5tn"}},
        {"1500K", {"1.5m"}},
        {"5 crore", {"50m"}},
        {"50 lakh", {"5m"}},
        {"5 lakh crore", {"5tn"}},
        // Vietnamese
        {"38 tỷ", {"38bn"}},
        {"38 tỉ", {"38bn"}},
        {"38 nghìn tỷ", {"38tn"}},
        {"38 ngàn tỷ", {"38tn"}},
        {"38 triệu", {"38m"}},
        {"1,5 tỷ USD", {"1.5bn"}},
        // Italian
        {"38 miliardi", {"38bn"}},
        {"38 miliardi di dollari", {"38bn"}},
        {"2 mille miliardi", {"2tn"}},
        {"38 milioni", {"38m"}},
        // Portuguese, of Brazil and of Portugal
        {"$38 bilhões", {"38bn"}},
        {"1,5 bilhão", {"1.5bn"}},
        {"38 mil milhões de dólares", {"38bn"}},
        {"38 bilião", {"38tn"}},
        {"38 biliões", {"38tn"}},
        {"38 trilhões", {"38tn"}},
        // Spanish, French, German
        {"38 mil millones", {"38bn"}},
        {"38 billones", {"38tn"}},
        {"38 milliards d'euros", {"38bn"}},
        {"38 Milliarden Euro", {"38bn"}},
        {"38 Billionen", {"38tn"}},
        {"38 mrd", {"38bn"}},
        {"38 Mrd.", {"38bn"}},
        {"38 mia", {"38bn"}},
        {"38 mld", {"38bn"}},
        {"38 mio", {"38m"}},
        // Arabic
        {"٣٨ مليار", {"38bn"}},
        {"8 مليارات دولار", {"8bn"}},
        {"38 مليون", {"38m"}},
        {"38 تريليون", {"38tn"}},
        {"٣٫٨ مليار", {"3.8bn"}},
        // Chinese, Japanese, Korean
        {"38億", {"3.8bn"}},
        {"38亿美元", {"3.8bn"}},
        {"5千亿", {"500bn"}},
        {"5万亿", {"5tn"}},
        {"5兆円", {"5tn"}},
        {"1兆2000億円", {"1.2tn"}},
        {"５００億円", {"50bn"}},
        {"5조", {"5tn"}},
        {"500억 달러", {"50bn"}},
        {"1조 5000억 원", {"1.5tn"}},
        // Russian
        {"38 млрд", {"38bn"}},
        {"38 миллионов", {"38m"}},
    });
}

TEST_CASE("amount hint: a word that means two things gives two hints") {
    check({
        {"5 bio", {"5tn if bio is 10^12", "5bn if bio is 10^9"}},
        {"5 bln", {"5tn if bln is 10^12", "5bn if bln is 10^9"}},
        {"5 mil", {"5m if mil is 10^6", "5000 if mil is 10^3"}},
        {"5 tr", {"5tn if tr is 10^12", "5m if tr is 10^6"}},
        {"5-6 bio", {"5tn..6tn if bio is 10^12", "5bn..6bn if bio is 10^9"}},
        {"5 mil bln", {"5000tn if bln is 10^12", "5tn if bln is 10^9"}},
        {"5 mil-6 bln",
         {"5m..6tn if mil is 10^6 and bln is 10^12", "5000..6bn if mil is 10^3 and bln is 10^9"}},
        {"1bn-2 bio", {"1bn..2tn if bio is 10^12", "1bn..2bn if bio is 10^9"}},
        {"1,500 tr",
         {"1500tn if the comma separates thousands and tr is 10^12",
          "1.5tn if the comma is the decimal mark and tr is 10^12",
          "1.5bn if the comma separates thousands and tr is 10^6"}},
        {"1,500 bio",
         {"1500tn if the comma separates thousands and bio is 10^12",
          "1.5tn if the comma is the decimal mark and bio is 10^12",
          "1.5bn if the comma is the decimal mark and bio is 10^9"}},
    });
}

TEST_CASE("amount hint: currencies and spelling are taken off") {
    check({
        {"$5bn", {"5bn"}},
        {"US$5 billion", {"5bn"}},
        {"USD 5bn", {"5bn"}},
        {"5bnUSD", {"5bn"}},
        {"€ 1,5 Mrd", {"1.5bn"}},
        {"5M€", {"5m"}},
        {"5 bn US-Dollar", {"5bn"}},
        {"Rs.500 crore", {"5bn"}},
        {"5 BN", {"5bn"}},
        {" 5bn ", {"5bn"}},
        {"5\u200b\u00a0bn", {"5bn"}},
        {"'5bn", {"5bn"}},
        {"5-billion", {"5bn"}},
        {"+5", {"5"}},
        {"5.", {"5"}},
        {".5bn", {"500m"}},
        {"007", {"7"}},
        {"٥٠٠", {"500"}},
        {"５００", {"500"}},
        {"500k", {"500000", "0.5m"}},
    });
    CHECK(refusal("$5bn").message ==
          "\"$5bn\" is not an amount: the currency stands in a column of its own");
    CHECK(refusal("500k").message == "\"500k\" is not an amount: k stands in counts only");
}

TEST_CASE("amount hint: marks between digits are read where they can mean one thing only") {
    check({
        {"1,000,000", {"1m"}},
        {"1.000.000", {"1m"}},
        {"1 000 000", {"1m"}},
        {"1'000'000", {"1m"}},
        {"1_000", {"1000"}},
        {"12,34,567", {"1234567"}},
        {"1,234,567.00", {"1234567"}},
        {"1.234.567,00", {"1234567"}},
        {"1,5bn", {"1.5bn"}},
        {"0,500bn", {"500m"}},
        {"$1.344bn", {"1.344bn"}},
        {"1.234.567,89", {"1234567", "1234568"}},
        {"1,000", {"1000 if the comma separates thousands", "1 if the comma is the decimal mark"}},
        {"1.000", {"1000 if the point separates thousands", "1 if the point is the decimal mark"}},
        {"1,000bn",
         {"1tn if the comma separates thousands", "1bn if the comma is the decimal mark"}},
        {"1.344 miliardi",
         {"1.344tn if the point separates thousands", "1.344bn if the point is the decimal mark"}},
        {"1,234", {"1234 if the comma separates thousands"}},
        {"1,00,00", {kForms}},
        {"1,2,3", {kForms}},
        {"1.234,567.8", {kForms}},
        {"12,34", {kForms}},
        {"1.5", {kForms}},
        {"38¹bn", {kForms}},
    });
}

TEST_CASE("amount hint: words for bounds, ranges and estimates become signs") {
    check({
        {"up to 100bn", {"..100bn"}},
        {"bis zu 100 Mrd", {"..100bn"}},
        {"fino a 100 miliardi", {"..100bn"}},
        {"<100bn", {"..100bn"}},
        {"at least 10bn", {"10bn.."}},
        {">5bn", {"5bn.."}},
        {"5bn+", {"5bn.."}},
        {"hơn 10 tỷ", {"10bn.."}},
        {"10億以上", {"1bn.."}},
        {"about 40bn", {"~40bn"}},
        {"circa 40 miliardi", {"~40bn"}},
        {"نحو 13 مليار دولار", {"~13bn"}},
        {"~$40bn", {"~40bn"}},
        {"~~5bn", {"~5bn"}},
        {"5bn..~6bn", {"~5bn..6bn"}},
        {"10-15bn", {"10bn..15bn"}},
        {"$10bn–$15bn", {"10bn..15bn"}},
        {"10 to 15 billion", {"10bn..15bn"}},
        {"between 10bn and 15bn", {"10bn..15bn"}},
        {"từ 10 đến 15 tỷ", {"10bn..15bn"}},
        {"от 10 до 15 млрд", {"10bn..15bn"}},
        {"10~15億", {"1bn..1.5bn"}},
        {"about 10-15bn", {"~10bn..15bn"}},
        {"...5bn", {"..5bn"}},
        {"5bn...6bn", {"5bn..6bn"}},
        {"15bn..10bn", {"10bn..15bn"}},
        {"~15bn..10bn", {"~10bn..15bn"}},
    });
}

TEST_CASE("amount hint: a cell that has no ~ is offered without it") {
    const auto hints = [](const char* text) {
        return std::get<CellError>(parse_percent(text)).hints;
    };
    CHECK(hints("~15..13") == std::vector<std::string>{"13..15"});
    CHECK(hints("~1,500") == std::vector<std::string>{"1.5 if the comma is the decimal mark"});
    CHECK(hints("~27").front() == "27 if that is exact");
}

TEST_CASE("amount hint: where nothing certain can be said the hint shows the forms") {
    for (const char* text : {"",
                             "..",
                             "~",
                             "~..",
                             "tens of billions",
                             "a billion",
                             "5x",
                             "0x1F",
                             "5GW",
                             "5bn/year",
                             "10bn-15",
                             "15-10bn",
                             "500-1bn",
                             "up to 10-15bn",
                             "5bn..6bn..7bn",
                             "2026-11-03",
                             "500-",
                             "from 10bn",
                             "bn",
                             "$",
                             "5 5",
                             "5bn 6",
                             "\xff",
                             "1e",
                             "1e999",
                             "- -5",
                             "5 maybe",
                             "5 million billion",
                             "5 thousand hundred",
                             "1234 567",
                             "5-1,2,3bn"}) {
        INFO(text);
        CHECK(refusal(text).hints == std::vector{kForms});
    }
    CHECK(refusal(std::string(1'000'000, '9')).hints == std::vector{kForms});
}

TEST_CASE("amount hint: words for what is not known ask for an empty cell") {
    for (const char* text : {"undisclosed",
                             "Undisclosed",
                             "n/a",
                             "N/A",
                             "unknown",
                             "TBD",
                             "TBD.",
                             "-",
                             "–",
                             "?",
                             "not disclosed",
                             "NaN",
                             "không rõ",
                             "chưa công bố",
                             "non divulgato",
                             "não divulgado",
                             "unbekannt",
                             "未公開",
                             "비공개",
                             "غير معلن"}) {
        INFO(text);
        CHECK(refusal(text).hints == std::vector{kEmpty});
    }
}

TEST_CASE("amount hint: what a spreadsheet left behind is named as such") {
    CHECK(refusal("#REF!").message == "\"#REF!\" is a spreadsheet's error, not an amount");
    CHECK(refusal("=SUM(A1)").message == "\"=SUM(A1)\" is a spreadsheet's formula, not an amount");
    check({
        {"#REF!", {"repair the spreadsheet and export it again"}},
        {"#####", {"repair the spreadsheet and export it again"}},
        {"=SUM(A1)", {"write the value that the formula gives"}},
        {"1e9", {"1bn if no digits are lost"}},
        {"5E+11", {"500bn if no digits are lost"}},
        {"1,5E+11", {"150bn if no digits are lost"}},
    });
}

TEST_CASE("amount hint: minus signs and brackets") {
    check({
        {"(500)", {"500 if no minus is meant"}},
        {"-5bn", {"5bn if no minus is meant"}},
        {"−5bn", {"5bn if no minus is meant"}},
        {"-0", {"0"}},
        {"-1.5", {kForms}},
        {"-1,000", {kForms}},
        {"..-5bn", {kForms}},
    });
    check(
        {
            {"(500)", {"-500"}},
            {"($5bn)", {"-5bn"}},
            {"−5bn", {"-5bn"}},
            {"-$5bn", {"-5bn"}},
            {"-10bn..-20bn", {"-20bn..-10bn"}},
            {"-1.234.567,89", {"-1234567", "-1234568"}},
            {"-0", {"0"}},
        },
        Sign::kSigned);
    // Even where the reading of the comma that is tried first is too large.
    CHECK(refusal("-900,000 trillion").message ==
          "\"-900,000 trillion\" is negative, which an amount cannot be");
    CHECK(refusal("-900,000 trillion").hints == std::vector{kForms});
    CHECK(refusal("-5bn").message == "\"-5bn\" is negative, which an amount cannot be");
}

TEST_CASE("amount hint: the message says what is wrong") {
    CHECK(refusal("5 billion").message == "\"5 billion\" is not an amount");
    CHECK(refusal("1,000").message == "\"1,000\" can be read in more than one way");
    CHECK(refusal("1.5").message == "\"1.5\" is not a whole number of units");
    CHECK(refusal("0.0000000015bn").message == "\"0.0000000015bn\" is not a whole number of units");
    CHECK(refusal("15bn..10bn").message == "\"15bn..10bn\" ends before it begins");
    CHECK(refusal("100000000000000001").message ==
          "\"100000000000000001\" is too large for an amount");
    CHECK(refusal("9223372036854775808").hints ==
          std::vector<std::string>{"the largest is 100000tn"});
    CHECK(refusal("5\x1b[2J").message == "\"5\\x1b[2J\" is not an amount");
    CHECK(refusal(std::string(1000, 'x')).message.size() < 100);
}

TEST_CASE("amount hint: of a range with one wrong end only that end is underlined") {
    CHECK(refusal("10bn..5x").offset == 6);
    CHECK(refusal("10bn..5x").length == 2);
    CHECK(refusal("~x..5bn").offset == 1);
    CHECK(refusal("~x..5bn").length == 1);
    CHECK(refusal("15bn..10bn").offset == 0);
    CHECK(refusal("15bn..10bn").length == 10);
}

// Whether a refusal keeps its promises: an underline inside the cell, one to three hints, and
// every hint that is a cell a cell.
bool is_sound(const std::string& text, Sign sign) {
    const auto parsed = parse_amount(text, sign);
    const auto* error = std::get_if<CellError>(&parsed);
    if (!error) return true;
    bool sound = error->offset + error->length <= text.size() && !error->message.empty() &&
                 !error->hints.empty() && error->hints.size() <= 3;
    for (const std::string& hint : error->hints) {
        const std::string cell = hint.substr(0, hint.find(" if "));
        const bool is_prose = cell.find(' ') != std::string::npos;
        sound = sound && (is_prose || std::holds_alternative<Quantity>(parse_amount(cell, sign)));
    }
    return sound;
}

const std::vector<std::string> kPieces = {
    "15",     "000",  "1,234", "1.5", ".",  ",", "..", "-",   "~", "$",     "bn", "mil", "tỷ",
    "up to ", " to ", "(",     ")",   "e9", "+", "0",  "bio", "k", "about", " ",  "億",  "≥"};

TEST_CASE("amount hint: whatever is pasted, the hint is an amount and fits the cell") {
    for (const std::string& first : kPieces) {
        for (const std::string& second : kPieces) {
            for (const std::string& third : kPieces) {
                const std::string text = first + second + third;
                if (!is_sound(text, Sign::kUnsigned) || !is_sound(text, Sign::kSigned)) FAIL(text);
            }
        }
    }
    CHECK(rc::check([] {
        std::string text;
        for (const auto& piece :
             *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kPieces)))
            text += piece;
        RC_ASSERT(is_sound(text, Sign::kUnsigned));
        RC_ASSERT(is_sound(text, Sign::kSigned));
    }));
}

}  // namespace
}  // namespace gw
