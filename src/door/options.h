// SPDX-License-Identifier: Apache-2.0
//
// The one table of options: how each is written, which commands take it, and what it sets. cli.cpp
// and help.cpp read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "door/command.h"

namespace gw {

struct Option {
    std::string_view name;        // "--book"
    std::string_view short_name;  // "-b", or ""
    std::string_view value;       // what help calls its value; "": a flag
    std::string help;
    bool (*fits)(const Command& command);                           // whether the command takes it
    void (*set)(Invocation& invocation, const std::string& value);  // throws Error kUsage
    bool repeats = false;                                           // may be given more than once
    std::vector<std::string> (*words)() = nullptr;  // the values it may have, where they are few
};

const std::vector<Option>& all_options();

}  // namespace gw
