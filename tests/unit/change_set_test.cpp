// SPDX-License-Identifier: Apache-2.0
#include "book/change_set.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "text/digest.h"

using namespace gw;

namespace {

std::string digest_of_sorted(std::vector<RowDigest> digests) {
    std::sort(digests.begin(), digests.end());
    std::string bytes;
    for (const RowDigest& digest : digests)
        bytes.append(reinterpret_cast<const char*>(digest.data()), sizeof digest);
    return to_hex(digest_of(bytes, 32));
}

}  // namespace

TEST_CASE("change set: the digest of its rows is that of their digests in order, of however many") {
    std::mt19937_64 random(1);
    for (const std::size_t count : {0, 1, 2, 255, 256, 257, 5'000, 16'383, 16'384, 100'000})
        for (const std::uint64_t bits :  // those in which the digests differ
             {~std::uint64_t{0}, std::uint64_t{0x00FF'0000'0000'00FF}, std::uint64_t{3},
              std::uint64_t{0}}) {
            std::vector<RowDigest> digests(count);
            for (RowDigest& digest : digests)
                digest = {random() & bits, random() & bits};
            CHECK(digest_of_rows(digests) == digest_of_sorted(digests));
        }
}
