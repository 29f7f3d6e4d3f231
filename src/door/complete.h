// SPDX-License-Identifier: Apache-2.0
//
// Completion: what may stand next on a command line. The scripts for bash, zsh and fish ask
// `gigawatch complete -- WORDS`, which answers from the tables of commands, options and fields and
// from the book. It changes nothing, and where it does not know it says nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "door/command.h"

namespace gw {

struct Candidate {
    std::string text;
    std::string about;  // one line; may be empty
};

// What may take the place of the last of `words`, which follow the program's name; all begin as it
// does. One candidate kFileName: the shell completes the name of a file.
std::vector<Candidate> complete(const std::vector<std::string>& words,
                                const Environment& environment);

inline constexpr std::string_view kFileName = "/";

// A candidate a line, a tab before what it is about.
std::string candidate_lines(const std::vector<Candidate>& candidates);

// The script for "bash", "zsh" or "fish". Throws Error kUsage for another shell.
std::string_view completion_script(std::string_view shell);

const std::vector<std::string>& completion_shells();

}  // namespace gw
