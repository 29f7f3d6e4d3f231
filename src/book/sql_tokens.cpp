// SPDX-License-Identifier: Apache-2.0
#include "book/sql_tokens.h"

#include <algorithm>
#include <array>

#include "text/text.h"

namespace gw {
namespace {

bool is_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80) != 0;
}

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool SqlToken::is(std::string_view word) const {
    return (kind == Kind::kWord || kind == Kind::kMark) && text.size() == word.size() &&
           std::equal(text.begin(), text.end(), word.begin(),
                      [](char a, char b) { return small(a) == b; });
}

SqlToken SqlTokens::next() {
    skip_blanks();
    if (rest_.empty()) return {};
    const char first = rest_.front();
    if (first == '\'') return take_quoted(first, SqlToken::Kind::kText);
    if (first == '"' || first == '`') return take_quoted(first, SqlToken::Kind::kName);
    if (first == '[') return take_quoted(']', SqlToken::Kind::kName);
    if (is_of_word(first)) {
        const auto* end = std::find_if_not(rest_.begin(), rest_.end(), is_of_word);
        return {is_digit(first) ? SqlToken::Kind::kNumber : SqlToken::Kind::kWord,
                take(static_cast<std::size_t>(end - rest_.begin()))};
    }
    constexpr std::array<std::string_view, 6> kPairs{"<>", "<=", ">=", "==", "!=", "||"};
    const bool pair = std::any_of(kPairs.begin(), kPairs.end(),
                                  [&](std::string_view one) { return rest_.starts_with(one); });
    return {SqlToken::Kind::kMark, take(pair ? 2 : 1)};
}

void SqlTokens::skip_blanks() {
    while (!rest_.empty()) {
        if (rest_.starts_with("--"))
            take(std::min(rest_.find('\n'), rest_.size()));
        else if (rest_.starts_with("/*"))
            take(std::min(rest_.find("*/", 2), rest_.size() - 2) + 2);
        else if (rest_.front() == ' ' || (rest_.front() >= '\t' && rest_.front() <= '\r'))
            take(1);
        else
            return;
    }
}

SqlToken SqlTokens::take_quoted(char end, SqlToken::Kind kind) {
    std::size_t at = rest_.find(end, 1);
    while (at != std::string_view::npos && at + 1 < rest_.size() && rest_[at + 1] == end)
        at = rest_.find(end, at + 2);
    const std::size_t length = std::min(at, rest_.size() - 1);
    const std::string_view text = length == 0 ? std::string_view() : rest_.substr(1, length - 1);
    take(length + 1);
    return {kind, text};
}

std::string_view SqlTokens::take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
}

}  // namespace gw
