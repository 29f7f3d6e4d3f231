// SPDX-License-Identifier: Apache-2.0
#include "text/digest.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <string>
#include <vector>

#include "text/digest_batch.h"

using namespace gw;

TEST_CASE("digest: BLAKE2b gives the digests of RFC 7693 and of other programs") {
    CHECK(to_hex(digest_of("abc", 64)) ==
          "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
          "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
    CHECK(to_hex(digest_of("", 32)) ==
          "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
    CHECK(to_hex(digest_of("", 16)) == "cae66941d9efbd404e4d88758ea67670");
}

TEST_CASE("digest: the same bytes in other pieces give the same digest, block edges included") {
    std::string text;
    for (int length = 0; length < 400; ++length) {
        Digest pieces(16);
        for (std::size_t at = 0; at < text.size(); at += 7)
            pieces.add(std::string_view(text).substr(at, 7));
        CHECK(pieces.finish() == digest_of(text, 16));
        text += static_cast<char>(length);
    }
}

TEST_CASE("digest: many texts side by side have the digests that each has alone, in every width") {
    for (const std::size_t lanes : {1, 4, 8})
        for (const std::size_t count : {1, 3, 4, 8, 9, 200}) {
            DigestBatch batch(lanes);
            std::vector<std::string> texts;
            for (std::size_t i = 0; i < count; ++i)
                texts.emplace_back(i * 37 % 700, static_cast<char>('a' + i % 26));
            for (int again = 0; again < 2; ++again) {
                for (const std::string& text : texts) {
                    std::memcpy(batch.room(text.size() + 500), text.data(), text.size());
                    batch.added(text.size());
                }
                std::vector<ShortDigest> digests;
                batch.finish(digests);
                REQUIRE(digests.size() == count);
                CHECK(batch.size() == 0);
                for (std::size_t i = 0; i < count; ++i)
                    CHECK(std::string(reinterpret_cast<const char*>(digests[i].data()), 16) ==
                          digest_of(texts[i], 16));
            }
        }
}
