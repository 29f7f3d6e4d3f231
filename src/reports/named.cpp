// SPDX-License-Identifier: Apache-2.0
#include "reports/named.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include "text/suggest.h"

namespace gw {

int named_party(const World& world, std::string_view where, const std::string& text) {
    if (const std::optional<int> party = world.selection.find_party(text)) return *party;
    const std::vector<std::string> near = suggest(text, world.selection.party_candidates());
    throw Error(
        Exit::kUsage, fmt::format("{}: no party \"{}\" in the book", where, text),
        near.empty() ? "gigawatch parties lists them" : fmt::format("{}", fmt::join(near, ", ")));
}

int named_group(const World& world, std::string_view where, const std::string& text) {
    return world.facts.groups[static_cast<std::size_t>(named_party(world, where, text))];
}

SplitWords split_words(const std::vector<std::string>& words) {
    SplitWords split;
    for (const std::string& word : words) {
        const bool query = word.find_first_of(":()") != std::string::npos || word == "and" ||
                           word == "or" || word == "not";
        (query ? split.query : split.names).push_back(word);
    }
    return split;
}

}  // namespace gw
