// SPDX-License-Identifier: Apache-2.0
//
// Payments over periods: by hand where small, and for random legs always the whole leg.
#include "counting/schedule.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <numeric>
#include <string>
#include <vector>

using namespace gw;

namespace {

DateRange date(const std::string& text) {
    return std::get<DateRange>(parse_date(text));
}

Periods periods(const std::string& range, int months = 12) {
    return {*date(range).lo, *date(range).hi, months};
}

LegFacts leg_of(Profile profile, const std::string& start, const std::string& end,
                std::int64_t amount) {
    LegFacts leg;
    leg.profile = profile;
    if (!start.empty()) leg.start = date(start);
    if (!end.empty()) leg.end = date(end);
    leg.amount = {amount, amount};
    return leg;
}

Counted counted_of(const LegFacts& leg) {
    Counted counted;
    counted.bucket = Bucket::kCommitted;
    counted.amount = full_amount(leg);
    counted.unknown = leg.amount.unknown();
    return counted;
}

std::vector<Sum> spread(const LegFacts& leg, const Periods& over,
                        const std::vector<Flow>& planned = {}) {
    std::vector<Sum> slots(over.slots());
    spread_leg(leg, counted_of(leg), planned, over, slots);
    return slots;
}

// As stated, slot by slot: earlier, the periods, later, undated.
std::vector<int> stated(const std::vector<Sum>& slots) {
    std::vector<int> amounts;
    for (const Sum& slot : slots)
        amounts.push_back(static_cast<int>(slot.stated));
    return amounts;
}

using Amounts = std::vector<int>;

}  // namespace

TEST_CASE("even is by day, in whole units, the largest remainder first") {
    const LegFacts leg = leg_of(Profile::kEven, "2026-01-01", "2028-12-31", 100);
    CHECK(stated(spread(leg, periods("2026..2028"))) == Amounts{0, 33, 33, 34, 0, 0});
    CHECK(stated(spread(leg, periods("2027..2027"))) == Amounts{33, 33, 34, 0});
}

TEST_CASE("of equal remainders the first gets the unit") {
    const LegFacts leg = leg_of(Profile::kEven, "2026-01-01", "2027-12-31", 3);
    CHECK(stated(spread(leg, periods("2026..2027"))) == Amounts{0, 2, 1, 0, 0});
}

TEST_CASE("a ramp grows linearly from zero: the second half has three quarters") {
    const LegFacts leg = leg_of(Profile::kRamp, "2026-01-01", "2027-12-31", 100);
    CHECK(stated(spread(leg, periods("2026..2027"))) == Amounts{0, 25, 75, 0, 0});
}

TEST_CASE("upfront is on the start's first day") {
    const LegFacts leg = leg_of(Profile::kUpfront, "2026-Q3", "2030-12-31", 100);
    CHECK(stated(spread(leg, periods("2026..2026", 3))) == Amounts{0, 0, 0, 100, 0, 0, 0});
}

TEST_CASE("unknown with both dates is as even; without a date it is undated") {
    CHECK(stated(spread(leg_of(Profile::kUnknown, "2026", "2027", 10), periods("2026..2027"))) ==
          Amounts{0, 5, 5, 0, 0});
    CHECK(stated(spread(leg_of(Profile::kUnknown, "", "2027", 10), periods("2026..2027"))) ==
          Amounts{0, 0, 0, 0, 10});
    CHECK(stated(spread(leg_of(Profile::kEven, "2026", "2027..", 10), periods("2026..2027"))) ==
          Amounts{0, 0, 0, 0, 10});
}

TEST_CASE("a missing end is the start and the term") {
    LegFacts leg = leg_of(Profile::kEven, "2026-07-01", "", 24);
    leg.term_months = 24;
    CHECK(last_day(leg) == parse_day("2028-06-30"));
    CHECK(stated(spread(leg, periods("2026..2028"))) == Amounts{0, 6, 12, 6, 0, 0});
}

TEST_CASE("a milestone leg follows its planned flows, and the rest is undated") {
    const LegFacts leg = leg_of(Profile::kMilestone, "2026", "2030", 40);
    const std::vector<Flow> planned{{date("2026-03-31"), {15, 15}}, {date("2027-Q4"), {10, 10}}};
    CHECK(stated(spread(leg, periods("2026..2027"), planned)) == Amounts{0, 15, 10, 0, 15});
    CHECK(stated(spread(leg, periods("2026..2027"))) == Amounts{0, 0, 0, 0, 40});
}

TEST_CASE("flows that come to more than the leg keep their proportions") {
    const LegFacts leg = leg_of(Profile::kMilestone, "", "", 30);
    const std::vector<Flow> planned{{date("2026"), {40, 40}}, {date("2027"), {20, 20}}};
    CHECK(stated(spread(leg, periods("2026..2027"), planned)) == Amounts{0, 20, 10, 0, 0});
}

TEST_CASE("a flow without a last day is undated") {
    const LegFacts leg = leg_of(Profile::kMilestone, "", "", 30);
    CHECK(stated(spread(leg, periods("2026..2026"), {{date("2026.."), {30, 30}}})) ==
          Amounts{0, 0, 0, 30});
}

TEST_CASE("an unknown amount is unknown in every period that it touches, and nowhere else") {
    LegFacts leg = leg_of(Profile::kEven, "2026", "2027", 0);
    leg.amount = {};
    const std::vector<Sum> slots = spread(leg, periods("2025..2027"));
    CHECK(slots[1].legs == 0);
    CHECK(slots[2].unknown == 1);
    CHECK(slots[2].open);
    CHECK(slots[3].unknown == 1);
    CHECK(slots[5].legs == 0);
}

TEST_CASE("periods begin where the range does, and the last is cut") {
    const Periods fiscal = periods("2025-07..2027-02");
    CHECK(fiscal.slots() == 5);
    CHECK(fiscal.name(1) == "2025-07..2026-06");
    CHECK(format_day(*fiscal.dates(2).hi) == "2027-02-28");
    CHECK(fiscal.name(fiscal.undated()) == "undated");
    CHECK_FALSE(fiscal.dates(fiscal.earlier()).lo);
    CHECK_FALSE(fiscal.dates(fiscal.later()).hi);
    CHECK(periods("2026..2026", 6).name(2) == "2026-H2");
}

namespace {

std::optional<Day> any_day() {
    if (*rc::gen::inRange(0, 6) == 0) return std::nullopt;
    return Day{*rc::gen::inRange(18'000, 24'000)};
}

DateRange any_date() {
    DateRange range{any_day(), any_day()};
    if (range.lo && range.hi && *range.hi < *range.lo) std::swap(range.lo, range.hi);
    return range;
}

Interval any_amount() {
    const auto lo = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    const auto more = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
    switch (*rc::gen::inRange(0, 6)) {
        case 0:
            return {};
        case 1:
            return {lo, std::nullopt};
        case 2:
            return {std::nullopt, lo};
        case 3:
            return {lo, lo + more};
        default:
            return {lo, lo};
    }
}

LegFacts any_leg() {
    LegFacts leg;
    leg.profile = *rc::gen::element(Profile::kEven, Profile::kUpfront, Profile::kRamp,
                                    Profile::kMilestone, Profile::kUnknown);
    leg.start = any_date();
    leg.end = any_date();
    leg.amount = any_amount();
    leg.term_months = *rc::gen::inRange(0, 200);
    leg.approx = *rc::gen::arbitrary<bool>();
    return leg;
}

std::vector<Flow> any_flows() {
    std::vector<Flow> flows(*rc::gen::inRange<std::size_t>(0, 5));
    for (Flow& flow : flows)
        flow = {any_date(), any_amount()};
    return flows;
}

}  // namespace

TEST_CASE("earlier, the periods, later and undated always add up to the leg") {
    CHECK(rc::check([] {
        const LegFacts leg = any_leg();
        Counted counted = counted_of(leg);
        if (*rc::gen::arbitrary<bool>() && counted.amount.lo) counted.amount.lo = 0;  // parts taken
        const Day from{*rc::gen::inRange(18'000, 24'000)};
        const Periods over(from, add_days(from, *rc::gen::inRange(0, 4'000)),
                           *rc::gen::element(12, 6, 3, 1));
        std::vector<Sum> slots(over.slots());
        spread_leg(leg, counted, any_flows(), over, slots);
        Sum all;
        bool every_touched_is_open = true;
        for (const Sum& slot : slots) {
            all.lo += slot.lo;
            all.stated += slot.stated;
            all.hi += slot.hi;
            all.legs += slot.legs;
            RC_ASSERT(slot.legs <= 1U);
            RC_ASSERT(slot.unknown == (counted.unknown ? slot.legs : 0U));
            every_touched_is_open = every_touched_is_open && (slot.legs == 0 || slot.open);
        }
        Sum whole;
        whole.add(counted, leg.approx);
        RC_ASSERT(all.legs >= 1U);
        RC_ASSERT(all.lo == whole.lo);
        RC_ASSERT(all.stated == whole.stated);
        RC_ASSERT(all.hi == whole.hi);
        RC_ASSERT(every_touched_is_open == whole.open);
    }));
}

TEST_CASE("a part is its exact share, rounded down or up by less than one") {
    CHECK(rc::check([] {
        const auto weights = *rc::gen::container<std::vector<std::int64_t>>(
            rc::gen::inRange<std::int64_t>(0, 100'000'000));
        const std::vector<Int128> wide(weights.begin(), weights.end());
        const Int128 whole = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000'000);
        const Int128 all = std::accumulate(wide.begin(), wide.end(), Int128{0});
        std::vector<Int128> parts;
        if (!apportion(whole, wide, parts)) {
            RC_ASSERT(all == 0);
            return;
        }
        if (all == 0) return;
        RC_ASSERT(std::accumulate(parts.begin(), parts.end(), Int128{0}) == whole);
        for (std::size_t i = 0; i < wide.size(); ++i) {
            const Int128 gap = parts[i] * all - whole * wide[i];
            RC_ASSERT(gap > -all);
            RC_ASSERT(gap < all);
        }
    }));
}

TEST_CASE("amounts that no book has still add up") {
    std::vector<Int128> parts;
    const Int128 huge = Int128{1} << 100;
    REQUIRE(apportion(huge, {huge, huge, huge - 1}, parts));
    CHECK(parts[0] + parts[1] + parts[2] == huge);
}
