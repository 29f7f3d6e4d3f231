// SPDX-License-Identifier: Apache-2.0
//
// The compression function of BLAKE2b (RFC 7693, section 3.2), of words that are numbers or of
// vectors of them, each lane with a message of its own. For text/digest and text/digest_batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

namespace gw::blake2b {

inline constexpr std::size_t kBlock = 128;  // bytes

// RFC 7693, sections 2.6 and 2.7.
inline constexpr std::uint64_t kStart[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

inline constexpr std::uint8_t kOrder[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

// The first word of the state, for a digest of so many bytes without a key, differs by this.
constexpr std::uint64_t parameters(std::size_t digest_bytes) {
    return 0x01010000 ^ digest_bytes;
}

// By reference, and always inlined: a vector that a function takes or gives by value is handed over
// differently from processor to processor.
template <int Bits, class Word>
[[gnu::always_inline]] inline void turn_right(Word& word) {
    word = (word >> Bits) | (word << (64 - Bits));
}

template <std::size_t A, std::size_t B, std::size_t C, std::size_t D, class Word>
[[gnu::always_inline]] inline void mix(Word (&v)[16], const Word& x, const Word& y) {
    v[A] += v[B] + x;
    v[D] ^= v[A];
    turn_right<32>(v[D]);
    v[C] += v[D];
    v[B] ^= v[C];
    turn_right<24>(v[B]);
    v[A] += v[B] + y;
    v[D] ^= v[A];
    turn_right<16>(v[D]);
    v[C] += v[D];
    v[B] ^= v[C];
    turn_right<63>(v[B]);
}

// Unrolled, so that the order of the words is known to the compiler.
template <std::size_t Round, class Word>
[[gnu::always_inline]] inline void mix_round(Word (&v)[16], const Word (&message)[16]) {
    constexpr const auto& order = kOrder[Round % 10];
    mix<0, 4, 8, 12>(v, message[order[0]], message[order[1]]);
    mix<1, 5, 9, 13>(v, message[order[2]], message[order[3]]);
    mix<2, 6, 10, 14>(v, message[order[4]], message[order[5]]);
    mix<3, 7, 11, 15>(v, message[order[6]], message[order[7]]);
    mix<0, 5, 10, 15>(v, message[order[8]], message[order[9]]);
    mix<1, 6, 11, 12>(v, message[order[10]], message[order[11]]);
    mix<2, 7, 8, 13>(v, message[order[12]], message[order[13]]);
    mix<3, 4, 9, 14>(v, message[order[14]], message[order[15]]);
}

template <class Word, std::size_t... Round>
[[gnu::always_inline]] inline void mix_all(Word (&v)[16], const Word (&message)[16],
                                           std::index_sequence<Round...> /*rounds*/) {
    (mix_round<Round>(v, message), ...);
}

// `v` becomes what the words of the state are to be combined with: v[i] ^ v[i + 8] with the i-th.
// `total`: bytes up to the end of this block. `last`: all bits set in the last block, else none.
template <class Word>
[[gnu::always_inline]] inline void compress(Word (&v)[16], const Word (&state)[8],
                                            const Word (&message)[16], const Word& total,
                                            const Word& last) {
    for (std::size_t i = 0; i < 8; ++i) {
        v[i] = state[i];
        v[i + 8] = Word{} + kStart[i];
    }
    v[12] ^= total;
    v[14] ^= last;
    mix_all(v, message, std::make_index_sequence<12>());
}

}  // namespace gw::blake2b
