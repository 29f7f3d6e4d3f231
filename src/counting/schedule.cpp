// SPDX-License-Identifier: Apache-2.0
#include "counting/schedule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <map>
#include <numeric>
#include <utility>

namespace gw {
namespace {

constexpr std::size_t kLo = 0;
constexpr std::size_t kStated = 1;
constexpr std::size_t kHi = 2;
int count(Day from, Day to) {
    return static_cast<int>(to) - static_cast<int>(from);
}

Int128 stated(const Interval& amount) {
    return amount.hi.value_or(amount.lo.value_or(0));
}

// `whole` shared out by the weights that `weight_of` has, whose sum is `total`. N holds whole times
// any weight.
template <class N, class WeightOf>
void share(N whole, N total, WeightOf weight_of, std::vector<Int128>& parts) {
    std::vector<std::pair<N, std::size_t>> rests;  // what a floor leaves of `total`, place
    rests.reserve(parts.size());
    N left = whole;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const N product = whole * weight_of(i);
        const N part = product / total;
        parts[i] = part;
        left -= part;
        rests.emplace_back(total - (product - part * total), i);
    }
    std::sort(rests.begin(), rests.end());
    for (std::size_t i = 0; left > 0; ++i, --left)
        ++parts[rests[i].second];
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
    if (all <= INT64_MAX / whole) {
        share<std::int64_t>(
            static_cast<std::int64_t>(whole), static_cast<std::int64_t>(all),
            [&](std::size_t i) { return static_cast<std::int64_t>(weights[i]); }, parts);
        return true;
    }
    // The product must stay below 2^127: with amounts below 10^19 and weights below 10^19, or days
    // squared, it does; beyond that weights lose digits, never the parts their sum.
    int shift = 0;
    while ((all >> shift) > ((Int128{1} << 126) / whole))
        ++shift;
    Int128 total = 0;
    for (const Int128 weight : weights)
        total += weight >> shift;
    share<Int128>(
        whole, total, [&](std::size_t i) { return weights[i] >> shift; }, parts);
    return true;
}

void LegSpreader::place_on_span(Day from, Day to, bool ramp) {
    const std::size_t last = periods_.slot_of(to);
    for (std::size_t slot = periods_.slot_of(from); slot <= last; ++slot) {
        const DateRange dates = periods_.dates(slot);
        const Int128 begin = dates.lo ? std::max(0, count(from, *dates.lo)) : 0;
        const Int128 end =
            dates.hi ? std::min(count(from, to), count(from, *dates.hi)) + 1 : count(from, to) + 1;
        // Growing linearly from zero, what is paid by a day goes with the square of the days.
        const Int128 weight = ramp ? end * end - begin * begin : end - begin;
        places_.push_back({slot, {weight, weight, weight}});
    }
}

// The planned flows and what they leave of the leg, each reading by itself, in the leg's currency:
// what is then spread is in the base currency and less the leg's parts, and keeps these
// proportions.
void LegSpreader::place_on_flows(const LegFacts& leg, const std::vector<Flow>& planned) {
    std::map<std::size_t, std::array<Int128, 3>> sums;
    const Readings full = full_amount(leg);
    std::array<Int128, 3> rest{full.lo.value_or(0), full.stated, full.hi.value_or(full.stated)};
    for (const Flow& flow : planned) {
        if (flow.amount.unknown()) continue;
        auto& sum = sums[flow.date.hi ? periods_.slot_of(*flow.date.hi) : periods_.undated()];
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
            sums[periods_.undated()][reading] += rest[reading];
    for (const auto& [slot, weights] : sums)
        places_.push_back({slot, weights});
}

void LegSpreader::place(const LegFacts& leg, const std::vector<Flow>& planned) {
    const bool milestone = leg.profile == Profile::kMilestone;
    if (milestone && !planned.empty()) return place_on_flows(leg, planned);
    if (!milestone && leg.start.lo) {
        if (leg.profile == Profile::kUpfront)
            return place_on_span(*leg.start.lo, *leg.start.lo, false);
        const std::optional<Day> last = last_day(leg);
        if (last && *leg.start.lo <= *last)
            return place_on_span(*leg.start.lo, *last, leg.profile == Profile::kRamp);
    }
    places_.push_back({periods_.undated(), {1, 1, 1}});
}

// Where the weights of a reading say nothing, all of it is undated.
bool LegSpreader::needs_undated(std::size_t reading) const {
    return wholes_[reading] != 0 &&
           std::all_of(places_.begin(), places_.end(),
                       [&](const Place& place) { return place.weights[reading] == 0; });
}

// The parts of a reading, by place. Mostly the readings are one, and shared out once.
const std::vector<Int128>& LegSpreader::share_out(std::size_t reading) {
    for (std::size_t other = 0; other < reading; ++other)
        if (wholes_[other] == wholes_[reading] &&
            std::all_of(places_.begin(), places_.end(), [&](const Place& place) {
                return place.weights[other] == place.weights[reading];
            }))
            return parts_[other];
    weights_.clear();
    for (const Place& place : places_)
        weights_.push_back(place.weights[reading]);
    if (needs_undated(reading)) weights_.back() = 1;
    apportion(wholes_[reading], weights_, parts_[reading]);
    return parts_[reading];
}

void LegSpreader::spread(const LegFacts& leg, const Counted& counted,
                         const std::vector<Flow>& planned, std::vector<Sum>& slots) {
    places_.clear();
    place(leg, planned);
    const Readings& amount = counted.amount;
    wholes_ = {amount.lo.value_or(0), amount.stated, amount.hi.value_or(0)};
    for (std::size_t reading = 0; reading < 3; ++reading)
        if (places_.back().slot != periods_.undated() && needs_undated(reading))
            places_.push_back({periods_.undated(), {}});
    const std::array<const std::vector<Int128>*, 3> parts{&share_out(kLo), &share_out(kStated),
                                                          &share_out(kHi)};
    Counted part = counted;
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (amount.lo) part.amount.lo = (*parts[kLo])[i];
        part.amount.stated = (*parts[kStated])[i];
        if (amount.hi) part.amount.hi = (*parts[kHi])[i];
        slots[places_[i].slot].add(part, leg.approx);
    }
}

void spread_leg(const LegFacts& leg, const Counted& counted, const std::vector<Flow>& planned,
                const Periods& periods, std::vector<Sum>& slots) {
    LegSpreader(periods).spread(leg, counted, planned, slots);
}

}  // namespace gw
