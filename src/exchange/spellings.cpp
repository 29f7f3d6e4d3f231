// SPDX-License-Identifier: Apache-2.0
#include "exchange/spellings.h"

#include <algorithm>

#include "text/names.h"
#include "text/suggest.h"

namespace gw {

void Spellings::add_slug(std::string_view party) {
    slugs_.insert(party);
}

std::optional<std::string> Spellings::add(std::string_view spelling, std::string_view party) {
    std::string key = fold_name(spelling);
    if (key.empty()) return std::nullopt;
    const auto [found, added] = by_key_.emplace(std::move(key), party);
    if (added || found->second == party) return std::nullopt;
    return found->second;
}

std::optional<std::string> Spellings::other_slug(std::string_view spelling,
                                                 std::string_view party) const {
    std::string slug(spelling);
    for (char& c : slug)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (slug == party || !slugs_.contains(slug)) return std::nullopt;
    return slug;
}

std::optional<std::string> Spellings::find(std::string_view text) const {
    if (slugs_.contains(text)) return std::string(text);
    const std::string key = fold_name(text);
    if (const auto found = by_key_.find(key); found != by_key_.end()) return found->second;
    const auto slug = folded_slugs().find(key);
    if (slug == folded_slugs().end()) return std::nullopt;
    return slug->second;
}

// Of slugs that fold together the first.
const std::unordered_map<std::string, std::string>& Spellings::folded_slugs() const {
    if (folded_of_ == slugs_.size()) return folded_slugs_;
    folded_of_ = slugs_.size();
    for (std::size_t i = 0; i < slugs_.size(); ++i) {
        std::string& first = folded_slugs_[fold_name(slugs_[i])];
        if (first.empty() || slugs_[i] < first) first = slugs_[i];
    }
    return folded_slugs_;
}

std::vector<std::string> Spellings::suggest_for(std::string_view text) const {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < slugs_.size(); ++i)
        keys.emplace_back(slugs_[i]);
    for (const auto& [key, party] : by_key_)
        keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    std::vector<std::string> slugs;
    for (const std::string& key : suggest(fold_name(text), keys, 6)) {
        const auto found = by_key_.find(key);
        const std::string& slug = found == by_key_.end() ? key : found->second;
        if (std::find(slugs.begin(), slugs.end(), slug) == slugs.end() && slugs.size() < 3)
            slugs.push_back(slug);
    }
    return slugs;
}

}  // namespace gw
