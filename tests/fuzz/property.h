// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets share. A target is a file NAME_fuzz.cpp that defines check_input: a
// property of any bytes at all, which require() enforces. libFuzzer looks for bytes that break it
// (preset fuzz, script/fuzz), and ctest replays those of corpus/NAME with replay.cpp.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace gw::fuzz {

void check_input(std::string_view input);

inline void require(bool holds, std::string_view property) {
    if (holds) return;
    fmt::print(stderr, "broken: {}\n", property);
    std::abort();
}

// The first byte, taken off: which of several things to try. 0 of an empty input.
inline unsigned take_choice(std::string_view& input, unsigned choices) {
    if (input.empty()) return 0;
    const unsigned choice = static_cast<unsigned char>(input.front()) % choices;
    input.remove_prefix(1);
    return choice;
}

}  // namespace gw::fuzz
