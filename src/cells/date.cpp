// SPDX-License-Identifier: Apache-2.0
#include "cells/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "cells/date_hint.h"
#include "cells/decimal.h"
#include "cells/pasted.h"

namespace gw {
namespace {

namespace chr = std::chrono;

chr::year_month_day to_calendar(Day day) {
    return chr::sys_days(chr::days(static_cast<std::int32_t>(day)));
}

Day to_day(const chr::year_month_day& date) {
    return Day{static_cast<std::int32_t>(chr::sys_days(date).time_since_epoch().count())};
}

Day first_of(int year, int month) {
    return to_day(chr::year(year) / month / 1);
}

Day last_of(int year, int month) {
    return to_day(chr::year_month_day(chr::year(year) / month / chr::last));
}

DateRange months_of(int year, int first_month, int months) {
    return {first_of(year, first_month), last_of(year, first_month + months - 1)};
}

// Exactly `text`, up to four characters, if it is all digits (0 if it is empty); -1 otherwise.
int read_digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

// Two digits; 100 otherwise, which is no month and no day either.
unsigned read_pair(const char* text) {
    const auto tens = static_cast<unsigned>(static_cast<unsigned char>(text[0]) - '0');
    const auto ones = static_cast<unsigned>(static_cast<unsigned char>(text[1]) - '0');
    return tens > 9 || ones > 9 ? 100 : tens * 10 + ones;
}

// YYYY-MM-DD of any year of four digits. Books have millions of them.
std::optional<Day> read_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const unsigned century = read_pair(&text[0]);
    const unsigned year = read_pair(&text[2]);
    const unsigned month = read_pair(&text[5]);
    const unsigned day = read_pair(&text[8]);
    const chr::year_month_day date(chr::year(static_cast<int>(century * 100 + year)),
                                   chr::month(month), chr::day(day));
    if (century > 99 || year > 99 || !date.ok()) return std::nullopt;
    return to_day(date);
}

// What follows the year in a single form: -Q3, -H2, -07.
std::optional<DateRange> read_part_of_year(int year, std::string_view part) {
    if (part.size() != 3 || part[0] != '-') return std::nullopt;
    const int number = read_digits(part.substr(part[1] == 'Q' || part[1] == 'H' ? 2 : 1));
    if (part[1] == 'Q' && number >= 1 && number <= 4) return months_of(year, 3 * number - 2, 3);
    if (part[1] == 'H' && number >= 1 && number <= 2) return months_of(year, 6 * number - 5, 6);
    if (part[1] != 'Q' && part[1] != 'H' && number >= 1 && number <= 12)
        return months_of(year, number, 1);
    return std::nullopt;
}

// One of the single forms, with both ends set.
std::optional<DateRange> read_single(std::string_view text) {
    const int year = read_digits(text.substr(0, 4));
    if (year < kFirstYear || year > kLastYear) return std::nullopt;
    if (text.size() == 4) return months_of(year, 1, 12);
    if (text.size() != 10) return read_part_of_year(year, text.substr(4));
    const auto day = read_day(text);
    if (!day) return std::nullopt;
    return DateRange{day, day};
}

void append_two_digits(std::string& out, int number) {
    const auto digit = [](int value) { return static_cast<char>('0' + value % 10); };
    out += digit(number / 10);
    out += digit(number);
}

// In four digits. Years that need more, or a sign, are in no book.
void append_year(std::string& out, int year) {
    if (year < 0 || year > 9999) {
        fmt::format_to(std::back_inserter(out), "{:04}", year);
        return;
    }
    append_two_digits(out, year / 100);
    append_two_digits(out, year);
}

int month_of(const chr::year_month_day& date) {
    return static_cast<int>(static_cast<unsigned>(date.month()));
}

int year_of(const chr::year_month_day& date) {
    return static_cast<int>(date.year());
}

bool ends_month(const chr::year_month_day& date) {
    return date == date.year() / date.month() / chr::last;
}

void append_calendar(std::string& out, const chr::year_month_day& date) {
    append_year(out, year_of(date));
    out += '-';
    append_two_digits(out, month_of(date));
    out += '-';
    append_two_digits(out, static_cast<int>(static_cast<unsigned>(date.day())));
}

// The single form of a closed range of whole months, if it has one.
bool append_months(std::string& out, const chr::year_month_day& first,
                   const chr::year_month_day& last) {
    if (first.day() != chr::day(1) || first.year() != last.year() || !ends_month(last))
        return false;
    const int month = month_of(first);
    const int months = month_of(last) - month + 1;
    if (months != 1 && months != 3 && months != 6 && months != 12) return false;
    if (month % months != 1 % months) return false;
    append_year(out, year_of(first));
    if (months == 12) return true;
    out += '-';
    if (months == 6) out += 'H';
    if (months == 3) out += 'Q';
    if (months == 1)
        append_two_digits(out, month);
    else
        append_integer(out, month / months + 1);
    return true;
}

// The coarsest of year, month and day that begins (or ends) on a day.
void append_end(std::string& out, const chr::year_month_day& date, bool is_first) {
    if (!(is_first ? date.day() == chr::day(1) : ends_month(date))) {
        append_calendar(out, date);
        return;
    }
    append_year(out, year_of(date));
    if (month_of(date) == (is_first ? 1 : 12)) return;
    out += '-';
    append_two_digits(out, month_of(date));
}

// A range cut at its dots; nullopt if there are none.
std::optional<std::pair<std::string_view, std::string_view>> split_range(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) return std::nullopt;
    return std::pair{text.substr(0, dots), text.substr(dots + 2)};
}

// The whole grammar of the cell.
std::optional<DateRange> read_cell(std::string_view text) {
    const auto ends = split_range(text);
    if (!ends) return read_single(text);
    const auto lo = read_single(ends->first);
    const auto hi = read_single(ends->second);
    const DateRange range{lo ? lo->lo : std::nullopt, hi ? hi->hi : std::nullopt};
    const bool right = (lo || ends->first.empty()) && (hi || ends->second.empty());
    if (!right || range.unknown() || (lo && hi && *range.lo > *range.hi)) return std::nullopt;
    return range;
}

// What is wrong with a text in the form of a day, month or year that names none.
std::optional<CellError> explain_impossible(std::string_view text) {
    if (text.size() < 4) return std::nullopt;
    const int year = read_digits(text.substr(0, 4));
    const std::string_view rest = text.substr(4);
    if (year < 0 || (!rest.empty() && rest.front() != '-') || rest.size() % 3 != 0)
        return std::nullopt;
    if (year < kFirstYear || year > kLastYear) {
        return refuse(
            text,
            fmt::format("{} lies outside the years {} to {}", quoted(text), kFirstYear, kLastYear),
            {});
    }
    if (rest.size() != 6 || rest[3] != '-') return std::nullopt;
    const int month = read_digits(rest.substr(1, 2));
    if (month < 1 || month > 12) return std::nullopt;
    const Day last = last_of(year, month);
    const auto days = static_cast<unsigned>(to_calendar(last).day());
    return refuse(
        text, fmt::format("{} is not a day: {} has {} days", quoted(text), text.substr(0, 7), days),
        {format_day(last) + " if its last day is meant",
         std::string(text.substr(0, 7)) + " if the day is not known"});
}

CellError explain(std::string_view text) {
    std::string_view wrong = text;
    if (const auto ends = split_range(text)) {
        const bool first_is_right = ends->first.empty() || read_single(ends->first);
        const bool last_is_right = ends->second.empty() || read_single(ends->second);
        if (first_is_right != last_is_right) wrong = first_is_right ? ends->second : ends->first;
    }
    const auto is_cell = [](std::string_view cell) { return read_cell(cell).has_value(); };
    const auto impossible = explain_impossible(wrong);
    CellError error = impossible ? *impossible : explain_date(text, is_cell);
    error.offset = static_cast<std::size_t>(wrong.data() - text.data());
    error.length = wrong.size();
    return error;
}

}  // namespace

std::variant<DateRange, CellError> parse_date(std::string_view text) {
    if (const auto range = read_cell(text)) return *range;
    return explain(text);
}

std::string format_date(const DateRange& range) {
    std::string text;
    append_date(text, range);
    return text;
}

void append_date(std::string& out, const DateRange& range) {
    if (range.unknown()) return;
    if (range.lo == range.hi) {
        append_day(out, *range.lo);
        return;
    }
    if (range.lo && range.hi && append_months(out, to_calendar(*range.lo), to_calendar(*range.hi)))
        return;
    if (range.lo) append_end(out, to_calendar(*range.lo), true);
    out += "..";
    if (range.hi) append_end(out, to_calendar(*range.hi), false);
}

std::optional<Day> parse_day(std::string_view iso) {
    return read_day(iso);
}

std::string format_day(Day day) {
    std::string text;
    append_day(text, day);
    return text;
}

void append_day(std::string& out, Day day) {
    append_calendar(out, to_calendar(day));
}

Day add_months(Day day, int months) {
    const chr::year_month_day date = to_calendar(day);
    const chr::year_month target = chr::year_month(date.year(), date.month()) + chr::months(months);
    const chr::year_month_day_last last = target / chr::last;
    return to_day(target / std::min(date.day(), last.day()));
}

Day add_days(Day day, int days) {
    return Day{static_cast<std::int32_t>(day) + days};
}

int whole_months(Day from, Day to) {
    if (to <= from) return 0;
    const chr::year_month_day first = to_calendar(from);
    const chr::year_month_day last = to_calendar(to);
    const chr::months months =
        chr::year_month(last.year(), last.month()) - chr::year_month(first.year(), first.month());
    const int count = static_cast<int>(months.count());
    return last.day() < first.day() ? count - 1 : count;
}

}  // namespace gw
