// SPDX-License-Identifier: Apache-2.0
//
// What this program would never have stored but finds in a book all the same, since another program
// wrote it or the file is damaged. No figure is made of it: reading stops, with the row named.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "cells/interval.h"
#include "counting/terms.h"

namespace gw {

// Throws Error kData. `row` as claims name it: "legs/aws-openai-38bn/1".
[[noreturn]] void damaged(std::string_view row, std::string_view what);

[[noreturn]] void unknown_word(std::string_view row, std::string_view word);

// Position of a stored word in its list.
template <std::size_t N>
std::size_t read_word(const std::array<std::string_view, N>& words, std::string_view row,
                      std::string_view word) {
    const auto found = find_word(words, word);
    if (!found) unknown_word(row, word);
    return *found;
}

// Not negative, and its lower end comes first.
bool is_sound(const Interval& interval);
[[noreturn]] void unsound_interval(std::string_view row);

// The interval itself, if it is sound.
const Interval& check_interval(std::string_view row, const Interval& interval);

// A position on a circle of links (each a position in `next`, or -1 for none); -1 if there is no
// circle. Linear.
int find_circle(const std::vector<int>& next);

}  // namespace gw
