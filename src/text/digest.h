// SPDX-License-Identifier: Apache-2.0
//
// BLAKE2b (RFC 7693) without a key: the digests by which the history of a book is held together.
// Nothing here is secret. About 1 GB/s.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gw {

class Digest {
public:
    // REQUIRES: 1 to 64 bytes.
    explicit Digest(std::size_t bytes);

    void add(std::string_view bytes);
    std::string finish();     // the digest's bytes; once
    void finish(void* into);  // the same, written there

private:
    void compress(bool last);

    std::uint64_t state_[8]{};
    std::array<char, 128> block_{};
    std::size_t filled_ = 0;
    std::uint64_t total_ = 0;
    std::size_t bytes_;
};

std::string digest_of(std::string_view bytes, std::size_t digest_bytes);

std::string to_hex(std::string_view bytes);  // lower case

}  // namespace gw
