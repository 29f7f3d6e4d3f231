// SPDX-License-Identifier: Apache-2.0
//
// Text as people write it: UTF-8 checks, display width, safe display on a terminal and what a text
// cell may hold. utf8proc does the Unicode work; no locale is consulted. Names and slugs are in
// names.h, spelling suggestions in suggest.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "text/error.h"
#include "text/limits.h"

namespace gw {

// One code point. A byte that is no part of valid UTF-8 is a character of its own, without a code.
struct Character {
    std::int32_t code = -1;  // -1: not UTF-8
    std::size_t bytes = 1;
};

// The character at the start of `text`. REQUIRES text non-empty.
Character first_character(std::string_view text);

// First byte that is not valid UTF-8 (overlong forms, surrogates and code points above U+10FFFF
// included).
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// Whether a byte of UTF-8 goes on with the character that an earlier one began.
inline bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

// Number of code points; a byte that is not UTF-8 counts as one.
std::size_t count_characters(std::string_view text);

// As one cell names several: "a; b".
std::string join_names(const std::set<std::string>& names);

std::string lower_ascii(std::string_view text);  // other letters stay as they are

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Columns that the text takes on a terminal: wide characters 2, combining and format characters 0.
// Control characters count 0: escape the text first.
std::size_t display_width(std::string_view text);

// Whether some character is of a script that is written from right to left.
bool is_right_to_left(std::string_view text);

// The text with nothing left that could drive a terminal or hide text: C0 and C1 controls, DEL,
// U+2028/2029, unassigned code points and all format characters but the two joiners (so every
// bidirectional control, zero-width space, soft hyphen) as \x1b or \u{202e}; newline as \n; a byte
// that is not UTF-8 as \x92.
std::string escape_for_display(std::string_view text);

// The text cut to `width` columns with a final "…" ("..." if ascii); unchanged if it fits. Never
// cuts between a letter and its accents or inside a flag or joined emoji.
std::string shorten(std::string_view text, std::size_t width, bool ascii);

// Whether there is nothing to escape, decode or refuse in it: printable ASCII alone, as nearly
// every cell is.
bool is_plain_text(std::string_view text);

// What a text cell may not hold: control characters other than newline, bidi overrides and
// isolates, more than 1 MiB, invalid UTF-8. nullopt: the text is fine.
std::optional<CellError> check_text(std::string_view text);

std::string_view utf8_library_version();  // of utf8proc, "2.8.0"
std::string_view unicode_version();       // by which widths and letters are judged, "15.0.0"

}  // namespace gw
