// SPDX-License-Identifier: Apache-2.0
#include "text/key_set.h"

#include <functional>

namespace gw {

std::string_view KeySet::operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return {bytes_.data() + begin, ends_[i] - begin};
}

namespace {

std::uint32_t tag_of(std::size_t hash) {
    return static_cast<std::uint32_t>(hash >> 32);
}

}  // namespace

// Where the key stands, or the free slot for it. REQUIRES a free slot.
std::size_t KeySet::slot_of(std::string_view key, std::size_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = hash & mask;
    while (slots_[slot].number != 0 &&
           (slots_[slot].tag != tag_of(hash) || (*this)[slots_[slot].number - 1] != key))
        slot = (slot + 1) & mask;
    return slot;
}

void KeySet::grow() {
    slots_.assign(slots_.empty() ? 16 : 2 * slots_.size(), {});
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = 0; i < size(); ++i) {
        const std::size_t hash = std::hash<std::string_view>{}((*this)[i]);
        std::size_t slot = hash & mask;
        while (slots_[slot].number != 0)
            slot = (slot + 1) & mask;
        slots_[slot] = {static_cast<std::uint32_t>(i + 1), tag_of(hash)};
    }
}

bool KeySet::insert(std::string_view key) {
    if (2 * size() >= slots_.size()) grow();
    const std::size_t hash = std::hash<std::string_view>{}(key);
    Slot& slot = slots_[slot_of(key, hash)];
    if (slot.number != 0) return false;
    bytes_ += key;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    slot = {static_cast<std::uint32_t>(size()), tag_of(hash)};
    return true;
}

bool KeySet::contains(std::string_view key) const {
    std::size_t near = size();
    return contains(key, near);
}

bool KeySet::contains(std::string_view key, std::size_t& near) const {
    if (near < size() && (*this)[near] == key) return true;
    if (near + 1 < size() && (*this)[near + 1] == key) {
        ++near;
        return true;
    }
    if (slots_.empty()) return false;
    const Slot& slot = slots_[slot_of(key, std::hash<std::string_view>{}(key))];
    if (slot.number != 0) near = slot.number - 1;
    return slot.number != 0;
}

}  // namespace gw
