// SPDX-License-Identifier: Apache-2.0
//
// Rows of the book are numbered in memory from 0, as int, with -1 for none.
#pragma once

#include <cassert>
#include <cstddef>

namespace gw {

// The index of a position that is there.
inline std::size_t at(int position) {
    assert(position >= 0);
    return static_cast<std::size_t>(position);
}

}  // namespace gw
