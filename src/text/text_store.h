// SPDX-License-Identifier: Apache-2.0
//
// Copies of texts that keep their addresses until the store is cleared; its memory is then used
// again.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace gw {

class TextStore {
public:
    std::string_view keep(std::string_view text);
    void clear() { block_ = used_ = 0; }

private:
    struct Block {
        std::unique_ptr<char[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Block> blocks_;
    std::size_t block_ = 0;  // that is being filled
    std::size_t used_ = 0;   // bytes of it
};

}  // namespace gw
