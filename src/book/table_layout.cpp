// SPDX-License-Identifier: Apache-2.0
#include "book/table_layout.h"

#include <algorithm>
#include <cassert>

#include "book/sql_tokens.h"

namespace gw {
namespace {

// Reads what stands between the parentheses of CREATE TABLE, item by item.
class LayoutReader {
public:
    explicit LayoutReader(std::string_view sql) : tokens_(sql) {}

    std::optional<TableLayout> read() {
        while (advance() && !token_.is("(")) {
        }
        while (sound_ && !token_.is(")") && !at_end())
            read_item();
        while (advance())
            if (token_.is("without")) layout_.without_rowid = advance() && token_.is("rowid");
        if (!sound_ || layout_.without_rowid == key_.empty()) return std::nullopt;
        for (auto name = key_.rbegin(); name != key_.rend(); ++name) {
            const auto found = std::find(layout_.stored.begin(), layout_.stored.end(), *name);
            if (found == layout_.stored.end()) return std::nullopt;
            std::rotate(layout_.stored.begin(), found, found + 1);
        }
        layout_.key = key_.size();
        return std::move(layout_);
    }

private:
    bool at_end() const { return token_.kind == SqlToken::Kind::kEnd; }

    bool advance() {
        token_ = tokens_.next();
        return !at_end();
    }

    // One column or one condition, up to the comma or parenthesis behind it.
    void read_item() {
        advance();
        const bool constraint = token_.is("constraint") || token_.is("primary") ||
                                token_.is("unique") || token_.is("check") || token_.is("foreign");
        ColumnText column;
        column.name = token_.text;
        int depth = 0;
        bool more = true;
        while (more && (depth > 0 || !(token_.is(",") || token_.is(")")))) {
            if (token_.is("(")) ++depth;
            if (token_.is(")")) --depth;
            if (depth == 0 && token_.is("stored")) sound_ = false;
            const bool key = depth == 0 && token_.is("primary");
            const SqlToken before = token_;
            more = advance();
            if (depth == 0 && !constraint) take_word(before, column);
            if (key && constraint)
                read_key();
            else if (key)
                key_.push_back(column.name);
        }
        sound_ = sound_ && more;
        if (constraint) return;
        if (!column.computed) layout_.stored.push_back(column.name);
        layout_.columns.push_back(std::move(column));
    }

    // What a word of a column says with the one behind it, which is read already.
    void take_word(const SqlToken& word, ColumnText& column) const {
        if (word.is("text")) column.is_text = true;
        if (word.is("as")) column.computed = true;
        if (word.is("not") && token_.is("null")) column.not_null = true;
        if (word.is("references")) column.references = token_.text;
        if (!word.is("default")) return;
        column.has_default = true;
        if (token_.kind == SqlToken::Kind::kText) column.default_text = token_.text;
    }

    // "key (a, b)"; a name with a collation or an order is refused.
    void read_key() {
        advance();
        while (sound_ && !token_.is(")")) {
            if (!advance()) sound_ = false;
            key_.emplace_back(token_.text);
            advance();
            sound_ = sound_ && (token_.is(",") || token_.is(")"));
        }
        advance();
    }

    SqlTokens tokens_;
    SqlToken token_;
    TableLayout layout_;
    std::vector<std::string> key_;
    bool sound_ = true;
};

}  // namespace

std::optional<TableLayout> read_layout(std::string_view create_table) {
    return LayoutReader(create_table).read();
}

std::vector<std::string> read_index(std::string_view create_index) {
    SqlTokens tokens(create_index);
    const auto ends = [](const SqlToken& token, std::string_view mark) {
        return token.is(mark) || token.kind == SqlToken::Kind::kEnd;
    };
    while (!ends(tokens.next(), "(")) {
    }
    std::vector<std::string> columns;
    for (SqlToken token = tokens.next(); !ends(token, ")"); token = tokens.next())
        if (!token.is(",")) columns.emplace_back(token.text);
    return columns;
}

PlainSelect read_select(std::string_view sql) {
    SqlTokens tokens(sql);
    [[maybe_unused]] const SqlToken select = tokens.next();
    assert(select.is("select"));
    PlainSelect read;
    for (SqlToken token = tokens.next(); !token.is("from"); token = tokens.next()) {
        assert(token.kind != SqlToken::Kind::kEnd);
        if (!token.is(",")) read.columns.push_back(token.text);
    }
    read.table = tokens.next().text;
    return read;
}

}  // namespace gw
