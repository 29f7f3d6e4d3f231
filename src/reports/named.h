// SPDX-License-Identifier: Apache-2.0
//
// Parties that an option or a word of a command names, outside the query: one way to find them and
// one way to say that there is none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/world.h"

namespace gw {

// The party of that slug or any other spelling. Throws Error kUsage with suggestions; `where` is
// the option or the command that was given it.
int named_party(const World& world, std::string_view where, const std::string& text);

// The same, and the group that it belongs to.
int named_group(const World& world, std::string_view where, const std::string& text);

// Words of a command line that name parties or the like, and those that are the query's: whatever
// has a colon, an operator or a parenthesis.
struct SplitWords {
    std::vector<std::string> names;
    std::vector<std::string> query;
};
SplitWords split_words(const std::vector<std::string>& words);

}  // namespace gw
