// SPDX-License-Identifier: Apache-2.0
//
// What to say about the cells of one number, terms and decimals, where a text is no form of them:
// the like of amount_hint.h for figures without ranges.
#pragma once

#include <string>
#include <string_view>

#include "text/error.h"

namespace gw {

inline constexpr int kLongestTerm = 2400;  // months

// 7y6m, without the part that is 0; "" for 0 months.
std::string print_term(int months);

// Why `text` is no term and no decimal. REQUIRES that it is none.
CellError explain_term(std::string_view text);
CellError explain_decimal(std::string_view text);

}  // namespace gw
