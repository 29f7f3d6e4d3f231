// SPDX-License-Identifier: Apache-2.0
#include "door/pager.h"

#include <catch2/catch.hpp>
#include <iostream>
#include <map>
#include <string>

namespace gw {
namespace {

std::string command_with(const std::map<std::string, std::string>& variables) {
    const Environment environment{std::cout,
                                  std::cerr,
                                  [&](const char* name) {
                                      const auto found = variables.find(name);
                                      return found == variables.end() ? "" : found->second;
                                  },
                                  {}};
    return pager_command(environment);
}

}  // namespace

TEST_CASE("pager: lines are counted as the terminal wraps them, colours take no room") {
    CHECK(lines_on_screen("", 10) == 0);
    CHECK(lines_on_screen("a\n\nb", 10) == 3);
    CHECK(lines_on_screen("1234567890\n", 10) == 1);
    CHECK(lines_on_screen("12345678901\n", 10) == 2);
    CHECK(lines_on_screen("\x1b[1m1234567890\x1b[0m\n", 10) == 1);
    CHECK(lines_on_screen("東京電力東京\n", 10) == 2);
    CHECK(lines_on_screen("a long line on a terminal of unknown width\n", 0) == 1);
}

TEST_CASE("pager: ours goes before everyone's, less is the last resort, cat and dumb are none") {
    CHECK(command_with({}) == "less");
    CHECK(command_with({{"PAGER", "more"}}) == "more");
    CHECK(command_with({{"PAGER", "more"}, {"GIGAWATCH_PAGER", "most -w"}}) == "most -w");
    CHECK(command_with({{"PAGER", "more"}, {"GIGAWATCH_PAGER", "cat"}}) == "");
    CHECK(command_with({{"TERM", "dumb"}, {"PAGER", "more"}}) == "");
}

TEST_CASE("pager: one that does not start has shown nothing, one that fails or leaves early has") {
    CHECK_FALSE(run_pager("exec /nowhere/no-such-pager 2>/dev/null", "text\n"));
    CHECK(run_pager("exit 1", "text\n"));
    CHECK(run_pager("exit 0", std::string(1 << 20, 'x')));
}

}  // namespace gw
