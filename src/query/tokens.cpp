// SPDX-License-Identifier: Apache-2.0
#include "query/tokens.h"

#include <algorithm>

namespace gw {
namespace {

using Is = QueryToken::Is;

constexpr std::string_view kNotPrefix = "not:";

Is operator_of(std::string_view word) {
    if (word == "and" || word == "AND") return Is::kAnd;
    if (word == "or" || word == "OR") return Is::kOr;
    if (word == "not" || word == "NOT") return Is::kNot;
    return Is::kTerm;
}

class Tokenizer {
public:
    Tokenizer(std::string_view text, std::size_t begin, std::size_t end)
        : text_(text.substr(0, end)), at_(begin) {}

    std::vector<QueryToken> read() {
        while (true) {
            skip_spaces();
            if (at_ == text_.size()) break;
            read_one();
        }
        tokens_.push_back({Is::kEnd, at_, 0});
        return std::move(tokens_);
    }

private:
    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_]))
            ++at_;
    }

    void add(Is is, std::size_t length) {
        tokens_.push_back({is, at_, length});
        at_ += length;
        joins_ = false;
    }

    void read_one() {
        const std::string_view rest = text_.substr(at_);
        if (rest.front() == '(') return add(Is::kOpen, 1);
        if (rest.front() == ')') return add(Is::kClose, 1);
        if (rest.starts_with(kNotPrefix)) return add(Is::kNot, kNotPrefix.size());
        const std::size_t length = word_length(rest);
        const std::string_view word = rest.substr(0, length);
        if (const Is is = operator_of(word); is != Is::kTerm) return add(is, length);
        if (word.front() == '@') return add(Is::kSaved, length);
        add_term(word);
    }

    // Up to a space or a parenthesis outside of quotes.
    std::size_t word_length(std::string_view rest) {
        bool quoted = false;
        std::size_t length = 0;
        for (; length < rest.size(); ++length) {
            const char c = rest[length];
            if (c == '"') quoted = !quoted;
            if (!quoted && (is_space(c) || c == '(' || c == ')')) break;
        }
        unclosed_ = quoted;
        return length;
    }

    void add_term(std::string_view word) {
        const bool unclosed = unclosed_;
        if (joins_ && belongs_to_last(word)) {
            QueryToken& term = tokens_.back();
            at_ += word.size();
            term.length = at_ - term.offset;
            term.unclosed = unclosed;
            return;
        }
        add(Is::kTerm, word.size());
        tokens_.back().unclosed = unclosed;
        joins_ = true;
    }

    // A word without a field belongs to the term before it ("Open AI", "payer:Open AI"), unless one
    // of the two is quoted at the seam; after a comma a list goes on.
    bool belongs_to_last(std::string_view word) const {
        if (find_unquoted(word, ':') != std::string_view::npos) return false;
        const char last = text_[tokens_.back().offset + tokens_.back().length - 1];
        if (last == ',' || word.front() == ',') return true;
        return last != '"' && word.front() != '"';
    }

    std::string_view text_;
    std::size_t at_;
    bool joins_ = false;  // the last token is a term that plain words may be part of
    bool unclosed_ = false;
    std::vector<QueryToken> tokens_;
};

}  // namespace

std::vector<QueryToken> query_tokens(std::string_view text, std::size_t begin, std::size_t end) {
    return Tokenizer(text, begin, end).read();
}

std::size_t find_unquoted(std::string_view part, char wanted) {
    bool quoted = false;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == '"') quoted = !quoted;
        if (!quoted && part[i] == wanted) return i;
    }
    return std::string_view::npos;
}

std::vector<std::string_view> split_unquoted(std::string_view part, char at) {
    std::vector<std::string_view> pieces;
    while (true) {
        const std::size_t end = std::min(find_unquoted(part, at), part.size());
        pieces.push_back(part.substr(0, end));
        if (end == part.size()) return pieces;
        part.remove_prefix(end + 1);
    }
}

std::string unquote(std::string_view text) {
    std::string plain;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '"') {
            plain += text[i];
        } else if (quoted && i + 1 < text.size() && text[i + 1] == '"') {
            plain += '"';
            ++i;
        } else {
            quoted = !quoted;
        }
    }
    return plain;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

}  // namespace gw
