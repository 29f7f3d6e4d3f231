// SPDX-License-Identifier: Apache-2.0
//
// The vocabulary of pasted.h: the words and signs that stand around a number in the languages of
// the book's sources. A word that means different things to different people stands in several
// rows. Every spelling is written as fold_pasted leaves it: lower case, no accents.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gw {

enum class Role : std::uint8_t {
    kNumber,    // digits with marks between them
    kExponent,  // e9
    kScale,     // billion: a power of ten
    kUnit,      // GW, %: a unit that the caller named
    kCurrency,
    kUpTo,
    kAtLeast,
    kAbout,
    kTilde,
    kTo,       // stands between the ends of a range
    kAnd,      // likewise, after kBetween
    kBetween,  // stands before a range
    kDash,     // a range or a minus
    kDots,     // two or more
    kPlus,
    kFiller  // means nothing: "of"
};

// Words with one meaning; `spellings` are separated by |.
struct Words {
    Role role;
    int power;  // kScale: of ten; kUnit: as the caller likes
    std::string_view spellings;
    bool english = false;     // beside it a point is a decimal point: 1.234 billion
    bool multiplies = false;  // may stand before a larger scale: thousand million
};

std::span<const Words> pasted_words();

// What whole cells hold that say "we do not know"; separated by |.
std::string_view words_for_unknown();

// Takes the first spelling off a list that separates them by |.
std::string_view next_spelling(std::string_view& list);

}  // namespace gw
