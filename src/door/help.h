// SPDX-License-Identifier: Apache-2.0
//
// Help inside the program: the overview, each command, and topics. Made from the tables that the
// program itself works by (commands, options, query fields), so that it cannot say something else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "door/command.h"

namespace gw {

struct Topic {
    std::string_view name;
    std::string_view summary;
    std::string (*text)();
};

const std::vector<Topic>& help_topics();  // in the order in which the overview names them

std::string usage_of(const Command& command);  // "gigawatch exposure [QUERY WORD...] [OPTION...]"

// No words: the overview; else a command or a topic. Throws Error kUsage with suggestions for
// anything else.
std::string help_text(const std::vector<Command>& commands, const std::vector<std::string>& words);

std::string command_help(const Command& command);

}  // namespace gw
