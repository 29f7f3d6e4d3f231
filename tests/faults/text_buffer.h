// SPDX-License-Identifier: Apache-2.0
//
// A stream's buffer that never asks for memory, as the streams of a process do not: what is said
// for lack of it must come through. Keeps the first mebibyte.
#pragma once

#include <array>
#include <streambuf>
#include <string_view>

namespace gw::faults {

class TextBuffer : public std::streambuf {
public:
    TextBuffer() { clear(); }
    void clear() { setp(bytes_.data(), bytes_.data() + bytes_.size()); }
    std::string_view text() const {
        return {bytes_.data(), static_cast<std::size_t>(pptr() - pbase())};
    }

protected:
    int_type overflow(int_type character) override { return traits_type::not_eof(character); }

private:
    std::array<char, 1 << 20> bytes_{};
};

}  // namespace gw::faults
