// SPDX-License-Identifier: Apache-2.0
#include "text/digest.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

#include "text/blake2b.h"

namespace gw {

static_assert(std::endian::native == std::endian::little, "words are read as they stand in memory");

Digest::Digest(std::size_t bytes) : bytes_(bytes) {
    assert(bytes >= 1 && bytes <= 64);
    std::copy(std::begin(blake2b::kStart), std::end(blake2b::kStart), std::begin(state_));
    state_[0] ^= blake2b::parameters(bytes);
}

void Digest::compress(bool last) {
    std::uint64_t message[16];
    std::memcpy(message, block_.data(), sizeof message);
    std::uint64_t v[16];
    blake2b::compress(v, state_, message, total_, last ? ~std::uint64_t{0} : 0);
    for (std::size_t i = 0; i < 8; ++i)
        state_[i] ^= v[i] ^ v[i + 8];
}

void Digest::add(std::string_view bytes) {
    while (!bytes.empty()) {
        if (filled_ == block_.size()) {
            total_ += filled_;
            compress(false);
            filled_ = 0;
        }
        const std::size_t taken = std::min(bytes.size(), block_.size() - filled_);
        std::memcpy(block_.data() + filled_, bytes.data(), taken);
        filled_ += taken;
        bytes.remove_prefix(taken);
    }
}

void Digest::finish(void* into) {
    total_ += filled_;
    std::fill(block_.begin() + static_cast<std::ptrdiff_t>(filled_), block_.end(), '\0');
    compress(true);
    std::memcpy(into, state_, bytes_);
}

std::string Digest::finish() {
    std::string digest(bytes_, '\0');
    finish(digest.data());
    return digest;
}

std::string digest_of(std::string_view bytes, std::size_t digest_bytes) {
    Digest digest(digest_bytes);
    digest.add(bytes);
    return digest.finish();
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += kHexDigits[byte >> 4];
        hex += kHexDigits[byte & 15];
    }
    return hex;
}

}  // namespace gw
