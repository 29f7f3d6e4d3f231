// SPDX-License-Identifier: Apache-2.0
//
// On whose word the world changed between two days: the sources of the events of a deal that
// happened after the one and up to the other; where none did, the source of the leg itself.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "book/db.h"
#include "reports/world.h"

namespace gw {

class EventSources {
public:
    EventSources(const Db& db, const World& before, const World& after);

    // Slugs, comma-separated, in the order of the events; "" if no source is named.
    std::string of_deal(const std::string& deal) const;
    std::string of_leg(const std::string& deal, int number) const;

    // Adds those that `list` has not.
    static void append(std::string& list, std::string_view more);

private:
    std::map<std::string, std::string> of_events_;  // by deal
    std::map<std::pair<std::string, int>, std::string> of_legs_;
};

}  // namespace gw
