// SPDX-License-Identifier: Apache-2.0
//
// A pattern of SQL's GLOB, made ready to be asked of many texts: * ? [a-z] [^a-z] and letters, of
// ASCII alone. Says what SQLite says (a property test holds them together).
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace gw {

class GlobPattern {
public:
    // nullopt: the pattern holds what is not known here.
    static std::optional<GlobPattern> parse(std::string_view pattern);

    // REQUIRES text of UTF-8 without NUL.
    bool matches(std::string_view text) const { return matches(0, text); }

private:
    struct Step {
        bool any_run = false;         // *
        bool other = false;           // takes a character that is not ASCII
        std::bitset<128> ascii = {};  // characters that it takes, if no run
        bool takes(unsigned char c) const { return c < 128 ? ascii[c] : other; }
    };
    bool matches(std::size_t step, std::string_view text) const;

    std::vector<Step> steps_;
};

}  // namespace gw
