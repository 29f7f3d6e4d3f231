// SPDX-License-Identifier: Apache-2.0
#include "text/key_set.h"

#include <functional>

namespace gw {

std::string_view KeySet::operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return {bytes_.data() + begin, ends_[i] - begin};
}

// Where the key stands, or the free slot for it. REQUIRES a free slot.
std::size_t KeySet::slot_of(std::string_view key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(key)&mask;
    while (slots_[slot] != 0 && (*this)[slots_[slot] - 1] != key)
        slot = (slot + 1) & mask;
    return slot;
}

void KeySet::grow() {
    slots_.assign(slots_.empty() ? 16 : 2 * slots_.size(), 0);
    for (std::size_t i = 0; i < size(); ++i)
        slots_[slot_of((*this)[i])] = static_cast<std::uint32_t>(i + 1);
}

bool KeySet::insert(std::string_view key) {
    if (2 * size() >= slots_.size()) grow();
    const std::size_t slot = slot_of(key);
    if (slots_[slot] != 0) return false;
    bytes_ += key;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    slots_[slot] = static_cast<std::uint32_t>(size());
    return true;
}

bool KeySet::contains(std::string_view key) const {
    return !slots_.empty() && slots_[slot_of(key)] != 0;
}

}  // namespace gw
