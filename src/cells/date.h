// SPDX-License-Identifier: Apache-2.0
//
// Days and partial dates. A date cell (2026, 2026-H2, 2026-Q3, 2026-07, 2026-07-14, ..2026, 2027..,
// 2027..2031) is a closed range of days with open ends. Calendar arithmetic only: no clock, no time
// zone, no locale.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cells/maybe.h"
#include "text/error.h"

namespace gw {

// Days since 1970-01-01 in the proleptic Gregorian calendar.
enum class Day : std::int32_t {};

template <>
inline constexpr Day kNone<Day> = Day{INT32_MIN};  // no day of a calendar of four digits

inline constexpr Day kEndOfTime{2932896};  // 9999-12-31: later than every day of a book
inline constexpr int kFirstYear = 1900;    // a date cell outside these years is refused as a slip
inline constexpr int kLastYear = 2199;

struct DateRange {
    Maybe<Day> lo;  // first possible day; nullopt: open
    Maybe<Day> hi;  // last possible day; nullopt: open

    bool unknown() const { return !lo && !hi; }
    friend bool operator==(const DateRange&, const DateRange&) = default;
};

// A date cell as book-format has it. An empty cell is the caller's business: REQUIRES text
// non-empty.
std::variant<DateRange, CellError> parse_date(std::string_view text);

// The shortest form that parse_date reads back as the same range; "" for an unknown date.
std::string format_date(const DateRange& range);
void append_date(std::string& out, const DateRange& range);  // the same, behind a text

// "2026-07-14" <-> Day, for days that come out of the book: nullopt if it is not such a day.
std::optional<Day> parse_day(std::string_view iso);
std::string format_day(Day day);
void append_day(std::string& out, Day day);

// Calendar months later, the day of the month kept or cut to the month's last (31 Jan + 1 month =
// 28 Feb).
Day add_months(Day day, int months);
Day add_days(Day day, int days);

// Whole calendar months from `from` up to (not including) `to`, by the day of the month, which is
// not cut: 2026-01-01 to 2027-01-01 is 12, 2026-01-31 to 2026-02-28 is 0. 0 if `to` is not later.
int whole_months(Day from, Day to);

}  // namespace gw
