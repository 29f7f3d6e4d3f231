// SPDX-License-Identifier: Apache-2.0
#include "text/suggest.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "text/text.h"

namespace gw {
namespace {

// Lower is better; the order is the contract of suggest().
enum class Likeness { kEqual, kOneSlip, kPrefix, kWord, kTwoSlips };

using Letters = std::u32string;

Letters fold_case(std::string_view text) {
    Letters letters;
    letters.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        const bool valid = character.code >= 0;
        letters.push_back(valid ? static_cast<char32_t>(utf8proc_tolower(character.code))
                                : static_cast<unsigned char>(text.front()));
        text.remove_prefix(character.bytes);
    }
    return letters;
}

// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
// (optimal string alignment); nullopt if more than `limit`.
std::optional<std::size_t> slips_between(const Letters& from, const Letters& to,
                                         std::size_t limit) {
    if (from.size() > to.size() + limit || to.size() > from.size() + limit) return std::nullopt;
    std::vector<std::size_t> before_last(to.size() + 1);
    std::vector<std::size_t> last(to.size() + 1);
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::swap(before_last, last);
        std::swap(last, row);
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t substitution = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        const std::size_t least = *std::min_element(row.begin(), row.end());
        if (least > limit && *std::min_element(last.begin(), last.end()) > limit) {
            return std::nullopt;
        }
    }
    return row.back() <= limit ? std::optional(row.back()) : std::nullopt;
}

bool is_word_letter(char32_t letter) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(letter));
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool has_word(const Letters& text, const Letters& word) {
    for (std::size_t at = text.find(word); at != Letters::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool starts = at == 0 || !is_word_letter(text[at - 1]);
        if (starts && (end == text.size() || !is_word_letter(text[end]))) return true;
    }
    return false;
}

std::optional<Likeness> likeness(const Letters& word, const Letters& candidate) {
    const std::size_t third = word.size() / 3;
    const std::size_t limit = word.size() == 1 ? 0 : std::clamp<std::size_t>(third, 1, 2);
    const auto slips = slips_between(word, candidate, limit);
    if (slips == 0U) return Likeness::kEqual;
    if (slips == 1U) return Likeness::kOneSlip;
    if (candidate.starts_with(word)) return Likeness::kPrefix;
    if (has_word(candidate, word)) return Likeness::kWord;
    return slips ? std::optional(Likeness::kTwoSlips) : std::nullopt;
}

}  // namespace

std::vector<std::string> suggest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t most) {
    if (word.empty()) return {};
    const Letters letters = fold_case(word);
    std::vector<std::pair<Likeness, const std::string*>> alike;
    for (const std::string& candidate : candidates) {
        const auto found = likeness(letters, fold_case(candidate));
        if (found) alike.emplace_back(*found, &candidate);
    }
    std::stable_sort(alike.begin(), alike.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> best;
    for (const auto& [rank, candidate] : alike) {
        if (best.size() == most) break;
        if (std::find(best.begin(), best.end(), *candidate) == best.end()) {
            best.push_back(*candidate);
        }
    }
    return best;
}

}  // namespace gw
