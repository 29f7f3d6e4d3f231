// SPDX-License-Identifier: Apache-2.0
//
// Which words --by and --with take, command by command, for help and completion. The words and
// what they mean belong to the reports, which refuse all others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/ask.h"

namespace gw {

// Empty: the command does not take the option, "--by" or "--with".
std::vector<DimensionName> grouping_words(std::string_view command, std::string_view option);

std::string dimensions_topic();

}  // namespace gw
