// SPDX-License-Identifier: Apache-2.0
//
// "Did you mean": which of the words that we know a user may have meant by one that we do not. Only
// ever shown; nothing is corrected or run on a guess.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// At most `most` of `candidates` that `word` may be a slip of, best first: Damerau-Levenshtein
// distance of at most 2 and at most a third of the length (at least 1), or the word is a prefix or
// a whole word of the candidate. Compares case-folded, character by character; a distance of 1 goes
// before a prefix, a prefix before a whole word, a whole word before a distance of 2, and ties are
// in the order of candidates. A word of one character has no slips.
std::vector<std::string> suggest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t most = 3);

}  // namespace gw
