// SPDX-License-Identifier: Apache-2.0
#include "text/digest.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace gw {
namespace {

static_assert(std::endian::native == std::endian::little, "words are read as they stand in memory");

// RFC 7693, sections 2.6 and 2.7.
constexpr std::array<std::uint64_t, 8> kStart{
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

constexpr std::uint8_t kOrder[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                         {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                         {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                         {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                         {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                         {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                         {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                         {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                         {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                         {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

using DigestWords = std::array<std::uint64_t, 16>;

template <std::size_t A, std::size_t B, std::size_t C, std::size_t D>
inline void mix(DigestWords& v, std::uint64_t x, std::uint64_t y) {
    v[A] += v[B] + x;
    v[D] = std::rotr(v[D] ^ v[A], 32);
    v[C] += v[D];
    v[B] = std::rotr(v[B] ^ v[C], 24);
    v[A] += v[B] + y;
    v[D] = std::rotr(v[D] ^ v[A], 16);
    v[C] += v[D];
    v[B] = std::rotr(v[B] ^ v[C], 63);
}

// Unrolled, so that the order of the words is known to the compiler.
template <std::size_t Round>
inline void mix_round(DigestWords& v, const DigestWords& message) {
    constexpr const auto& kWordOrder = kOrder[Round % 10];
    mix<0, 4, 8, 12>(v, message[kWordOrder[0]], message[kWordOrder[1]]);
    mix<1, 5, 9, 13>(v, message[kWordOrder[2]], message[kWordOrder[3]]);
    mix<2, 6, 10, 14>(v, message[kWordOrder[4]], message[kWordOrder[5]]);
    mix<3, 7, 11, 15>(v, message[kWordOrder[6]], message[kWordOrder[7]]);
    mix<0, 5, 10, 15>(v, message[kWordOrder[8]], message[kWordOrder[9]]);
    mix<1, 6, 11, 12>(v, message[kWordOrder[10]], message[kWordOrder[11]]);
    mix<2, 7, 8, 13>(v, message[kWordOrder[12]], message[kWordOrder[13]]);
    mix<3, 4, 9, 14>(v, message[kWordOrder[14]], message[kWordOrder[15]]);
}

template <std::size_t... Round>
inline void mix_all(DigestWords& v, const DigestWords& message, std::index_sequence<Round...>) {
    (mix_round<Round>(v, message), ...);
}

}  // namespace

Digest::Digest(std::size_t bytes) : state_(kStart), bytes_(bytes) {
    assert(bytes >= 1 && bytes <= 64);
    state_[0] ^= 0x01010000 ^ bytes;
}

void Digest::compress(bool last) {
    DigestWords message;
    std::memcpy(message.data(), block_.data(), block_.size());
    DigestWords v;
    std::copy(state_.begin(), state_.end(), v.begin());
    std::copy(kStart.begin(), kStart.end(), v.begin() + 8);
    v[12] ^= total_;
    if (last) v[14] = ~v[14];
    mix_all(v, message, std::make_index_sequence<12>());
    for (std::size_t i = 0; i < state_.size(); ++i)
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
    std::memcpy(into, state_.data(), bytes_);
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
