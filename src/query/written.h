// SPDX-License-Identifier: Apache-2.0
//
// A parsed query as text again, in one form whatever was typed: what --explain shows, and what the
// parser reads back as the same query.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"

namespace gw {

// The node as the parser reads it back, each operand of an operator in parentheses unless it is a
// term; ranges in their shortest form.
std::string write_query(const QueryNode& node);
std::string write_query(const std::vector<QueryNode>& operands);  // joined by "and"

// `text` in double quotes if the grammar would not read it back as it is.
std::string quote_value(std::string_view text, bool in_list);

}  // namespace gw
