// SPDX-License-Identifier: Apache-2.0
//
// The sense of a pasted figure: one number or the two ends of a range, their scales and units, and
// the words around them ("up to $10-15bn"). Ambiguities are kept, not decided.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cells/pasted.h"

namespace gw {

// One reading of the words of scale behind a number: 10^power.
struct PastedScale {
    int power = 0;
    const Words* last = nullptr;  // the word that a larger one may follow: "thousand" million
};

// A number with its scale and unit: 5 billion. 1兆2000億 has two parts.
struct PastedPart {
    std::string_view digits;
    std::optional<int> exponent;
    std::vector<PastedScale> scales;  // one for every reading; empty: none is written
    std::string_view scale_word;      // the last word of the scale, for messages
    std::optional<int> unit;          // the power of the caller's unit
};

struct PastedEnd {
    bool negative = false;
    std::vector<PastedPart> parts;  // never empty
};

struct PastedPhrase {
    std::vector<PastedEnd> ends;  // one, or two for a range
    bool up_to = false;
    bool at_least = false;
    bool approximate = false;
    bool english = false;       // a point is a decimal point
    bool has_currency = false;  // words or signs of currency were passed over
    bool has_exponent = false;
    bool lends_scale = false;  // the first end took the scale of the last: 10-15bn
};

// The sense of `folded` (from fold_pasted, which must outlive the phrase); nullopt if it makes
// none.
std::optional<PastedPhrase> read_pasted_phrase(std::string_view folded,
                                               std::span<const Words> units);

}  // namespace gw
