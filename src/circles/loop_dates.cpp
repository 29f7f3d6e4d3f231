// SPDX-License-Identifier: Apache-2.0
#include "circles/loop_dates.h"

#include <algorithm>
#include <cstddef>

namespace gw {
namespace {

Day earliest(const LoopHop& hop) {
    return std::min(hop.funding.earliest, hop.spending.earliest);
}
Day latest(const LoopHop& hop) {
    return std::max(hop.funding.latest, hop.spending.latest);
}

bool runs_in_order_from(const HopChain& chain, std::size_t start) {
    Day fed = earliest(*chain[start]);
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const LoopHop& hop = *chain[(start + i) % chain.size()];
        if (latest(hop) < fed) return false;
        fed = earliest(hop);
    }
    return true;
}

bool selected_on(const LoopLeg& leg, Day day) {
    return std::any_of(leg.selected.begin(), leg.selected.end(),
                       [&](const DaySpan& span) { return span.from <= day && day < span.to; });
}

// Selected on `day` and not on the day before.
bool is_new(const LoopLeg& leg, Day day) {
    return selected_on(leg, day) && !selected_on(leg, add_days(day, -1));
}

HopTypes types_on(const LoopHop& hop, Day day) {
    HopTypes types = kNoTypes;
    for (const LoopLeg* leg : hop.legs)
        if (selected_on(*leg, day)) types |= type_of(*leg);
    return types;
}

bool qualifies_on(const HopChain& chain, Day day) {
    HopTypes offered = kNoTypes;
    for (const LoopHop* hop : chain) {
        const HopTypes types = types_on(*hop, day);
        if (types == kNoTypes) return false;
        offered |= types;
    }
    return offered == kBothTypes;
}

// What a hop would offer on a day without its new legs.
HopTypes types_kept(const LoopHop& hop, Day day) {
    HopTypes types = kNoTypes;
    for (const LoopLeg* leg : hop.legs)
        if (selected_on(*leg, day) && !is_new(*leg, day)) types |= type_of(*leg);
    return types;
}

// Whether a type that new legs bring to `hop` belongs to a set of new types that closes the loop
// and needs every one of them: it fills a hop that would be empty while another hop offers the
// opposite type, or it is the first of its type in a loop that would have the opposite one alone.
// REQUIRES: the chain qualifies on `day`, `hop` does not keep `type`.
bool closes(const HopChain& chain, const LoopHop& hop, HopTypes type, Day day) {
    const HopTypes opposite = type == kFundingType ? kSpendingType : kFundingType;
    const auto offers = [&](const LoopHop* other) {
        return (types_on(*other, day) & opposite) != kNoTypes;
    };
    const auto others_offer = std::any_of(chain.begin(), chain.end(), [&](const LoopHop* other) {
        return other != &hop && offers(other);
    });
    if (types_kept(hop, day) == kNoTypes && others_offer) return true;
    return std::all_of(chain.begin(), chain.end(), [&](const LoopHop* other) {
        return offers(other) && (types_kept(*other, day) & type) == kNoTypes;
    });
}

}  // namespace

bool runs_in_order(const HopChain& chain) {
    for (std::size_t start = 0; start < chain.size(); ++start)
        if (chain[start]->funding.available && runs_in_order_from(chain, start)) return true;
    return false;
}

// Only on a day on which some leg begins can a chain become a loop.
std::optional<Day> first_day_listed(const HopChain& chain) {
    std::optional<Day> first;
    for (const LoopHop* hop : chain)
        for (const LoopLeg* leg : hop->legs)
            for (const DaySpan& span : leg->selected)
                if (span.from < span.to && (!first || span.from < *first) &&
                    qualifies_on(chain, span.from))
                    first = span.from;
    return first;
}

int closing_deal(const HopChain& chain, Day day) {
    int deal = -1;
    for (const LoopHop* hop : chain) {
        const HopTypes kept = types_kept(*hop, day);
        for (const LoopLeg* leg : hop->legs) {
            const HopTypes type = type_of(*leg);
            if (!is_new(*leg, day) || (kept & type) != kNoTypes || !closes(chain, *hop, type, day))
                continue;
            if (deal == -1 || leg->deal < deal) deal = leg->deal;
        }
    }
    return deal;
}

}  // namespace gw
