// SPDX-License-Identifier: Apache-2.0
#include "text/digest_batch.h"

#include <algorithm>
#include <cstring>

#include "text/blake2b.h"

namespace gw {
namespace {

// A text of at least one block, followed by zeros to the end of its last one.
struct Blocks {
    const char* bytes = nullptr;
    std::size_t size = 0;

    std::size_t count() const {
        return std::max<std::size_t>((size + blake2b::kBlock - 1) / blake2b::kBlock, 1);
    }
};

std::uint64_t word_at(const char* bytes) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

// Lanes whose text has ended go on with its first block, and what comes of it is not taken.
template <class Words, std::size_t Lanes>
[[gnu::always_inline]] inline void digest_lanes(const Blocks* texts, ShortDigest* into) {
    constexpr std::uint64_t kAll = ~std::uint64_t{0};
    Words state[8];
    for (std::size_t i = 0; i < 8; ++i)
        state[i] = Words{} + blake2b::kStart[i];
    state[0] ^= blake2b::parameters(sizeof(ShortDigest));
    std::size_t blocks = 0;
    for (std::size_t lane = 0; lane < Lanes; ++lane)
        blocks = std::max(blocks, texts[lane].count());
    for (std::size_t block = 0; block < blocks; ++block) {
        Words message[16];
        Words total;
        Words last;
        Words going;
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
            const Blocks& text = texts[lane];
            const bool ended = block >= text.count();
            const char* bytes = text.bytes + (ended ? 0 : block * blake2b::kBlock);
            for (std::size_t i = 0; i < 16; ++i)
                message[i][lane] = word_at(bytes + i * sizeof(std::uint64_t));
            total[lane] = std::min(text.size, (block + 1) * blake2b::kBlock);
            last[lane] = block + 1 == text.count() ? kAll : 0;
            going[lane] = ended ? 0 : kAll;
        }
        Words v[16];
        blake2b::compress(v, state, message, total, last);
        for (std::size_t i = 0; i < 8; ++i)
            state[i] ^= (v[i] ^ v[i + 8]) & going;
    }
    for (std::size_t lane = 0; lane < Lanes; ++lane)
        into[lane] = {state[0][lane], state[1][lane]};
}

// One lane: a vector of one number, which every processor has.
using OneWord = std::uint64_t __attribute__((vector_size(8)));
void digest_1(const Blocks* texts, ShortDigest* into) {
    digest_lanes<OneWord, 1>(texts, into);
}

#ifdef __x86_64__
using FourWords = std::uint64_t __attribute__((vector_size(32)));
using EightWords = std::uint64_t __attribute__((vector_size(64)));

[[gnu::target("avx2")]] void digest_4(const Blocks* texts, ShortDigest* into) {
    digest_lanes<FourWords, 4>(texts, into);
}

[[gnu::target("avx512f")]] void digest_8(const Blocks* texts, ShortDigest* into) {
    digest_lanes<EightWords, 8>(texts, into);
}
#endif

constexpr std::size_t kMostLanes = 8;

struct Way {
    std::size_t lanes = 1;
    void (*digest)(const Blocks* texts, ShortDigest* into) = digest_1;
};

Way best_way([[maybe_unused]] std::size_t most_lanes) {
#ifdef __x86_64__
    if (most_lanes >= 8 && __builtin_cpu_supports("avx512f") != 0) return {8, digest_8};
    if (most_lanes >= 4 && __builtin_cpu_supports("avx2") != 0) return {4, digest_4};
#endif
    return {};
}

}  // namespace

DigestBatch::DigestBatch(std::size_t most_lanes) : most_lanes_(most_lanes) {}

char* DigestBatch::room(std::size_t bytes) {
    const std::size_t needed = used_ + bytes + blake2b::kBlock;
    if (bytes_.size() < needed) bytes_.resize(std::max(needed, bytes_.size() * 2));
    return bytes_.data() + used_;
}

void DigestBatch::added(std::size_t bytes) {
    const std::size_t begin = used_;
    texts_.push_back({begin, bytes});
    used_ += Blocks{nullptr, bytes}.count() * blake2b::kBlock;
    std::memset(bytes_.data() + begin + bytes, 0, used_ - begin - bytes);
}

void DigestBatch::finish(std::vector<ShortDigest>& into) {
    const Way way = best_way(most_lanes_);
    Blocks blocks[kMostLanes];
    ShortDigest digests[kMostLanes];
    for (std::size_t first = 0; first < texts_.size(); first += way.lanes) {
        const std::size_t count = std::min(way.lanes, texts_.size() - first);
        for (std::size_t lane = 0; lane < way.lanes; ++lane) {
            const Text& text = texts_[first + std::min(lane, count - 1)];
            blocks[lane] = {bytes_.data() + text.begin, text.size};
        }
        way.digest(blocks, digests);
        into.insert(into.end(), digests, digests + count);
    }
    texts_.clear();
    used_ = 0;
}

}  // namespace gw
