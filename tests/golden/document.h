// SPDX-License-Identifier: Apache-2.0
//
// A text that holds commands and what they print: a .test file (README.md beside this file tells
// its form) or a page of documentation with ```console blocks. Reading finds the steps; main.cpp
// runs them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lines.h"
#include "shell.h"

namespace gw::golden {

struct Step {
    std::size_t line = 0;   // where it stands, from 1
    std::string file;       // a file to write: its name; "" for a command
    std::string text;       // the file's bytes, or the command
    std::size_t first = 0;  // [first, last) of the document's lines is what is expected
    std::size_t last = 0;
};

struct Document {
    Lines lines;
    std::vector<Step> steps;
};

// Throw std::invalid_argument; what() begins with the number of the line. In a page the commands of
// ```console blocks are steps, and a block ```console script/NAME is one step: all of it is what
// that script of the repository prints, run with --no-build.
Document read_test(std::string_view text);
Document read_page(std::string_view text);

// What a command printed, in the form in which the document expects it.
Lines test_form(const Output& output);
Lines page_form(const Output& output);

// Pages may shorten: a line "..." stands for any lines.
bool page_matches(std::span<const std::string> expected, std::span<const std::string> actual);

}  // namespace gw::golden
