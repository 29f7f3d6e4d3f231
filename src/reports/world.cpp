// SPDX-License-Identifier: Apache-2.0
#include "reports/world.h"

#include <fmt/core.h>

namespace gw {

World::World(const Db& db, const AskOptions& options)
    : World(db, std::make_unique<const Facts>(read_facts(db)), nullptr, options) {}

World::World(const Db& db, const World& base, const AskOptions& options)
    : World(db, nullptr, &base.facts, options) {}

World::World(const Db& db, std::unique_ptr<const Facts> owned, const Facts* shared,
             const AskOptions& options)
    : owned_(std::move(owned)),
      facts(shared == nullptr ? *owned_ : *shared),
      selection(db, facts, options),
      counted(count_legs(facts, options.on)),
      on(options.on) {
    for (std::size_t i = 0; i < counted.size(); ++i) {
        const int position = static_cast<int>(i);
        if (!counted[i].bucket || !selection.matches_leg(position)) continue;
        (counted[i].intra_group ? intra_group : legs).push_back(position);
    }
}

std::string World::leg_name(int position) const {
    return fmt::format("{}/{}", deal(leg(position).deal), leg(position).number);
}

}  // namespace gw
