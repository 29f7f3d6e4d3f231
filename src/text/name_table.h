// SPDX-License-Identifier: Apache-2.0
//
// Numbers of texts that are known beforehand, found by their bytes: for columns of millions of rows
// that name one of a list. The texts belong to whoever filled it and must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace gw {

class NameTable {
public:
    // Room for `most` texts, of which each is added once.
    explicit NameTable(std::size_t most);

    void add(std::string_view text, int number);
    int find(std::string_view text) const;  // -1: not there. Cost: some 20 instructions and a look

private:
    struct Slot {
        std::string_view text;
        int number = -1;
    };
    std::size_t place_of(std::string_view text) const;

    std::vector<Slot> slots_;  // a power of two, at most half of them used
};

}  // namespace gw
