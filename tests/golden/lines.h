// SPDX-License-Identifier: Apache-2.0
//
// Text as lines, the marked lines of .test files, and how two lists of lines differ.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gw::golden {

using Lines = std::vector<std::string>;

Lines split_lines(std::string_view text);  // a last line without a newline is a line too
std::string join_lines(const Lines& lines);

// Each line of `text` behind `mark`: "| text", "|" for an empty line. A line that an editor would
// spoil (a space at its end, control characters, no newline after the last) is written "|\ ...",
// with \xHH for such a byte, \\ for a backslash, and a lone \ at its end for "no newline".
Lines mark_lines(char mark, std::string_view text);
std::string unmark_lines(const Lines& marked);  // throws std::invalid_argument

// The lines from the first to the last difference, "- " before what was expected and "+ " before
// what came, with two common lines around them.
std::string difference(const Lines& expected, const Lines& actual);

}  // namespace gw::golden
