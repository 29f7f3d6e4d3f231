// SPDX-License-Identifier: Apache-2.0
#include "cells/pasted_phrase.h"

#include <cassert>
#include <utility>

namespace gw {
namespace {

class PhraseReader {
public:
    explicit PhraseReader(bool negative) : minus_(negative) {}

    // Each returns false where the token makes no sense.
    bool take(const Token& token, const Token* next);
    bool finish();

    PastedPhrase phrase;

private:
    bool take_dash(const Token* next);
    bool take_number(const Token& token);
    bool take_exponent(const Token& token);
    bool take_scale(const Token& token);
    bool take_unit(const Token& token);
    bool separate(Role separator);
    bool set(bool& flag);

    bool after_number() const { return !phrase.ends.empty() && !separated_; }
    PastedPart& part() { return phrase.ends.back().parts.back(); }

    std::optional<Role> separated_;  // the sign or word of a range, until its second end
    bool minus_ = false;
    bool between_ = false;
    bool closed_ = false;  // a word stands behind the number, which has no further part
};

bool PhraseReader::take(const Token& token, const Token* next) {
    switch (token.role) {
        case Role::kNumber:
            return take_number(token);
        case Role::kExponent:
            return take_exponent(token);
        case Role::kScale:
            return take_scale(token);
        case Role::kUnit:
            return take_unit(token);
        case Role::kCurrency:
            return set(phrase.has_currency);
        case Role::kAbout:
            return set(phrase.approximate);
        case Role::kAtLeast:
            return set(phrase.at_least);
        case Role::kUpTo:
            return between_ && after_number() ? separate(token.role) : set(phrase.up_to);
        case Role::kBetween:
            between_ = true;
            return phrase.ends.empty();
        case Role::kAnd:
            return between_ && separate(token.role);
        case Role::kTo:
            return separate(token.role);
        case Role::kTilde:
            return after_number() ? separate(token.role) : set(phrase.approximate);
        case Role::kPlus:
            return after_number() ? set(phrase.at_least) : true;
        case Role::kDots:
            return phrase.ends.empty() ? set(phrase.up_to) : separate(token.role);
        default:
            assert(token.role == Role::kDash);  // scan_pasted leaves fillers out
            return take_dash(next);
    }
}

// A word about the figure, beside its numbers.
bool PhraseReader::set(bool& flag) {
    flag = true;
    closed_ = after_number();
    return true;
}

bool PhraseReader::take_dash(const Token* next) {
    if (!after_number()) return !std::exchange(minus_, true);
    const bool joins = next && (next->role == Role::kScale || next->role == Role::kUnit);
    return joins || separate(Role::kDash);  // joins: 5-billion
}

bool PhraseReader::take_number(const Token& token) {
    if (after_number()) {
        if (closed_ || token.after_word || part().scales.empty()) return false;
    } else {
        phrase.ends.push_back({std::exchange(minus_, false), {}});
        separated_.reset();
        closed_ = false;
    }
    phrase.ends.back().parts.push_back({token.text, {}, {}, {}, {}});
    return true;
}

bool PhraseReader::take_exponent(const Token& token) {
    part().exponent = token.exponent;
    return set(phrase.has_exponent);
}

bool PhraseReader::take_scale(const Token& token) {
    if (!after_number() || part().exponent || part().unit) return false;
    std::vector<PastedScale> scales;
    for (const Words* words : token.meanings) {
        if (words->english) phrase.english = true;
        if (part().scales.empty()) scales.push_back({words->power, words});
        for (const PastedScale& before : part().scales) {
            if (before.last->multiplies && before.last->power < words->power)
                scales.push_back({before.power + words->power, words});
        }
    }
    part().scales = std::move(scales);
    part().scale_word = token.text;
    return !part().scales.empty();
}

bool PhraseReader::take_unit(const Token& token) {
    if (!after_number() || part().unit) return false;
    part().unit = token.meanings.front()->power;
    closed_ = true;
    return true;
}

bool PhraseReader::separate(Role separator) {
    if (phrase.ends.size() != 1 || separated_) return false;
    separated_ = separator;
    return true;
}

bool is_bare(const PastedPart& part) {
    return part.scales.empty() && !part.exponent && !part.unit;
}

bool PhraseReader::finish() {
    if (separated_ == Role::kDots) {  // 10bn..
        phrase.at_least = true;
        separated_.reset();
    }
    if (phrase.ends.empty() || separated_ || minus_) return false;
    for (const PastedEnd& end : phrase.ends)
        if (end.parts.size() > 1 && end.parts.back().scales.empty()) return false;
    if (phrase.ends.size() == 1) return !between_ && !(phrase.up_to && phrase.at_least);
    PastedPart& first = phrase.ends.front().parts.back();
    const PastedPart& second = phrase.ends.back().parts.back();
    if (is_bare(second) && !is_bare(first)) return false;  // 10bn-15: nobody knows
    phrase.lends_scale = is_bare(first) && !is_bare(second);
    if (phrase.lends_scale) {  // 10-15bn
        first.scales = second.scales;
        first.scale_word = second.scale_word;
    }
    if (!first.unit) first.unit = second.unit;
    return !phrase.up_to && !phrase.at_least;
}

}  // namespace

std::optional<PastedPhrase> read_pasted_phrase(std::string_view folded,
                                               std::span<const Words> units) {
    // Accountants write -500 as (500).
    const bool in_brackets = folded.size() > 2 && folded.front() == '(' && folded.back() == ')';
    if (in_brackets) folded = folded.substr(1, folded.size() - 2);
    const auto tokens = scan_pasted(folded, units);
    if (!tokens) return std::nullopt;
    PhraseReader reader(in_brackets);
    for (std::size_t i = 0; i < tokens->size(); ++i) {
        const Token* next = i + 1 < tokens->size() ? &(*tokens)[i + 1] : nullptr;
        if (!reader.take((*tokens)[i], next)) return std::nullopt;
    }
    if (!reader.finish()) return std::nullopt;
    return std::move(reader.phrase);
}

}  // namespace gw
