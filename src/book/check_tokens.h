// SPDX-License-Identifier: Apache-2.0
//
// The words of a CREATE TABLE as SQLite cuts them, for book/row_checks. Of SQL only what stands in
// such texts of ours; anything else is a word that nobody knows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct SqlToken {
    enum class Kind : std::uint8_t { kWord, kName, kText, kNumber, kMark, kEnd };
    Kind kind = Kind::kEnd;
    std::string text;  // a word in small letters; of a text or quoted name what stands between

    bool is(std::string_view word) const {
        return (kind == Kind::kWord || kind == Kind::kMark) && text == word;
    }
};

// Ends with a token of kEnd.
std::vector<SqlToken> cut_sql(std::string_view sql);

}  // namespace gw
