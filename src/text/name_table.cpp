// SPDX-License-Identifier: Apache-2.0
#include "text/name_table.h"

#include <bit>
#include <cassert>
#include <cstring>

namespace gw {
namespace {

constexpr std::uint64_t kMixer = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio

// Eight bytes at a time, the last eight over again: no text here is shorter by more than that.
std::uint64_t hash(std::string_view text) {
    std::uint64_t mixed = text.size();
    const auto mix = [&](const char* bytes, std::size_t count) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes, count);
        mixed = std::rotl((mixed ^ word) * kMixer, 29);
    };
    std::size_t at = 0;
    for (; at + 8 < text.size(); at += 8)
        mix(text.data() + at, 8);
    if (text.size() >= 8)
        mix(text.data() + text.size() - 8, 8);
    else if (!text.empty())
        mix(text.data(), text.size());
    return mixed * kMixer;
}

}  // namespace

NameTable::NameTable(std::size_t most) : slots_(std::bit_ceil(2 * most + 1)) {}

// Where the text stands, or would.
std::size_t NameTable::place_of(std::string_view text) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = static_cast<std::size_t>(hash(text) >> 20) & mask;
    while (slots_[place].number >= 0 && slots_[place].text != text)
        place = (place + 1) & mask;
    return place;
}

void NameTable::add(std::string_view text, int number) {
    assert(number >= 0);
    slots_[place_of(text)] = {text, number};
}

int NameTable::find(std::string_view text) const {
    return slots_[place_of(text)].number;
}

}  // namespace gw
