// SPDX-License-Identifier: Apache-2.0
//
// The config file: what a user would otherwise type with every command. TOML with the names of the
// options as keys, and saved queries. The command line and the environment win over it; no answer
// depends on anything else in it than what could be typed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "door/command.h"

namespace gw {

// The keys that a config file may have beside the table [queries]: names of options without "--".
const std::vector<std::string_view>& config_keys();

// $GIGAWATCH_CONFIG, else $XDG_CONFIG_HOME/gigawatch/config.toml, else that in ~/.config; empty if
// none of them is set. The file need not be there.
std::filesystem::path config_path(const Environment& environment);

// Sets what the file says, and returns all that is wrong with it. Throws Error kSystem if it cannot
// be read.
std::vector<Problem> read_config(const std::filesystem::path& path, const Environment& environment,
                                 Invocation& invocation);

// read_config of the file that is there, if any. Throws Error kUsage with all that is wrong.
void apply_config(const Environment& environment, Invocation& invocation);

// Which book is meant: -b, else the environment, else the config file, else the data folder's.
// Throws Error kUsage if none of them says.
void choose_book(Invocation& invocation, const Environment& environment);

}  // namespace gw
