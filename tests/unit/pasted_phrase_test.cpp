// SPDX-License-Identifier: Apache-2.0
#include "cells/pasted_phrase.h"

#include <catch2/catch.hpp>
#include <string>

namespace gw {
namespace {

constexpr Words kUnits[] = {{Role::kUnit, 3, "mw"}, {Role::kUnit, 6, "gw"}};

std::string show(const PastedPart& part) {
    std::string text(part.digits);
    if (part.exponent) text += " e" + std::to_string(*part.exponent);
    for (const PastedScale& scale : part.scales)
        text += " " + std::string(part.scale_word) + "=" + std::to_string(scale.power);
    if (part.unit) text += " unit=" + std::to_string(*part.unit);
    return text;
}

// "5 bn=9 + 2 m=6 .. -7 (up to, about)"; "" for what makes no sense.
std::string sense(std::string_view folded) {
    const auto phrase = read_pasted_phrase(folded, kUnits);
    if (!phrase) return "";
    std::string text;
    for (const PastedEnd& end : phrase->ends) {
        if (!text.empty()) text += " .. ";
        if (end.negative) text += "minus ";
        std::string parts;
        for (const PastedPart& part : end.parts)
            parts += (parts.empty() ? "" : " + ") + show(part);
        text += parts;
    }
    std::string flags;
    const auto add = [&](bool is_set, const char* name) {
        if (is_set) flags += (flags.empty() ? " (" : ", ") + std::string(name);
    };
    add(phrase->up_to, "up to");
    add(phrase->at_least, "at least");
    add(phrase->approximate, "about");
    add(phrase->english, "english");
    add(phrase->has_currency, "currency");
    add(phrase->has_exponent, "exponent");
    add(phrase->lends_scale, "lends");
    return text + flags + (flags.empty() ? "" : ")");
}

struct Case {
    const char* text;
    const char* sense;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(sense(c.text) == c.sense);
    }
}

TEST_CASE("pasted phrase: a number carries its exponent, its words of scale and its unit") {
    check({
        {"5", "5"},
        {"5 bn", "5 bn=9 (english)"},
        {"5 mrd", "5 mrd=9"},
        {"5 thousand million", "5 million=9 (english)"},
        {"5 bio", "5 bio=12 bio=9"},
        {"5 mil bln", "5 bln=15 bln=12"},
        {"5 gw", "5 unit=6"},
        {"5 thousand gw", "5 thousand=3 unit=6 (english)"},
        {"5e3 mw", "5 e3 unit=3 (exponent)"},
        {"1兆2000億", "1 兆=12 + 2000 億=8"},
        {"1 bn 2 m", "1 bn=9 + 2 m=6 (english)"},
    });
}

TEST_CASE("pasted phrase: a range has two ends, of which the first may borrow from the last") {
    check({
        {"5-6", "5 .. 6"},
        {"5-6 bn", "5 bn=9 .. 6 bn=9 (english, lends)"},
        {"5 m-6 bn", "5 m=6 .. 6 bn=9 (english)"},
        {"5-6 gw", "5 unit=6 .. 6 unit=6 (lends)"},
        {"5-6 thousand gw", "5 thousand=3 unit=6 .. 6 thousand=3 unit=6 (english, lends)"},
        {"600 mw-1 gw", "600 unit=3 .. 1 unit=6"},
        {"5 thousand-6 thousand gw", "5 thousand=3 unit=6 .. 6 thousand=3 unit=6 (english)"},
        {"1e9-2e9", "1 e9 .. 2 e9 (exponent)"},
        {"5-2e9", "5 .. 2 e9 (exponent, lends)"},
        {"5..6", "5 .. 6"},
        {"5~6", "5 .. 6"},
        {"5 to 6", "5 .. 6"},
        {"between 5 and 6", "5 .. 6"},
        {"between 5 to 6", "5 .. 6"},
        {"between 5 up to 6", "5 .. 6"},
        {"from $5 to $6", "5 .. 6 (currency)"},
        {"-6..-5", "minus 6 .. minus 5"},
        {"-6--5", "minus 6 .. minus 5"},
        {"5..~6", "5 .. 6 (about)"},
    });
}

TEST_CASE("pasted phrase: signs and words around the number say bounds, estimates and minus") {
    check({
        {"..5", "5 (up to)"},
        {"up to 5", "5 (up to)"},
        {"5..", "5 (at least)"},
        {"5+", "5 (at least)"},
        {"+5", "5"},
        {"at least 5", "5 (at least)"},
        {"~5", "5 (about)"},
        {"about up to 5", "5 (up to, about)"},
        {"-5", "minus 5"},
        {"(5)", "minus 5"},
        {"($5 bn)", "minus 5 bn=9 (english, currency)"},
        {"5-billion", "5 billion=9 (english)"},
        {"5-gw", "5 unit=6"},
        {"rs.500", "500 (currency)"},
        {"5 mrd.", "5 mrd=9"},
        {".5", ".5"},
    });
}

TEST_CASE("pasted phrase: what says two things at once, or half of one, makes no sense") {
    for (const char* text : {"",
                             "()",
                             "(5",
                             "5)",
                             "bn",
                             "gw",
                             "bn 5",
                             "gw 5",
                             "$",
                             "-",
                             "- -5",
                             "5 6",
                             "5 .5",
                             "5 bn 6",
                             "5 m gw 6 thousand mw",
                             "5 bn gw 6 m",
                             "5-",
                             "5 to",
                             "to 5",
                             "and 5",
                             "5 and 6",
                             "between 5",
                             "5 between 6",
                             "between 5 and",
                             "between 5 and 6 and 7",
                             "between 5 to 6 to 7",
                             "between up to 5 and 6",
                             "5..-",
                             "5..6..7",
                             "5....-6..",
                             "5 bn-6",
                             "5 gw-6",
                             "5e9-6",
                             "up to 5-6",
                             "at least 5-6",
                             "5-6+",
                             "up to 5+",
                             "5 gw mw",
                             "5 gw thousand",
                             "5e3 thousand",
                             "5 million billion",
                             "5 mrd mrd",
                             "-(5)",
                             "5 soon"}) {
        INFO(text);
        CHECK(sense(text).empty());
    }
}

}  // namespace
}  // namespace gw
