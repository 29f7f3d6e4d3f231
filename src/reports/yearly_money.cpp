// SPDX-License-Identifier: Apache-2.0
#include "reports/yearly_money.h"

#include <algorithm>

#include "cells/position.h"
#include "counting/schedule.h"
#include "reports/flows.h"

namespace gw {
namespace {

// The first and last day on which any of the legs is known to be paid.
struct PaidDays {
    std::optional<Day> first;
    std::optional<Day> last;

    void widen(const std::optional<Day>& day) {
        if (!day) return;
        first = first ? std::min(*first, *day) : *day;
        last = last ? std::max(*last, *day) : *day;
    }
};

Periods paid_years(const World& world, const CircularMoney& money, const FlowsOfLegs& planned) {
    PaidDays days;
    for (const std::vector<int>& legs : money.legs)
        for (const int leg : legs) {
            days.widen(world.leg(leg).start.lo);
            days.widen(last_day(world.leg(leg)));
            for (const Flow& flow : flows_of(planned, leg))
                days.widen(flow.date.hi);
        }
    const Day first = first_of_step(days.first.value_or(Day{}), 12);
    const Day most = add_days(add_months(first, 12 * kMostYears), -1);
    return Periods(first, std::min(most, days.last.value_or(first)), 12);
}

std::int64_t amount_of(const Sum& sum, Reading reading) {
    if (reading == Reading::kHi && sum.open) return kOpenCapacity;
    return static_cast<std::int64_t>(reading == Reading::kLo       ? sum.lo
                                     : reading == Reading::kStated ? sum.stated
                                                                   : sum.hi);
}

// What the legs of one arc pay, by slot: surely there are only committed legs.
struct ArcSlots {
    std::vector<Sum> all;
    std::vector<Sum> committed;

    void add_to(YearlyMoney& yearly, int arc, const Periods& years) const {
        for (std::size_t slot = 0; slot < all.size(); ++slot)
            for (const Reading reading : kReadings) {
                const Sum& sum = reading == Reading::kLo ? committed[slot] : all[slot];
                const std::int64_t amount = amount_of(sum, reading);
                const int year = slot == years.undated() ? kUndated : static_cast<int>(slot);
                if (amount > 0) yearly.tranches[index_of(reading)].push_back({arc, year, amount});
            }
    }
};

}  // namespace

YearlyMoney yearly_money(const Db& db, const World& world, const CircularMoney& money) {
    const FlowsOfLegs planned = read_flows(db, world.facts, "planned");
    const Capacities usable = within_parts(money.graph, money.presence[1]);
    const Periods years = paid_years(world, money, planned);
    YearlyMoney yearly;
    yearly.years = static_cast<int>(years.later()) + 1;
    for (std::size_t arc = 0; arc < money.legs.size(); ++arc) {
        if (usable[arc] == 0) continue;
        ArcSlots slots{std::vector<Sum>(years.slots()), std::vector<Sum>(years.slots())};
        for (const int leg : money.legs[arc]) {
            const Counted& counted = world.counted[at(leg)];
            const std::vector<Flow>& flows = flows_of(planned, leg);
            spread_leg(world.leg(leg), counted, flows, years, slots.all);
            if (counted.bucket == Bucket::kCommitted)
                spread_leg(world.leg(leg), counted, flows, years, slots.committed);
        }
        slots.add_to(yearly, static_cast<int>(arc), years);
    }
    return yearly;
}

}  // namespace gw
