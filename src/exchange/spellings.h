// SPDX-License-Identifier: Apache-2.0
//
// Every spelling under which parties are known, found by its folded key (fold_name): slugs, names
// and aliases. One key names one party. A slug written exactly wins over every folded spelling.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/key_set.h"

namespace gw {

class Spellings {
public:
    void add_slug(std::string_view party);
    bool is_slug(std::string_view text) const { return slugs_.contains(text); }

    // The slug of another party than `party` that `spelling` is but for the case of its letters.
    std::optional<std::string> other_slug(std::string_view spelling, std::string_view party) const;

    // Records a name or an alias; the party that already owns its key if that is another one, which
    // then keeps it.
    std::optional<std::string> add(std::string_view spelling, std::string_view party);

    // The slug of the party that `text` names: an exact slug, a folded spelling, a folded slug, in
    // this order.
    std::optional<std::string> find(std::string_view text) const;

    // At most three parties that `text` may be a slip of a spelling of, as slugs, best first.
    std::vector<std::string> suggest_for(std::string_view text) const;

    // Folded key -> slug, in no particular order.
    const std::unordered_map<std::string, std::string>& by_key() const { return by_key_; }

private:
    const std::unordered_map<std::string, std::string>& folded_slugs() const;

    KeySet slugs_;
    std::unordered_map<std::string, std::string> by_key_;
    mutable std::unordered_map<std::string, std::string> folded_slugs_;  // made when asked for
    mutable std::size_t folded_of_ = 0;  // how many slugs it was made of
};

}  // namespace gw
