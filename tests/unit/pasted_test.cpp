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

TEST_CASE("pasted: a message shows forty columns of a cell") {
    CHECK(gw::quoted(std::string(40, 'a')) == '"' + std::string(40, 'a') + '"');
    CHECK(gw::quoted(std::string(41, 'a')) == '"' + std::string(39, 'a') + "…\"");
    const auto accents = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += "\u0301";
        return text;
    };
    CHECK(gw::quoted("a" + accents(300)) == "\"a" + accents(199) + "…\"");
    CHECK(gw::quoted("ab" + accents(300)) == "\"ab" + accents(199) + "…\"");
    CHECK(gw::quoted("ab" + accents(199)) == "\"ab" + accents(199) + "\"");
    CHECK(gw::quoted("\x1b") == "\"\\x1b\"");
}

TEST_CASE(
    "pasted: characters that look alike are folded to the one that figures are written with") {
    struct Case {
        const char* text;
        const char* folded;
    };
    const auto c = GENERATE(values<Case>({
        {"5\nbn", "5 bn"},
        {"5\rbn", "5 bn"},
        {"5\tbn", "5 bn"},
        {"\u223C5", "~5"},
        {"\u301C5", "~5"},
        {"1\u2018000", "1'000"},
        {"1\u2019000", "1'000"},
        {"1\u066C000", "1'000"},
        {"1\u066B5", "1,5"},
        {"\uFF01", "!"},
        {"\uFF5E5", "~5"},
        {"\uFF5F5", "\uFF5F5"},
        {"\uFF00", "\uFF00"},
        {"\u20105", "-5"},
        {"\u20145", "-5"},
        {"\u3000 5 \u2003", "5"},
        {"\u0660\u0669\u06F0\u06F9\u0966\u096F\uFF10\uFF19",
         "0909"
         "0909"},
        {"\U0001D7CE\U0001D7D7\U0001D7D8\U0001D7E1", "0909"},
    }));
    CHECK(fold_pasted(c.text) == c.folded);
}

TEST_CASE("pasted: every digit of every script is folded to its value") {
    // The first of the ten of each script, by the Unicode standard's list of decimal digits.
    for (const int zero : {0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0E50, 0x17E0,
                           0x1810, 0xFF10, 0x104A0, 0x1D7CE, 0x1D7D8, 0x1D7F6}) {
        for (int value = 0; value < 10; ++value) {
            const auto code = static_cast<char32_t>(zero + value);
            std::string text;
            const auto byte = [&](char32_t bits) { text += static_cast<char>(bits); };
            if (code < 0x80) {
                byte(code);
            } else if (code < 0x800) {
                byte(0xC0 | (code >> 6));
                byte(0x80 | (code & 0x3F));
            } else if (code < 0x10000) {
                byte(0xE0 | (code >> 12));
                byte(0x80 | ((code >> 6) & 0x3F));
                byte(0x80 | (code & 0x3F));
            } else {
                byte(0xF0 | (code >> 18));
                byte(0x80 | ((code >> 12) & 0x3F));
                byte(0x80 | ((code >> 6) & 0x3F));
                byte(0x80 | (code & 0x3F));
            }
            INFO(zero + value);
            CHECK(fold_pasted(text) == std::to_string(value));
        }
    }
}

TEST_CASE("pasted: a word ends where no letter of a spaced script follows it") {
    struct Case {
        const char* text;
        std::size_t bytes;
    };
    const auto c = GENERATE(values<Case>({
        {"bn", 2},
        {"bn ", 2},
        {"bn5", 2},
        {"bnx", 0},
        {"bn\u2102", 0},  // a letter in capitals that has no small one
        {"bn\u02B0", 0},  // a modifier
        {"bn\u00AA", 0},  // a letter without case
        {"bn\u0378", 2},  // unassigned
        {"bn\u0301", 2},  // an accent
        {"bn\u2160", 2},  // a number
        {"bn円", 2},
        {"bnbn", 0},
        {"bnx bn", 0},
        {"b", 1},
        {"billion", 7},
        {"billions", 8},
        {"億円", 3},
        {"", 0},
    }));
    INFO(c.text);
    CHECK(match_spelling(c.text, "b|bn|billion|billions|億") == c.bytes);
}

TEST_CASE("pasted: a text is cut into numbers, exponents, words and signs") {
    const auto show = [](const std::string& text) {
        static constexpr Words kUnits[] = {{Role::kUnit, 6, "gw"}};
        const auto tokens = scan_pasted(text, kUnits);
        if (!tokens) return std::string("unknown");
        std::string shown;
        for (const Token& token : *tokens) {
            shown += "[" + std::string(token.text);
            const char* names[] = {"number", "exp",   "scale", "unit",  "currency", "up",
                                   "least",  "about", "tilde", "to",    "and",      "between",
                                   "dash",   "dots",  "plus",  "filler"};
            shown += std::string(" ") + names[static_cast<std::size_t>(token.role)];
            if (token.role == Role::kExponent) shown += std::to_string(token.exponent);
            if (token.meanings.size() > 1) shown += "*" + std::to_string(token.meanings.size());
            shown += "]";
        }
        return shown;
    };
    struct Case {
        const char* text;
        const char* tokens;
    };
    const auto c = GENERATE(values<Case>({
        {"5 bn", "[5 number][bn scale]"},
        {"5bio", "[5 number][bio scale*2]"},
        {"1e9", "[1 number][e9 exp9]"},
        {"1e+11", "[1 number][e+11 exp11]"},
        {"1e-3", "[1 number][e-3 exp-3]"},
        {"1e", "[1 number][e and]"},
        {"1e123", "[1 number][e and][123 number]"},
        {"1e9x", "unknown"},
        {"1e+", "[1 number][e and][+ plus]"},
        {"e9", "[e and][9 number]"},
        {"5e9 bn", "[5 number][e9 exp9][bn scale]"},
        {"usd 5", "[usd currency][5 number]"},
        {"5usd", "[5 number][usd currency]"},
        {"aed 5", "[aed currency][5 number]"},
        {"zar 5", "[zar currency][5 number]"},
        {"nzd 5", "[nzd currency][5 number]"},
        {"5bnusd", "[5 number][bn scale][usd currency]"},
        {"5bnusdx", "unknown"},
        {"5bneuro", "[5 number][bn scale][euro currency]"},
        {"5gwusd", "unknown"},
        {"usx 5", "unknown"},
        {"5 zzz", "unknown"},
        {"￥5", "[￥ currency][5 number]"},
        {"rs.500", "[rs currency][500 number]"},
        {"rs 500.", "[rs currency][500 number]"},
        {"rs .5", "[rs currency][.5 number]"},
        {"$.5", "[$ currency][.5 number]"},
        {"rs..5", "[rs currency][.. dots][5 number]"},
        {"5..6", "[5 number][.. dots][6 number]"},
        {"5....6", "[5 number][.... dots][6 number]"},
        {".", ""},
        {"..", "[.. dots]"},
        {"1 234 567", "[1 234 567 number]"},
        {"1 23", "[1 number][23 number]"},
        {"1 2345", "[1 number][2345 number]"},
        {"1,234 567", "[1,234 number][567 number]"},
        {"1 234,567", "[1 234,567 number]"},
        {"1,", "unknown"},
        {"1, 2", "unknown"},
        {"5 - 6", "[5 number][- dash][6 number]"},
        {"+~5", "[+ plus][~ tilde][5 number]"},
        {"10 gw", "[10 number][gw unit]"},
    }));
    INFO(c.text);
    CHECK(show(c.text) == c.tokens);
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
        {"12,345", "12345|", "12|345"},
        {"123,456", "123456|", "123|456"},
        {"1234.567", "1234|567", "1234|567"},
        {",234", "0|234", "0|234"},
        {"12,34,56", "", ""},
        {"123,45,678", "", ""},
        {"1,234,56", "", ""},
        {"1,234,5678", "", ""},
        {"1234,567.5", "", ""},
        {"12,345.5", "12345|5", "12345|5"},
        {"123,456.5", "123456|5", "123456|5"},
        {"1,23,456.5", "123456|5", "123456|5"},
        {"12,345,678,901", "12345678901|", "12345678901|"},
        {"1,234.567,890", "", ""},
        {"1 234.567", "1234|567", "1234|567"},
        {"1'234,5", "1234|5", "1234|5"},
        {"0", "0|", "0|"},
        {"0.5", "0|5", "0|5"},
        {"00,5", "0|5", "0|5"},
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
