// SPDX-License-Identifier: Apache-2.0
//
// Where something stands in a TOML file that we read, as a Problem to be completed. The file's
// grammar is toml++'s.
#pragma once

#include <string>
#include <string_view>

#include "text/error.h"

namespace gw {

// Columns count from 1; `end_column` is behind the last character.
struct TomlPlace {
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t end_line = 0;
    std::size_t end_column = 0;
};

// The place with its line as excerpt; what reaches over more lines is marked to the end of the
// first.
Problem problem_in(const std::string& file, std::string_view text, const TomlPlace& place);

// "Error while parsing" as our messages begin.
std::string first_lower(std::string_view text);

}  // namespace gw
