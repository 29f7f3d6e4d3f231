// SPDX-License-Identifier: Apache-2.0
#include "reports/event_sources.h"

#include "book/schema.h"
#include "reports/facts.h"

namespace gw {

EventSources::EventSources(const Db& db, const World& before, const World& after) {
    Statement events = db.prepare(schema_text("queries", "timeline_events"));
    while (events.step()) {
        const Day day = event_day(read_dates(events, 2), read_dates(events, 4));
        if (before.on < day && day <= after.on && !events.is_null(6))
            append(of_events_[std::string(events.text(0))], events.text(6));
    }
    Statement legs = db.prepare(schema_text("queries", "leg_sources"));
    while (legs.step())
        of_legs_[{std::string(legs.text(0)), static_cast<int>(legs.integer(1))}] = legs.text(2);
}

std::string EventSources::of_deal(const std::string& deal) const {
    const auto found = of_events_.find(deal);
    return found == of_events_.end() ? std::string() : found->second;
}

std::string EventSources::of_leg(const std::string& deal, int number) const {
    std::string sources = of_deal(deal);
    if (!sources.empty()) return sources;
    const auto found = of_legs_.find({deal, number});
    return found == of_legs_.end() ? std::string() : found->second;
}

void EventSources::append(std::string& list, std::string_view more) {
    while (!more.empty()) {
        const std::size_t comma = std::min(more.find(','), more.size());
        const std::string_view one = more.substr(0, comma);
        more.remove_prefix(std::min(more.size(), comma + 1));
        const std::string padded = "," + list + ",";
        if (padded.find("," + std::string(one) + ",") != std::string::npos) continue;
        if (!list.empty()) list += ',';
        list += one;
    }
}

}  // namespace gw
