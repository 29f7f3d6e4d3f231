// SPDX-License-Identifier: Apache-2.0
#include "book/check_tokens.h"

#include <algorithm>
#include <cctype>

namespace gw {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Bytes of the run of blanks and comments at the start of `sql`.
std::size_t blank_length(std::string_view sql) {
    std::size_t at = 0;
    while (at < sql.size()) {
        if (sql.substr(at).starts_with("--"))
            at = std::min(sql.find('\n', at), sql.size());
        else if (std::isspace(static_cast<unsigned char>(sql[at])) != 0)
            ++at;
        else
            break;
    }
    return at;
}

// The text that begins with a quote, which is doubled inside it; `sql` is left behind it.
std::string take_quoted(std::string_view& sql) {
    const char quote = sql.front();
    std::string text;
    std::size_t at = 1;
    for (; at < sql.size(); ++at) {
        if (sql[at] == quote && ++at < sql.size() && sql[at] != quote) break;
        if (at < sql.size()) text += sql[at];
    }
    sql.remove_prefix(std::min(at, sql.size()));
    return text;
}

SqlToken take_word(std::string_view& sql) {
    std::size_t end = 0;
    while (end < sql.size() && is_word(sql[end]))
        ++end;
    SqlToken token{SqlToken::Kind::kWord, std::string(sql.substr(0, end))};
    if (std::isdigit(static_cast<unsigned char>(sql.front())) != 0)
        token.kind = SqlToken::Kind::kNumber;
    for (char& c : token.text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    sql.remove_prefix(end);
    return token;
}

SqlToken take_mark(std::string_view& sql) {
    std::size_t length = 1;
    for (const std::string_view two : {"<>", "<=", ">=", "==", "!=", "||"})
        if (sql.starts_with(two)) length = 2;
    SqlToken token{SqlToken::Kind::kMark, std::string(sql.substr(0, length))};
    sql.remove_prefix(length);
    return token;
}

}  // namespace

std::vector<SqlToken> cut_sql(std::string_view sql) {
    std::vector<SqlToken> tokens;
    for (sql.remove_prefix(blank_length(sql)); !sql.empty(); sql.remove_prefix(blank_length(sql))) {
        if (sql.front() == '\'')
            tokens.push_back({SqlToken::Kind::kText, take_quoted(sql)});
        else if (sql.front() == '"')
            tokens.push_back({SqlToken::Kind::kName, take_quoted(sql)});
        else
            tokens.push_back(is_word(sql.front()) ? take_word(sql) : take_mark(sql));
    }
    tokens.emplace_back();
    return tokens;
}

}  // namespace gw
