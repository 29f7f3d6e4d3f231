// SPDX-License-Identifier: Apache-2.0
#include "cells/pasted.h"

#include <catch2/catch.hpp>
#include <string>

namespace gw {
namespace {

TEST_CASE("pasted: folding leaves lower case, plain digits, spaces and hyphens") {
    struct Case {
        const char* text;
        const char* folded;
    };
    const auto c = GENERATE(values<Case>({
        {"5 Bn", "5 bn"},      {"  5 bn\t", "5 bn"},
        {"5\u00a0bn", "5 bn"}, {"5\u202f000", "5 000"},
        {"Tỷ", "ty"},          {"bilhões", "bilhoes"},
        {"MÄRZ", "marz"},      {"٣٨", "38"},
        {"۳۸", "38"},          {"३८", "38"},
        {"３８ｂｎ", "38bn"},  {"10–15", "10-15"},
        {"−5", "-5"},          {"10〜15", "10~15"},
        {"5\u200bbn", "5bn"},  {"\u200f5", "5"},
        {"1’000", "1'000"},    {"اكثر", "اكثر"},
        {"أكثر", "اكثر"},      {"억", "억"},
        {"38¹", "38¹"},        {"", ""},
    }));
    CHECK(fold_pasted(c.text) == c.folded);
    CHECK(fold_pasted(c.folded) == c.folded);
}

TEST_CASE("pasted: what is not UTF-8 or too long to be a figure is not folded") {
    CHECK_FALSE(fold_pasted("\xff"));
    CHECK_FALSE(fold_pasted(std::string(121, '1')));
    CHECK(fold_pasted(std::string(120, '1')));
}

TEST_CASE("pasted: every word of the vocabulary is written as folding leaves it") {
    const auto check_list = [](std::string_view list) {
        while (!list.empty()) {
            const std::string spelling(next_spelling(list));
            INFO(spelling);
            CHECK_FALSE(spelling.empty());
            CHECK(fold_pasted(spelling) == spelling);
        }
    };
    for (const Words& words : pasted_words())
        check_list(words.spellings);
    check_list(words_for_unknown());
}

TEST_CASE("pasted: the marks of a number are read in both ways where both are possible") {
    struct Case {
        const char* text;
        const char* thousands;  // whole|fraction, empty: no number
        const char* decimal;
    };
    const auto c = GENERATE(values<Case>({
        {"5", "5|", "5|"},
        {"1,234", "1234|", "1|234"},
        {"1.234", "1234|", "1|234"},
        {"0,234", "0|234", "0|234"},
        {"1,23", "1|23", "1|23"},
        {"1,2345", "1|2345", "1|2345"},
        {"1234,567", "1234|567", "1234|567"},
        {"1,234,567", "1234567|", "1234567|"},
        {"1.234.567,89", "1234567|89", "1234567|89"},
        {"1,234.5", "1234|5", "1234|5"},
        {"1 234,5", "1234|5", "1234|5"},
        {"1'234", "1234|", "1234|"},
        {"1_000_000", "1000000|", "1000000|"},
        {"12,34,567", "1234567|", "1234567|"},
        {"1,2,3", "", ""},
        {"1,23,45", "", ""},
        {"1.234,567.8", "", ""},
        {"1234,567,890", "", ""},
        {"007", "7|", "7|"},
        {"000", "0|", "0|"},
        {".5", "0|5", "0|5"},
    }));
    const auto show = [](const std::optional<Decimal>& number) {
        return number ? number->whole + "|" + number->fraction : "";
    };
    INFO(c.text);
    CHECK(show(read_pasted_number(c.text, Marks::kThousands)) == c.thousands);
    CHECK(show(read_pasted_number(c.text, Marks::kDecimal)) == c.decimal);
}

}  // namespace
}  // namespace gw
