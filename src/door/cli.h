// SPDX-License-Identifier: Apache-2.0
//
// The door: argv to a command, its result to streams and an exit code. Holds the only catch of the
// program.
#pragma once

#include <string>
#include <vector>

#include "door/environment.h"

namespace gw {

// `arguments` without the program's name. Returns the exit code of the command-line contract.
// Never throws: lack of memory is an error like others.
int run(const std::vector<std::string>& arguments, Environment& environment) noexcept;

// The same for what main was given.
int run(int count, const char* const* words, Environment& environment) noexcept;

}  // namespace gw
