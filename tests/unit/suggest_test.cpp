// SPDX-License-Identifier: Apache-2.0
#include "text/suggest.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace {

using Words = std::vector<std::string>;

// The definition, without the table that makes it fast: whether `slips` turn `a` into `b`.
bool within(const std::string& a, const std::string& b, std::size_t slips) {
    if (!a.empty() && !b.empty() && a[0] == b[0] && within(a.substr(1), b.substr(1), slips)) {
        return true;
    }
    if (slips == 0 || a.empty() || b.empty()) return a.size() + b.size() <= slips;
    const bool swapped = a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0];
    return within(a.substr(1), b.substr(1), slips - 1) || within(a.substr(1), b, slips - 1) ||
           within(a, b.substr(1), slips - 1) ||
           (swapped && within(a.substr(2), b.substr(2), slips - 1));
}

Words words_up_to(const std::string& alphabet, std::size_t longest) {
    Words words = {""};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].size() == longest) continue;
        for (const char c : alphabet)
            words.push_back(words[i] + c);
    }
    return words;
}

}  // namespace

TEST_CASE("suggest: a slip of up to a third of the word, a prefix or a whole word is found") {
    struct Case {
        std::string word;
        Words candidates;
        Words found;
    };
    const std::vector<Case> cases = {
        {"exposrue", {"exposure", "capacity", "loops"}, {"exposure"}},  // swapped
        {"capcity", {"exposure", "capacity"}, {"capacity"}},            // one left out
        {"scheduule", {"schedule"}, {"schedule"}},                      // one too many
        {"payor", {"payer", "payee"}, {"payer"}},
        {"OPENAI", {"openai"}, {"openai"}},
        {"opnai", {"OpenAI"}, {"OpenAI"}},
        {"open", {"OpenAI", "Oracle"}, {"OpenAI"}},  // a prefix
        {"bank",
         {"SoftBank", "Deutsche Bank", "bank-of-america"},
         {"bank-of-america", "Deutsche Bank"}},
        {"web", {"amazon-web-services", "webb"}, {"webb", "amazon-web-services"}},
        {"web", {"the webbing", "cobweb"}, {}},
        {"oracl", {"oral", "oracle", "oracles"}, {"oral", "oracle", "oracles"}},
        {"コアウィーブ", {"コアウイーブ", "オラクル"}, {"コアウイーブ"}},  // characters, not bytes
        {"ÉNERGIE", {"énergie"}, {"énergie"}},
        {"ab", {"cd"}, {}},
        {"ab", {"ax"}, {"ax"}},
        {"a", {"b", ""}, {}},
        {"a", {"A", "ab"}, {"A", "ab"}},
        {"", {"a", ""}, {}},
        {"abcdef", {"abcxyz"}, {}},
        {"nvidia", {"nvidai", "nvidia", "nvidia", "nvida"}, {"nvidia", "nvidai", "nvida"}},
        {"\xFFx", {"\xFFy", "\xFEx"}, {"\xFFy", "\xFEx"}},
    };
    for (const Case& c : cases) {
        CAPTURE(c.word);
        CHECK(gw::suggest(c.word, c.candidates) == c.found);
    }
}

TEST_CASE("suggest: the best come first, ties in the order given, and no more than asked for") {
    const Words candidates = {"stargatexx", "the stargate", "stargate norway",
                              "stargat",    "stargatez",    "stargate"};
    const Words all = {"stargate",   "stargat",         "stargatez",
                       "stargatexx", "stargate norway", "the stargate"};
    CHECK(gw::suggest("stargate", candidates, 9) == all);
    CHECK(gw::suggest("stargate", candidates) == Words(all.begin(), all.begin() + 3));
    CHECK(gw::suggest("stargate", candidates, 0).empty());
}

TEST_CASE("suggest: of all short words, those within the distance are found, and no others") {
    const Words words = words_up_to("ab", 6);
    for (const std::string& word : words) {
        if (word.empty()) continue;
        const std::size_t limit = word.size() == 1 ? 0 : word.size() < 6 ? 1 : 2;
        for (const std::string& candidate : words) {
            const bool expected = candidate.starts_with(word) || within(word, candidate, limit);
            if (gw::suggest(word, {candidate}).empty() == expected) FAIL(word << " " << candidate);
        }
    }
}
