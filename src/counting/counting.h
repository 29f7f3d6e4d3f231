// SPDX-License-Identifier: Apache-2.0
//
// The counting rule: which promises count on a day, in which bucket, for how much. "What counts",
// "Intervals" and "Two clocks" of docs/meaning.md. Works on plain, numbered facts; the views of
// schema/views say the same in SQL, and a property test holds the two equal. Parties, deals and
// currencies are numbers in the order of their slugs or codes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cells/date.h"
#include "cells/interval.h"
#include "counting/terms.h"

namespace gw {

struct PartyFacts {
    std::string slug;
    int parent = -1;       // party that consolidates it, -1: none
    bool unnamed = false;  // kind "unnamed"
};

struct EventFacts {
    Day day{};  // the day on which it counts as happened (event_day)
    Status status{};
};

struct DealFacts {
    std::string slug;
    bool programme = false;
    std::span<const EventFacts> events = {};  // sorted by day, then status; held by Facts
};

enum class Period : std::uint8_t { kTotal, kYear, kQuarter, kMonth };  // what an amount is per

// 88 bytes: books of a million legs are held whole.
struct LegFacts {
    Interval amount;  // per `per`, in `currency`
    int deal = 0;
    int number = 0;  // within the deal
    int payer = 0;
    int payee = 0;
    int currency = -1;  // -1: none
    DateRange agreed;
    DateRange ended;
    DateRange start;
    DateRange end;
    int term_months = 0;    // 0: not stated
    int within = -1;        // leg of which it is a part, -1: none
    std::uint8_t kind = 0;  // position in kLegKinds
    Period per = Period::kTotal;
    Firmness firmness = Firmness::kFirm;
    Profile profile = Profile::kUnknown;
    bool approx = false;
};

// 1 unit of `currency` = mantissa / 10^scale units of the base currency, from `day` on.
struct RateFacts {
    int currency = 0;
    Day day{};    // last possible day of the rate's date
    Day first{};  // first possible day; of two rates with one last day the later first day wins
    std::int64_t mantissa = 0;
    int scale = 0;
};

// Moved, never copied: deals point at their events.
struct Facts {
    Facts() = default;
    Facts(Facts&&) = default;
    Facts& operator=(Facts&&) = default;

    std::vector<PartyFacts> parties;      // by slug
    std::vector<int> groups;              // of each party its topmost parent
    std::vector<DealFacts> deals;         // by slug
    std::vector<EventFacts> events;       // by deal, day and status
    std::vector<LegFacts> legs;           // by deal and number
    std::vector<std::string> currencies;  // codes
    int base_currency = -1;               // position of USD, -1 if no leg is in it
    std::vector<RateFacts> rates;         // to the base currency; by currency, day, first
};

// The day on which an event counts as happened: its last possible day (open: kEndOfTime), or the
// last possible day of its source's publication if that is earlier and not before the event's first
// possible day.
Day event_day(const DateRange& date, const DateRange& published);

// Topmost parent of each party. REQUIRES: parents make no circle.
std::vector<int> find_groups(const std::vector<PartyFacts>& parties);

// The deal's latest event on or before `on`; nullptr: none yet.
const EventFacts* latest_event(const DealFacts& deal, Day on);

// First day on which the leg is agreed: its `agreed`, else its deal's first event. Rates of
// exchange go by it.
Day agreed_day(const Facts& facts, const LegFacts& leg);

// The leg's bucket on a day; nullopt: it does not count (dead deal, not yet agreed, ended).
std::optional<Bucket> bucket_on(const Facts& facts, const LegFacts& leg, Day on);

// The leg's whole amount in its own currency: a rate times its term, half-even, each end by itself.
Readings full_amount(const LegFacts& leg);

// The same in base currency, at the rate of the day on which the leg was agreed; nullopt: no rate,
// or no amount.
std::optional<Readings> full_amount_in_base(const Facts& facts, const LegFacts& leg);

// What a whole keeps when a part is taken off: lo less the part's hi (its lo where hi is open), hi
// less its lo, stated less its stated, none below 0. Unknown parts take nothing, unknown wholes
// stay unknown.
void take_part(const Readings& part, Readings& whole);

// What one leg counts for on a day.
// 64 bytes, as of every leg one is held.
struct Counted {
    Readings amount;  // base currency, after parts and conversion; lo is set unless open or unknown
    std::optional<Bucket> bucket;  // nullopt: the leg does not count, and nothing else here holds
    bool intra_group = false;      // between parties of one group: drops out of every report
    bool absorbed = false;     // in its whole already: a leg that adds nothing and is not unknown
    bool unknown = false;      // no amount: adds nothing, opens hi
    bool less_about = false;   // gave up a part whose amount is "about": what is left is about, too
    bool unconverted = false;  // an amount without a rate: adds 0 to lo and stated, opens hi
    bool counts() const { return bucket.has_value() && !intra_group; }
};

// Position of the first leg of a deal in facts.legs; of the deal after the last: the number of
// legs.
int first_leg(const Facts& facts, int deal);

// Every leg of `facts` on a day, in the same order. Cost: linear in legs, times log of a deal's
// events and of rates.
std::vector<Counted> count_legs(const Facts& facts, Day on);

// value * numerator / denominator, rounded half-even: the one place where money is rounded.
// REQUIRES: value >= 0, numerator >= 0, denominator > 0, and the product below 2^127.
Int128 multiply_and_round(Int128 value, std::int64_t numerator, Int128 denominator);

}  // namespace gw
