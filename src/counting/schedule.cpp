// SPDX-License-Identifier: Apache-2.0
#include "counting/schedule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <map>
#include <numeric>

namespace gw {
namespace {

constexpr std::size_t kLo = 0;
constexpr std::size_t kStated = 1;
constexpr std::size_t kHi = 2;
using Weights = std::array<std::vector<Int128>, 3>;  // of lo, stated and hi

// The slots that a leg touches, ascending, and how its readings are shared out among them.
struct Placed {
    std::vector<std::size_t> slots;
    Weights weights;

    void add(std::size_t slot, const std::array<Int128, 3>& of_readings) {
        slots.push_back(slot);
        for (std::size_t reading = 0; reading < 3; ++reading)
            weights[reading].push_back(of_readings[reading]);
    }
};

int count(Day from, Day to) {
    return static_cast<int>(to) - static_cast<int>(from);
}

Placed place_on_span(Day from, Day to, bool ramp, const Periods& periods) {
    Placed placed;
    const std::size_t last = periods.slot_of(to);
    for (std::size_t slot = periods.slot_of(from); slot <= last; ++slot) {
        const DateRange dates = periods.dates(slot);
        const Int128 begin = dates.lo ? std::max(0, count(from, *dates.lo)) : 0;
        const Int128 end =
            dates.hi ? std::min(count(from, to), count(from, *dates.hi)) + 1 : count(from, to) + 1;
        // Growing linearly from zero, what is paid by a day goes with the square of the days.
        const Int128 weight = ramp ? end * end - begin * begin : end - begin;
        placed.add(slot, {weight, weight, weight});
    }
    return placed;
}

Int128 stated(const Interval& amount) {
    return amount.hi.value_or(amount.lo.value_or(0));
}

// The planned flows and what they leave of the leg, each reading by itself, in the leg's currency:
// what is then spread is in the base currency and less the leg's parts, and keeps these
// proportions.
Placed place_on_flows(const LegFacts& leg, const std::vector<Flow>& planned,
                      const Periods& periods) {
    std::map<std::size_t, std::array<Int128, 3>> sums;
    const Readings full = full_amount(leg);
    std::array<Int128, 3> rest{full.lo.value_or(0), full.stated, full.hi.value_or(full.stated)};
    for (const Flow& flow : planned) {
        if (flow.amount.unknown()) continue;
        auto& sum = sums[flow.date.hi ? periods.slot_of(*flow.date.hi) : periods.undated()];
        const std::array<Int128, 3> readings{flow.amount.lo.value_or(0), stated(flow.amount),
                                             stated(flow.amount)};
        for (std::size_t reading = 0; reading < 3; ++reading) {
            sum[reading] += readings[reading];
            rest[reading] -= readings[reading];
        }
    }
    for (Int128& reading : rest)
        reading = std::max<Int128>(reading, 0);
    const bool more = rest[kStated] > 0 || rest[kLo] > 0 || (!full.hi && !full.unknown());
    if (more || sums.empty())
        for (std::size_t reading = 0; reading < 3; ++reading)
            sums[periods.undated()][reading] += rest[reading];
    Placed placed;
    for (const auto& [slot, weights] : sums)
        placed.add(slot, weights);
    return placed;
}

Placed place(const LegFacts& leg, const std::vector<Flow>& planned, const Periods& periods) {
    Placed undated;
    undated.add(periods.undated(), {1, 1, 1});
    if (leg.profile == Profile::kMilestone)
        return planned.empty() ? undated : place_on_flows(leg, planned, periods);
    if (!leg.start.lo) return undated;
    if (leg.profile == Profile::kUpfront)
        return place_on_span(*leg.start.lo, *leg.start.lo, false, periods);
    const std::optional<Day> last = last_day(leg);
    if (!last || *last < *leg.start.lo) return undated;
    return place_on_span(*leg.start.lo, *last, leg.profile == Profile::kRamp, periods);
}

// Where the weights of a reading say nothing, all of it is undated.
bool needs_undated(Int128 whole, const std::vector<Int128>& weights) {
    return whole != 0 && std::accumulate(weights.begin(), weights.end(), Int128{0}) == 0;
}

std::vector<Int128> parts_of(Int128 whole, std::vector<Int128> weights) {
    if (needs_undated(whole, weights)) weights.back() = 1;
    std::vector<Int128> parts;
    apportion(whole, weights, parts);
    return parts;
}

}  // namespace

std::optional<Day> last_day(const LegFacts& leg) {
    if (!leg.end.unknown()) return leg.end.hi;
    if (!leg.start.hi || leg.term_months <= 0) return std::nullopt;
    return add_days(add_months(*leg.start.hi, leg.term_months), -1);
}

Day first_of_step(Day day, int months) {
    using namespace std::chrono;
    const year_month_day date{sys_days{days{static_cast<int>(day)}}};
    const auto month_of_year = static_cast<int>(static_cast<unsigned>(date.month()));
    const auto first = static_cast<unsigned>(month_of_year - (month_of_year - 1) % months);
    const sys_days start{date.year() / month{first} / std::chrono::day{1}};
    return Day{static_cast<std::int32_t>(start.time_since_epoch().count())};
}

std::string step_name(Day day, int months) {
    const Day first = first_of_step(day, months);
    return format_date({first, add_days(add_months(first, months), -1)});
}

Periods::Periods(Day from, Day to, int months) {
    assert(from <= to && months > 0);
    for (int i = 0; i == 0 || starts_.back() <= to; ++i)
        starts_.push_back(add_months(from, i * months));
    starts_.back() = add_days(to, 1);
}

DateRange Periods::dates(std::size_t slot) const {
    assert(slot < slots());
    DateRange range;
    if (slot == undated()) return range;
    if (slot > 0) range.lo = starts_[slot - 1];
    if (slot < starts_.size()) range.hi = add_days(starts_[slot], -1);
    return range;
}

std::string Periods::name(std::size_t slot) const {
    if (slot == earlier()) return "earlier";
    if (slot == later()) return "later";
    return slot == undated() ? "undated" : format_date(dates(slot));
}

std::size_t Periods::slot_of(Day day) const {
    return static_cast<std::size_t>(std::upper_bound(starts_.begin(), starts_.end(), day) -
                                    starts_.begin());
}

Periods cover_range(DateRange range, const DateRange& span, int months) {
    const Day from =
        range.lo.value_or(std::min(span.lo.value_or(Day{}), range.hi.value_or(kEndOfTime)));
    const Day to = std::max(range.hi.value_or(span.hi.value_or(from)), from);
    if (!range.lo) range.lo = first_of_step(from, months);
    if (!range.hi) range.hi = add_days(add_months(first_of_step(to, months), months), -1);
    return {*range.lo, *range.hi, months};
}

bool apportion(Int128 whole, const std::vector<Int128>& weights, std::vector<Int128>& parts) {
    const Int128 all = std::accumulate(weights.begin(), weights.end(), Int128{0});
    if (all == 0 && whole != 0) return false;
    parts.assign(weights.size(), 0);
    if (whole == 0) return true;
    // The product must stay below 2^127: with amounts below 10^19 and weights below 10^19, or days
    // squared, it does; beyond that weights lose digits, never the parts their sum.
    int shift = 0;
    while ((all >> shift) > ((Int128{1} << 126) / whole))
        ++shift;
    Int128 total = 0;
    for (const Int128 weight : weights)
        total += weight >> shift;
    std::vector<std::pair<Int128, std::size_t>> remainders;
    Int128 left = whole;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const Int128 product = whole * (weights[i] >> shift);
        parts[i] = product / total;
        left -= parts[i];
        remainders.emplace_back(-(product % total), i);
    }
    std::sort(remainders.begin(), remainders.end());
    for (std::size_t i = 0; left > 0; ++i, --left)
        ++parts[remainders[i].second];
    return true;
}

void spread_leg(const LegFacts& leg, const Counted& counted, const std::vector<Flow>& planned,
                const Periods& periods, std::vector<Sum>& slots) {
    Placed placed = place(leg, planned, periods);
    const Readings& amount = counted.amount;
    const std::array<Int128, 3> wholes{amount.lo.value_or(0), amount.stated, amount.hi.value_or(0)};
    for (std::size_t reading = 0; reading < 3; ++reading)
        if (placed.slots.back() != periods.undated() &&
            needs_undated(wholes[reading], placed.weights[reading]))
            placed.add(periods.undated(), {0, 0, 0});
    const std::vector<Int128> lo = parts_of(wholes[kLo], placed.weights[kLo]);
    const std::vector<Int128> stated = parts_of(wholes[kStated], placed.weights[kStated]);
    const std::vector<Int128> hi = parts_of(wholes[kHi], placed.weights[kHi]);
    for (std::size_t i = 0; i < placed.slots.size(); ++i) {
        Counted part = counted;
        if (amount.lo) part.amount.lo = lo[i];
        part.amount.stated = stated[i];
        if (amount.hi) part.amount.hi = hi[i];
        slots[placed.slots[i]].add(part, leg.approx);
    }
}

}  // namespace gw
