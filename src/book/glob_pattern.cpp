// SPDX-License-Identifier: Apache-2.0
#include "book/glob_pattern.h"

#include <algorithm>

#include "text/text.h"

namespace gw {
namespace {

std::size_t character_length(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && is_continuation(text[length]))
        ++length;
    return length;
}

// The characters between the brackets of [...], without what negates them; nullopt if they are not
// plain characters and ranges.
std::optional<std::bitset<128>> read_set(std::string_view inside) {
    std::bitset<128> set;
    for (std::size_t i = 0; i < inside.size(); ++i) {
        const bool range = i + 2 < inside.size() && inside[i + 1] == '-';
        const auto first = static_cast<unsigned char>(inside[i]);
        const auto last = static_cast<unsigned char>(range ? inside[i + 2] : inside[i]);
        if (first >= 128 || last >= 128 || first > last || first == '[') return std::nullopt;
        for (unsigned c = first; c <= last; ++c)
            set.set(c);
        if (range) i += 2;
    }
    return set;
}

}  // namespace

std::optional<GlobPattern> GlobPattern::parse(std::string_view pattern) {
    GlobPattern parsed;
    while (!pattern.empty()) {
        Step& step = parsed.steps_.emplace_back();
        const char c = pattern.front();
        if (static_cast<unsigned char>(c) >= 128) return std::nullopt;
        std::size_t length = 1;
        if (c == '*') {
            step.any_run = true;
        } else if (c == '?') {
            step.ascii.set();
            step.other = true;
        } else if (c == '[') {
            const bool negated = pattern.substr(1).starts_with('^');
            const std::size_t begin = negated ? 2 : 1;
            const std::size_t close = pattern.find(']', begin + 1);
            if (close == std::string_view::npos || pattern[begin] == ']') return std::nullopt;
            const auto set = read_set(pattern.substr(begin, close - begin));
            if (!set) return std::nullopt;
            step.ascii = negated ? ~*set : *set;
            step.other = negated;
            length = close + 1;
        } else {
            step.ascii.set(static_cast<unsigned char>(c));
        }
        pattern.remove_prefix(length);
    }
    return parsed;
}

bool GlobPattern::matches(std::size_t step, std::string_view text) const {
    for (; step < steps_.size(); ++step) {
        const Step& now = steps_[step];
        if (now.any_run) {
            if (step + 1 == steps_.size()) return true;
            for (;; text.remove_prefix(character_length(text))) {
                if (!text.empty() && !steps_[step + 1].any_run &&
                    !steps_[step + 1].takes(static_cast<unsigned char>(text.front())))
                    continue;
                if (matches(step + 1, text)) return true;
                if (text.empty()) return false;
            }
        }
        if (text.empty() || !now.takes(static_cast<unsigned char>(text.front()))) return false;
        text.remove_prefix(character_length(text));
    }
    return text.empty();
}

}  // namespace gw
