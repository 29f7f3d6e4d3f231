// SPDX-License-Identifier: Apache-2.0
//
// Names that a reader takes for one another: letters of another alphabet that look the same, and
// names that one letter tells apart. What merely sounds alike is not looked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

// The name with every Greek or Cyrillic letter that looks like a Latin one replaced by that.
std::string look_of(std::string_view name);

// "the о here is U+043E, not a Latin letter" of a text of Latin letters that has a lookalike among
// them; "" if it has none.
std::string explain_lookalike(std::string_view text);

// Pairs of positions in `names` (the first the smaller, sorted) whose looks are the same, or differ
// by one letter left out, put in or changed, in names of at least six letters; a digit that differs
// tells names apart well enough. Cost: about linear in all letters, unless very many names are
// alike.
std::vector<std::pair<std::size_t, std::size_t>> find_alike(const std::vector<std::string>& names);

}  // namespace gw
