// SPDX-License-Identifier: Apache-2.0
#include "text/likeness.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1,
                               corner + static_cast<std::size_t>(a[i - 1] != b[j - 1])});
            corner = above;
        }
    }
    return row[b.size()];
}

}  // namespace

TEST_CASE("likeness: letters of another alphabet that look the same make names alike") {
    CHECK(gw::look_of("nvidiа") == "nvidia");  // the last letter is Cyrillic
    CHECK(gw::look_of("οrаcle") == "oracle");
    CHECK(gw::find_alike({"arm", "аrm", "amd"}) == Pairs{{0, 1}});
}

TEST_CASE("likeness: one letter left out, put in or changed makes long names alike, a digit not") {
    CHECK(gw::find_alike({"coreweave", "corewave", "corewaeve"}) == Pairs{{0, 1}, {1, 2}});
    CHECK(gw::find_alike({"stargate1", "stargate2", "stargate"}).empty());
    CHECK(gw::find_alike({"amd", "arm", "am"}).empty());
}

TEST_CASE("likeness: pairs are those at distance one, whatever the names") {
    rc::check("the same pairs as a comparison of all with all", [] {
        const auto word = rc::gen::container<std::string>(rc::gen::elementOf(std::string("abc")));
        auto names = *rc::gen::container<std::vector<std::string>>(
            rc::gen::map(word, [](std::string text) { return "aaaaab" + text; }));
        Pairs expected;
        for (std::size_t i = 0; i < names.size(); ++i)
            for (std::size_t j = i + 1; j < names.size(); ++j)
                if (distance(names[i], names[j]) <= 1) expected.emplace_back(i, j);
        RC_ASSERT(gw::find_alike(names) == expected);
    });
}
