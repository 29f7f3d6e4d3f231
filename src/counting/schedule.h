// SPDX-License-Identifier: Apache-2.0
//
// When a leg is paid: its payment profile spread over periods of days, in whole units that add up
// exactly. "Schedule" of docs/meaning.md. Plain numbers: it knows neither the book nor the table.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "counting/counting.h"
#include "counting/sums.h"

namespace gw {

// The leg's last day: the end's last day, or, where no end is stated, the last day of start + term
// (the start's last possible day and the term). nullopt: open or not known.
std::optional<Day> last_day(const LegFacts& leg);

// The first day of the year, half, quarter or month (12, 6, 3 or 1 `months`) in which `day` lies.
Day first_of_step(Day day, int months);

// "2026", "2026-Q3": the step in which a day lies.
std::string step_name(Day day, int months);

// A planned or actual payment of a leg, in the leg's currency.
struct Flow {
    DateRange date;  // it stands on its last possible day; open: on no day
    Interval amount;
};

// A row of periods, each `months` long from the first day of the range on, the last one cut at the
// range's end; before them all that is earlier, after them all that is later, at the end what has
// no date. The places of all of these are slots.
class Periods {
public:
    // REQUIRES: from <= to; months is 12, 6, 3 or 1.
    Periods(Day from, Day to, int months);

    std::size_t slots() const { return starts_.size() + 2; }
    std::size_t earlier() const { return 0; }
    std::size_t later() const { return starts_.size(); }
    std::size_t undated() const { return starts_.size() + 1; }

    // Of earlier no first, of later no last, of undated neither.
    DateRange dates(std::size_t slot) const;
    std::string name(std::size_t slot) const;  // "2026", "2026-Q3", "earlier", "undated"
    std::size_t slot_of(Day day) const;

private:
    std::vector<Day> starts_;  // of the periods, and the day after the last
};

// The periods of `range`; an end that is open there reaches as far as `span` does, in whole steps.
Periods cover_range(DateRange range, const DateRange& span, int months);

// `whole` in parts that are as `weights` to each other, whole units that add up to it: each the
// floor of its share, and one more for the largest remainders (of equal ones the first). Nothing is
// placed, and false returned, if the weights add up to 0. REQUIRES: whole and weights >= 0.
bool apportion(Int128 whole, const std::vector<Int128>& weights, std::vector<Int128>& parts);

// Spreads legs over the slots of periods, one after the other: what it works with is kept from leg
// to leg, so that a million of them cost no memory of their own.
class LegSpreader {
public:
    explicit LegSpreader(const Periods& periods) : periods_(periods) {}

    // Adds what a leg counts for to the slots in which it is paid: each reading spread by itself,
    // its count, unknowns and open ends in every slot that it touches. What the profile cannot
    // place goes to the undated slot, so the slots always add up to the leg. `planned` are its
    // planned flows (for profile `milestone`). Cost: linear in the slots that it touches.
    void spread(const LegFacts& leg, const Counted& counted, const std::vector<Flow>& planned,
                std::vector<Sum>& slots);

private:
    // A slot that the leg touches, and how lo, stated and hi are shared out among such slots.
    struct Place {
        std::size_t slot = 0;
        std::array<Int128, 3> weights{};
    };

    void place(const LegFacts& leg, const std::vector<Flow>& planned);
    void place_on_span(Day from, Day to, bool ramp);
    void place_on_flows(const LegFacts& leg, const std::vector<Flow>& planned);
    bool needs_undated(std::size_t reading) const;
    const std::vector<Int128>& share_out(std::size_t reading);

    const Periods& periods_;
    std::vector<Place> places_;  // of one leg, by slot
    std::array<Int128, 3> wholes_{};
    std::vector<Int128> weights_;
    std::array<std::vector<Int128>, 3> parts_;  // of each whole, by place
};

// The same of a single leg.
void spread_leg(const LegFacts& leg, const Counted& counted, const std::vector<Flow>& planned,
                const Periods& periods, std::vector<Sum>& slots);

}  // namespace gw
