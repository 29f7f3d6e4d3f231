// SPDX-License-Identifier: Apache-2.0
#include "text/likeness.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "text/names.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::size_t kFewestLetters = 6;

struct Lookalike {
    std::string_view letter;
    char latin;
};

// Lower case only: names are folded before they get here.
constexpr std::array<Lookalike, 28> kLookalikes{{
    {"а", 'a'}, {"в", 'b'}, {"с", 'c'}, {"е", 'e'}, {"һ", 'h'}, {"і", 'i'}, {"ј", 'j'},
    {"к", 'k'}, {"м", 'm'}, {"н", 'h'}, {"о", 'o'}, {"р", 'p'}, {"ѕ", 's'}, {"т", 't'},
    {"у", 'y'}, {"х", 'x'}, {"ԛ", 'q'}, {"ԝ", 'w'}, {"α", 'a'}, {"ε", 'e'}, {"ι", 'i'},
    {"κ", 'k'}, {"ν", 'v'}, {"ο", 'o'}, {"ρ", 'p'}, {"τ", 't'}, {"υ", 'u'}, {"χ", 'x'},
}};

std::size_t letter_length(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::vector<std::string_view> letters_of(std::string_view text) {
    std::vector<std::string_view> letters;
    while (!text.empty()) {
        const std::size_t length = std::min(letter_length(text.front()), text.size());
        letters.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return letters;
}

bool is_digit(std::string_view letter) {
    return letter.size() == 1 && letter[0] >= '0' && letter[0] <= '9';
}

// Whether the letters are the same but for one left out, put in or changed, and that is no digit.
bool one_letter_apart(const std::vector<std::string_view>& a,
                      const std::vector<std::string_view>& b) {
    if (a.size() > b.size()) return one_letter_apart(b, a);
    if (b.size() - a.size() > 1) return false;
    const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin());
    if (in_b == b.end()) return true;
    const bool changed = a.size() == b.size();
    if (is_digit(*in_b) || (changed && is_digit(*in_a))) return false;
    return std::equal(in_a + (changed ? 1 : 0), a.end(), in_b + 1, b.end());
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

void add_pairs(const std::vector<std::size_t>& bucket,
               const std::vector<std::vector<std::string_view>>& letters, Pairs& pairs) {
    for (std::size_t i = 0; i < bucket.size(); ++i)
        for (std::size_t j = i + 1; j < bucket.size(); ++j)
            if (bucket[i] != bucket[j] && one_letter_apart(letters[bucket[i]], letters[bucket[j]]))
                pairs.emplace_back(std::min(bucket[i], bucket[j]), std::max(bucket[i], bucket[j]));
}

// Names that differ by one letter share one of the texts that are left when a letter is taken out.
std::vector<std::string> texts_with_one_out(const std::vector<std::string_view>& letters) {
    std::vector<std::string> texts;
    for (std::size_t out = 0; out <= letters.size(); ++out) {
        if (out < letters.size() && letters.size() < kFewestLetters) continue;
        std::string& text = texts.emplace_back();
        for (std::size_t i = 0; i < letters.size(); ++i)
            if (i != out) text += letters[i];
    }
    return texts;
}

}  // namespace

std::string look_of(std::string_view name) {
    std::string look;
    for (const std::string_view letter : letters_of(name)) {
        const auto* alike =
            std::find_if(kLookalikes.begin(), kLookalikes.end(),
                         [&](const Lookalike& one) { return one.letter == letter; });
        if (alike == kLookalikes.end())
            look += letter;
        else
            look += alike->latin;
    }
    return look;
}

std::string explain_lookalike(std::string_view text) {
    const auto is_latin = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (std::none_of(text.begin(), text.end(), is_latin)) return {};
    for (const std::string_view letter : letters_of(text)) {
        const std::string folded = fold_name(letter);
        if (letter.size() > 1 && look_of(folded) != folded)
            return fmt::format("the {} here is U+{:04X}, not a Latin letter", letter,
                               static_cast<unsigned>(first_character(letter).code));
    }
    return {};
}

std::vector<std::pair<std::size_t, std::size_t>> find_alike(const std::vector<std::string>& names) {
    std::vector<std::string> looks;
    looks.reserve(names.size());
    for (const std::string& name : names)
        looks.push_back(look_of(name));
    std::vector<std::vector<std::string_view>> letters;
    std::unordered_map<std::string, std::vector<std::size_t>> buckets;
    for (std::size_t i = 0; i < names.size(); ++i) {
        letters.push_back(letters_of(looks[i]));
        for (std::string& text : texts_with_one_out(letters.back()))
            buckets[std::move(text)].push_back(i);
    }
    Pairs pairs;
    for (const auto& [text, bucket] : buckets)
        add_pairs(bucket, letters, pairs);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

}  // namespace gw
