// SPDX-License-Identifier: Apache-2.0
//
// The words of a CREATE TABLE or of a plain query, as SQLite cuts them. Of SQL only what stands in
// such texts of ours; what anything means is the reader's business.
#pragma once

#include <cstdint>
#include <string_view>

namespace gw {

struct SqlToken {
    enum class Kind : std::uint8_t { kWord, kName, kText, kNumber, kMark, kEnd };
    Kind kind = Kind::kEnd;
    // Of a text or quoted name what stands between the quotes, as it is written: a quote inside
    // stands twice.
    std::string_view text = {};

    // A keyword, in letters of either case, or a mark; never what is quoted. REQUIRES small
    // letters.
    bool is(std::string_view word) const;
};

class SqlTokens {
public:
    // `sql` must outlive the tokens.
    explicit SqlTokens(std::string_view sql) : rest_(sql) {}

    SqlToken next();  // kEnd, again and again, at the end

private:
    void skip_blanks();
    std::string_view take(std::size_t length);
    SqlToken take_quoted(char end, SqlToken::Kind kind);

    std::string_view rest_;
};

}  // namespace gw
