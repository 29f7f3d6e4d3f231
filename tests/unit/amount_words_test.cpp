// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cells/cells.h"

namespace gw {
namespace {

using Hints = std::vector<std::string>;

template <class T>
Hints hints(const Parsed<T>& parsed) {
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed).hints;
}

Hints amount(const std::string& text) {
    return hints(parse_amount(text, Sign::kUnsigned));
}

TEST_CASE("amount hint: every word of scale is its power of ten") {
    struct Case {
        const char* hint;  // of five
        std::vector<const char*> words;
    };
    for (const Case& c : std::vector<Case>{
             {"5tn", {"trillion", "trilhão", "triliun", "Billionen", "bilione", "bilioni"}},
             {"5tn", {"biljoonaa", "τρισ", "трлн", "трильйон", "טריליון", "ล้านล้าน"}},
             {"5tn", {"兆", "조", "تريليون"}},
             {"500bn", {"แสนล้าน"}},
             {"50bn", {"หมื่นล้าน"}},
             {"5bn", {"billion", "bilhão", "mrd", "milliard", "miljarder", "miliardo", "miliar"}},
             {"5bn", {"млрд", "мільярд", "مليار", "miliardy", "miljardia", "δισ", "милиарда"}},
             {"5bn", {"מיליארד", "میلیارد", "พันล้าน", "अरब"}},
             {"500m", {"億", "亿", "억"}},
             {"50m", {"crore", "करोड़"}},
             {"5m", {"million", "milhão", "millones", "milione", "triệu", "juta", "млн"}},
             {"5m", {"مليون", "milion", "milionów", "miljonit", "εκατ", "мільйон", "ล้าน"}},
             {"500000", {"lakh", "लाख"}},
             {"50000", {"万", "萬", "만"}},
             {"5000", {"thousand", "tausend", "nghìn", "тысяч", "천"}},
             {"500", {"hundred", "trăm", "百", "백"}},
             {"50", {"十", "십"}},
         }) {
        for (const char* word : c.words) {
            INFO(word);
            CHECK(amount("5 " + std::string(word)) == Hints{c.hint});
        }
    }
}

TEST_CASE("amount hint: beside English words a point is a decimal point, beside others a mark") {
    CHECK(amount("1.234 thousand") == Hints{"1234"});
    CHECK(amount("1.234 lakh") == Hints{"123400"});
    CHECK(amount("1.200 hundred") == Hints{"120"});
    CHECK(amount("1.234万") == Hints{"12.34m if the point separates thousands",
                                     "12340 if the point is the decimal mark"});
    for (const char* word : {" tausend", " тысяч"}) {
        INFO(word);
        CHECK(amount("1.234" + std::string(word)) ==
              Hints{"1.234m if the point separates thousands",
                    "1234 if the point is the decimal mark"});
    }
    CHECK(amount("1.200百") ==
          Hints{"120000 if the point separates thousands", "120 if the point is the decimal mark"});
    CHECK(amount("1.200十") ==
          Hints{"12000 if the point separates thousands", "12 if the point is the decimal mark"});
}

TEST_CASE("amount hint: a smaller word of scale may stand before a larger one") {
    CHECK(amount("5 thousand billion") == Hints{"5tn"});
    CHECK(amount("5 hundred million") == Hints{"500m"});
    CHECK(amount("5 hundred thousand") == Hints{"500000"});
    CHECK(amount("5 lakh crore") == Hints{"5tn"});
    CHECK(amount("5十万") == Hints{"500000"});
    CHECK(amount("5百万") == Hints{"5m"});
    CHECK(amount("5千万") == Hints{"50m"});
    CHECK(amount("5万亿") == Hints{"5tn"});
    CHECK(amount("5 tausend millionen") == Hints{"5bn"});
}

TEST_CASE("amount hint: a word is read to its end, and a number begins with a digit") {
    const Hints forms = amount("x");
    for (const char* text :
         {"38 млрдф", "38 млнx", "38 bnф", "5 usdbn", "5 bnusdx", "5 eurм", "доmax 5bn",
          "حتىmax 5bn", "بين 5bn وحوالي 10bn", ".500.000", ".50.000", ",500,000", ".500.000bn",
          "5 30bn", "5 thousand thousand"}) {
        INFO(text);
        CHECK(amount(text) == forms);
    }
}

TEST_CASE("number hint: every word of a term is its months") {
    struct Case {
        const char* hint;  // of five
        std::vector<const char*> words;
    };
    for (const Case& c : std::vector<Case>{
             {"50y", {"decades"}},
             {"5y", {"years", "Jahre", "ans", "anni", "anos", "năm", "années", "лет", "年", "سنة"}},
             {"1y3m", {"quarters"}},
             {"5m",
              {"months", "mo", "Monate", "mois", "mesi", "meses", "tháng", "месяцев", "个月"}},
         }) {
        for (const char* word : c.words) {
            INFO(word);
            CHECK(hints(parse_term("5 " + std::string(word))) == Hints{c.hint});
        }
    }
}

}  // namespace
}  // namespace gw
