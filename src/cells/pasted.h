// SPDX-License-Identifier: Apache-2.0
//
// Figures as people paste them from articles, terminals and spreadsheets ("US$5 billion", "38 tỷ",
// "1.234,5"), read loosely, in many languages, so that a refusal can say what would have been
// right. Never decides what a cell may hold: that is the grammars of cells.h and date.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cells/decimal.h"
#include "cells/pasted_words.h"
#include "text/error.h"

namespace gw {

// The text in lower case, without accents and invisible characters, with the digits, spaces,
// hyphens and full-width letters of every script as ASCII; nullopt if it is not UTF-8 or too long
// to be a figure.
std::optional<std::string> fold_pasted(std::string_view text);

// The text as messages name it: in quotation marks, cut short, with nothing that drives a terminal.
std::string quoted(std::string_view text);

// The most readings of a text that a refusal offers.
inline constexpr std::size_t kMostHints = 3;

// A CellError that underlines the whole cell.
CellError refuse(std::string_view text, std::string message, std::vector<std::string> hints);

// The refusal of what states no value at all: a word for "not known", or what a spreadsheet left
// behind (a formula, #REF!). nullopt if the text is neither. `noun` is "an amount", "a date" ...
std::optional<CellError> explain_no_value(std::string_view text, std::string_view noun);

struct Token {
    Role role = Role::kFiller;
    std::string_view text;               // part of the folded text
    std::vector<const Words*> meanings;  // kScale: one for every reading of the word
    int exponent = 0;                    // kExponent
    bool after_word = false;             // a word that means nothing stands before it: "of"
};

// The folded text cut into tokens, or nullopt if a part of it is not known. `units` are the words
// for the caller's units, in rows of kUnit. The tokens point into `folded` and `units`.
std::optional<std::vector<Token>> scan_pasted(std::string_view folded,
                                              std::span<const Words> units);

// Bytes of the longest spelling in `list` (separated by |) that stands as a word at the start of
// the folded text; 0 if none does.
std::size_t match_spelling(std::string_view folded, std::string_view list);

// How a single comma or point with three digits after it is read, where nothing settles it.
enum class Marks : std::uint8_t { kThousands, kDecimal };

// The number in a token of digits and marks; nullopt if the marks make no sense (1,00,0).
std::optional<Decimal> read_pasted_number(std::string_view text, Marks marks);

}  // namespace gw
