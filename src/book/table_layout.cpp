// SPDX-License-Identifier: Apache-2.0
#include "book/table_layout.h"

#include <algorithm>
#include <cassert>

namespace gw {
namespace {

// The words and signs of SQL: names without their quotes, everything else as it stands.
class SqlWords {
public:
    explicit SqlWords(std::string_view sql) : rest_(sql) {}

    // "" at the end. A word in quotes of any kind is never taken for a keyword.
    std::string_view next() {
        skip_blanks();
        quoted_ = false;
        if (rest_.empty()) return {};
        const char first = rest_.front();
        if (first == '"' || first == '\'' || first == '`' || first == '[')
            return take_quoted(first == '[' ? ']' : first);
        std::size_t length = 0;
        while (length < rest_.size() && is_name(rest_[length]))
            ++length;
        return take(std::max<std::size_t>(length, 1));
    }

    bool quoted() const { return quoted_; }

private:
    static bool is_name(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || (c & 0x80) != 0;
    }

    void skip_blanks() {
        while (!rest_.empty()) {
            if (rest_.starts_with("--"))
                take(std::min(rest_.find('\n'), rest_.size()));
            else if (rest_.starts_with("/*"))
                take(std::min(rest_.find("*/"), rest_.size() - 2) + 2);
            else if (rest_.front() == ' ' || (rest_.front() >= '\t' && rest_.front() <= '\r'))
                take(1);
            else
                return;
        }
    }

    // A quote that stands twice leaves the name as it is written, so that no column has it.
    std::string_view take_quoted(char end) {
        quoted_ = true;
        std::size_t at = rest_.find(end, 1);
        while (at != std::string_view::npos && at + 1 < rest_.size() && rest_[at + 1] == end)
            at = rest_.find(end, at + 2);
        const std::size_t length = std::min(at, rest_.size() - 1);
        const std::string_view word = rest_.substr(1, length - 1);
        take(length + 1);
        return word;
    }

    std::string_view take(std::size_t length) {
        const std::string_view word = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return word;
    }

    std::string_view rest_;
    bool quoted_ = false;
};

bool is(std::string_view word, std::string_view keyword) {
    return word.size() == keyword.size() &&
           std::equal(word.begin(), word.end(), keyword.begin(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
}

// Reads what stands between the parentheses of CREATE TABLE, item by item.
class LayoutReader {
public:
    explicit LayoutReader(std::string_view sql) : words_(sql) {}

    std::optional<TableLayout> read() {
        while (advance() && word_ != "(") {
        }
        while (sound_ && word_ != ")" && !word_.empty())
            read_item();
        while (advance())
            if (is(word_, "without")) layout_.without_rowid = advance() && is(word_, "rowid");
        if (!sound_ || layout_.without_rowid == key_.empty()) return std::nullopt;
        for (auto name = key_.rbegin(); name != key_.rend(); ++name) {
            const auto found = std::find(layout_.stored.begin(), layout_.stored.end(), *name);
            if (found == layout_.stored.end()) return std::nullopt;
            std::rotate(layout_.stored.begin(), found, found + 1);
        }
        return std::move(layout_);
    }

private:
    bool advance() {
        word_ = words_.next();
        return !word_.empty() || words_.quoted();
    }

    bool is_keyword(std::string_view keyword) const {
        return !words_.quoted() && is(word_, keyword);
    }

    // One column or one condition, up to the comma or parenthesis behind it.
    void read_item() {
        advance();
        const bool constraint = is_keyword("constraint") || is_keyword("primary") ||
                                is_keyword("unique") || is_keyword("check") ||
                                is_keyword("foreign");
        const std::string name(word_);
        bool computed = false;
        int depth = 0;
        bool more = true;
        while (more && (depth > 0 || words_.quoted() || (word_ != "," && word_ != ")"))) {
            if (!words_.quoted() && word_ == "(") ++depth;
            if (!words_.quoted() && word_ == ")") --depth;
            if (depth == 0 && is_keyword("as")) computed = true;
            if (depth == 0 && is_keyword("stored")) sound_ = false;
            const bool key = depth == 0 && is_keyword("primary");
            more = advance();
            if (key && constraint)
                read_key();
            else if (key)
                key_.push_back(name);
        }
        if (!constraint && !computed) layout_.stored.push_back(name);
        sound_ = sound_ && more;
    }

    // "key (a, b)"; a name with a collation or an order is refused.
    void read_key() {
        advance();
        while (sound_ && word_ != ")") {
            if (!advance()) sound_ = false;
            key_.emplace_back(word_);
            advance();
            sound_ = sound_ && (word_ == "," || word_ == ")");
        }
        advance();
    }

    SqlWords words_;
    std::string_view word_;
    TableLayout layout_;
    std::vector<std::string> key_;
    bool sound_ = true;
};

}  // namespace

std::optional<TableLayout> read_layout(std::string_view create_table) {
    return LayoutReader(create_table).read();
}

PlainSelect read_select(std::string_view sql) {
    SqlWords words(sql);
    [[maybe_unused]] const std::string_view select = words.next();
    assert(select == "select");
    PlainSelect read;
    for (std::string_view word = words.next(); word != "from"; word = words.next()) {
        assert(!word.empty());
        if (word != ",") read.columns.push_back(word);
    }
    read.table = words.next();
    return read;
}

}  // namespace gw
