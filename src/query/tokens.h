// SPDX-License-Identifier: Apache-2.0
//
// The tokens of a query's text: operators, parentheses, names of saved queries, and terms with the
// spaces that belong to them. Knows nothing of fields or of what may follow what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct QueryToken {
    enum class Is : std::uint8_t { kOpen, kClose, kAnd, kOr, kNot, kSaved, kTerm, kEnd };
    Is is = Is::kEnd;
    std::size_t offset = 0;  // in the text that was cut up
    std::size_t length = 0;  // bytes
    bool unclosed = false;   // of a term: a quotation mark without its partner
};

// The tokens of text[begin, end), a kEnd last. Cost: linear.
std::vector<QueryToken> query_tokens(std::string_view text, std::size_t begin, std::size_t end);

// `part` cut at every `at` that does not stand in double quotes.
std::vector<std::string_view> split_unquoted(std::string_view part, char at);

// The first `wanted` of `part` outside of double quotes; npos: none.
std::size_t find_unquoted(std::string_view part, char wanted);

// The text that a quoted or part-quoted text says.
std::string unquote(std::string_view text);

bool is_space(char c);
std::string_view trim(std::string_view text);

}  // namespace gw
