// SPDX-License-Identifier: Apache-2.0
#include "text/text_store.h"

#include <algorithm>
#include <cstring>

namespace gw {
namespace {

constexpr std::size_t kBlock = 16 << 10;

}  // namespace

std::string_view TextStore::keep(std::string_view text) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < text.size()) {
        ++block_;
        used_ = 0;
    }
    if (block_ == blocks_.size()) {
        const std::size_t size = std::max(kBlock, text.size());
        blocks_.push_back({std::make_unique<char[]>(size), size});
    }
    char* const copy = blocks_[block_].bytes.get() + used_;
    if (!text.empty()) std::memcpy(copy, text.data(), text.size());
    used_ += text.size();
    return {copy, text.size()};
}

}  // namespace gw
