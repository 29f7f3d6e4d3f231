// SPDX-License-Identifier: Apache-2.0
//
// A set of many short texts in one piece of memory: the keys of the rows of a file. Nothing is ever
// taken out. Some 20 bytes a text beside its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

class KeySet {
public:
    bool insert(std::string_view key);  // whether it is new; REQUIRES less than 4 GiB of all texts
    bool contains(std::string_view key) const;

    // The same for who asks again and again: `near` is the number of the key found last, and is
    // set. Keys that are asked for in the order in which they came cost a comparison.
    bool contains(std::string_view key, std::size_t& near) const;
    std::size_t size() const { return ends_.size(); }

    // The one that came as number `i`; valid until the next insert.
    std::string_view operator[](std::size_t i) const;

private:
    std::size_t slot_of(std::string_view key, std::size_t hash) const;
    void grow();

    std::string bytes_;                // of all texts, one after the other
    std::vector<std::uint32_t> ends_;  // of each text in bytes_
    struct Slot {
        std::uint32_t number = 0;  // of the text + 1, 0: free
        std::uint32_t tag = 0;     // of its hash
    };
    std::vector<Slot> slots_;  // a power of two of them
};

}  // namespace gw
