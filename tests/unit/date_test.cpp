// SPDX-License-Identifier: Apache-2.0
#include "cells/date.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gw {
namespace {

Day day(const char* iso) {
    return parse_day(iso).value();
}

// The range of a text that must be a date.
DateRange range(std::string_view text) {
    const auto parsed = parse_date(text);
    INFO(text);
    REQUIRE(std::holds_alternative<DateRange>(parsed));
    return std::get<DateRange>(parsed);
}

CellError refusal(std::string_view text) {
    const auto parsed = parse_date(text);
    INFO(text);
    REQUIRE(std::holds_alternative<CellError>(parsed));
    return std::get<CellError>(parsed);
}

bool is_date(std::string_view text) {
    return std::holds_alternative<DateRange>(parse_date(text));
}

// A calendar that only knows how to count: the days of a year, one after the other.
int days_in_month(int year, int month) {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : kDays[month - 1];
}

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

struct CalendarDay {
    int year;
    int month;
    int day;
    std::string iso() const {
        return std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
    }
};

std::vector<CalendarDay> days_of(int first_year, int last_year) {
    std::vector<CalendarDay> days;
    for (int year = first_year; year <= last_year; ++year)
        for (int month = 1; month <= 12; ++month)
            for (int of_month = 1; of_month <= days_in_month(year, month); ++of_month)
                days.push_back({year, month, of_month});
    return days;
}

TEST_CASE("date: a single form is its first to its last day") {
    struct Case {
        const char* text;
        const char* lo;
        const char* hi;
    };
    const auto c = GENERATE(values<Case>({
        {"2026-11-03", "2026-11-03", "2026-11-03"},
        {"2024-02-29", "2024-02-29", "2024-02-29"},
        {"2026-11", "2026-11-01", "2026-11-30"},
        {"2024-02", "2024-02-01", "2024-02-29"},
        {"2026-02", "2026-02-01", "2026-02-28"},
        {"2026-Q1", "2026-01-01", "2026-03-31"},
        {"2026-Q2", "2026-04-01", "2026-06-30"},
        {"2026-Q3", "2026-07-01", "2026-09-30"},
        {"2026-Q4", "2026-10-01", "2026-12-31"},
        {"2026-H1", "2026-01-01", "2026-06-30"},
        {"2026-H2", "2026-07-01", "2026-12-31"},
        {"2026", "2026-01-01", "2026-12-31"},
        {"1900", "1900-01-01", "1900-12-31"},
        {"2199", "2199-01-01", "2199-12-31"},
    }));
    CHECK(range(c.text) == DateRange{day(c.lo), day(c.hi)});
    CHECK(format_date(range(c.text)) == c.text);
}

TEST_CASE("date: a range runs from the first day of its first form to the last of its last") {
    struct Case {
        const char* text;
        DateRange range;
        const char* printed;
    };
    const auto c = GENERATE(values<Case>({
        {"..2026", {{}, day("2026-12-31")}, "..2026"},
        {"2027..", {day("2027-01-01"), {}}, "2027.."},
        {"2027..2031", {day("2027-01-01"), day("2031-12-31")}, "2027..2031"},
        {"..2026-Q1", {{}, day("2026-03-31")}, "..2026-03"},
        {"2027-H2..", {day("2027-07-01"), {}}, "2027-07.."},
        {"..2026-11-03", {{}, day("2026-11-03")}, "..2026-11-03"},
        {"2026-11-03..", {day("2026-11-03"), {}}, "2026-11-03.."},
        {"2025-12..2026-02", {day("2025-12-01"), day("2026-02-28")}, "2025-12..2026-02"},
        {"2026-07..2026", {day("2026-07-01"), day("2026-12-31")}, "2026-H2"},
        {"2026-Q3..2026-Q4", {day("2026-07-01"), day("2026-12-31")}, "2026-H2"},
        {"2026-07..2026-09", {day("2026-07-01"), day("2026-09-30")}, "2026-Q3"},
        {"2026-04..2026-09", {day("2026-04-01"), day("2026-09-30")}, "2026-04..2026-09"},
        {"2026-11-03..2026-11-03", {day("2026-11-03"), day("2026-11-03")}, "2026-11-03"},
        {"2026-11-01..2026-11-30", {day("2026-11-01"), day("2026-11-30")}, "2026-11"},
        {"2026..2026", {day("2026-01-01"), day("2026-12-31")}, "2026"},
        {"2026..2026-Q1", {day("2026-01-01"), day("2026-03-31")}, "2026-Q1"},
    }));
    CHECK(range(c.text) == c.range);
    CHECK(format_date(range(c.text)) == c.printed);
}

TEST_CASE("date: every day of 1900 to 2199 reads and prints as itself, one after the other") {
    Day expected = day("1900-01-01");
    for (const CalendarDay& calendar : days_of(kFirstYear, kLastYear)) {
        const std::string iso = calendar.iso();
        const auto parsed = parse_day(iso);
        if (parsed != expected || format_day(expected) != iso || !is_date(iso)) FAIL(iso);
        expected = add_days(expected, 1);
    }
    CHECK(format_day(expected) == "2200-01-01");
}

TEST_CASE("date: only days of the calendar are days") {
    for (int month = 0; month <= 13; ++month) {
        for (int of_month = 0; of_month <= 32; ++of_month) {
            for (const int year : {1900, 2000, 2023, 2024}) {
                const std::string iso = CalendarDay{year, month, of_month}.iso();
                const bool exists = month >= 1 && month <= 12 && of_month >= 1 &&
                                    of_month <= days_in_month(year, month);
                INFO(iso);
                CHECK(parse_day(iso).has_value() == exists);
                CHECK(is_date(iso) == exists);
            }
        }
    }
}

TEST_CASE("date: digits are 0 to 9, not what stands beside them among the characters") {
    for (const char* text :
         {"202:", "202/", "2026-0:", "2026-0/", "2026-:1", "2026-0:-01", "2026-01-0:", "2026-01-:1",
          "2026-01-/1", "20:6-01-01", "2:26-01-01", "2026-Q:", "2026-H/"}) {
        CAPTURE(text);
        CHECK(std::holds_alternative<CellError>(parse_date(text)));
    }
}

TEST_CASE("date: what the book holds is read in its one form only") {
    CHECK(parse_day("1970-01-01") == Day{0});
    CHECK(parse_day("9999-12-31") == kEndOfTime);
    CHECK(format_day(kEndOfTime) == "9999-12-31");
    CHECK(format_day(day("0001-01-01")) == "0001-01-01");
    for (const char* text :
         {"",           "2026",       "2026-7-14",  "2026-07-14 ", " 2026-07-14", "2026-07-1x",
          "+026-07-14", "2026-07--4", "2026/07/14", "20260714",    "-026-07-14",  "20x6-07-14",
          "2026-07/14", "2026-x7-14", "2026-07-x4", "x026-07-14",  "2026-7x-14",  "202:-07-14",
          "202/-07-14", "2026-00-14", "2026-07-00"}) {
        INFO(text);
        CHECK_FALSE(parse_day(text));
    }
}

TEST_CASE("date: the printed form is the shortest that reads back as the same range") {
    // Every text of one or two forms that lies in two months, with the year around them.
    std::vector<std::string> forms = {"",        "2024",    "2024-H1", "2024-Q1",
                                      "2024-01", "2024-02", "2024-Q2", "2024-06",
                                      "2024-H2", "2024-12", "2023",    "2025"};
    for (const CalendarDay& calendar : days_of(2024, 2024))
        if (calendar.month <= 2) forms.push_back(calendar.iso());

    std::map<std::pair<int, int>, std::size_t> shortest;
    std::vector<DateRange> ranges;
    const auto add = [&](const std::string& text) {
        const auto parsed = parse_date(text);
        const auto* read = std::get_if<DateRange>(&parsed);
        if (!read) return;
        const auto key = std::pair{static_cast<int>(read->lo.value_or(Day{-1'000'000})),
                                   static_cast<int>(read->hi.value_or(Day{1'000'000}))};
        const auto [at, is_new] = shortest.try_emplace(key, text.size());
        at->second = std::min(at->second, text.size());
        if (is_new) ranges.push_back(*read);
        const std::string printed = format_date(*read);
        if (range(printed) != *read) FAIL(text << " printed as " << printed);
    };
    for (const std::string& first : forms) {
        add(first);
        for (const std::string& last : forms)
            add(first + ".." + last);
    }
    REQUIRE(ranges.size() > 2000);
    for (const DateRange& read : ranges) {
        const auto key = std::pair{static_cast<int>(read.lo.value_or(Day{-1'000'000})),
                                   static_cast<int>(read.hi.value_or(Day{1'000'000}))};
        if (format_date(read).size() != shortest.at(key)) FAIL(format_date(read));
    }
}

Day any_day() {
    const int first = static_cast<int>(day("1900-01-01"));
    const int last = static_cast<int>(day("2199-12-31"));
    return Day{*rc::gen::inRange(first, last + 1)};
}

TEST_CASE("date: any range of days prints to a text that reads back as it") {
    CHECK(rc::check([] {
        const auto [lo, hi] = std::minmax({any_day(), any_day()});
        DateRange any{lo, hi};
        const int open = *rc::gen::inRange(0, 3);
        if (open == 1) any.lo.reset();
        if (open == 2) any.hi.reset();
        RC_ASSERT(std::get<DateRange>(parse_date(format_date(any))) == any);
    }));
    CHECK(format_date({}).empty());
}

TEST_CASE("date: months are added with the day kept or cut to the month's last") {
    struct Case {
        const char* from;
        int months;
        const char* to;
    };
    const auto c = GENERATE(values<Case>({
        {"2026-01-31", 1, "2026-02-28"},
        {"2024-01-31", 1, "2024-02-29"},
        {"2024-02-29", 12, "2025-02-28"},
        {"2024-02-29", 48, "2028-02-29"},
        {"2026-08-31", 1, "2026-09-30"},
        {"2026-11-03", 84, "2033-11-03"},
        {"2026-12-15", 1, "2027-01-15"},
        {"2026-01-15", -1, "2025-12-15"},
        {"2026-03-31", -1, "2026-02-28"},
        {"2026-05-05", 0, "2026-05-05"},
        {"9999-12-31", 2400, "10199-12-31"},
    }));
    CHECK(format_day(add_months(day(c.from), c.months)) == c.to);
}

TEST_CASE("date: whole months go by the day of the month") {
    struct Case {
        const char* from;
        const char* to;
        int months;
    };
    const auto c = GENERATE(values<Case>({
        {"2026-01-01", "2027-01-01", 12},
        {"2026-01-01", "2026-12-31", 11},
        {"2026-01-31", "2026-02-27", 0},
        {"2026-01-31", "2026-02-28", 0},
        {"2026-01-31", "2026-03-01", 1},
        {"2026-01-31", "2026-03-30", 1},
        {"2026-01-31", "2026-03-31", 2},
        {"2026-05-05", "2026-05-05", 0},
        {"2026-05-05", "2025-05-05", 0},
    }));
    CHECK(whole_months(day(c.from), day(c.to)) == c.months);
}

TEST_CASE("date: one more whole month than counted ends after the day") {
    CHECK(rc::check([] {
        const auto [from, to] = std::minmax({any_day(), any_day()});
        const int months = whole_months(from, to);
        RC_ASSERT(months >= 0);
        RC_ASSERT(add_months(from, months) <= to);
        RC_ASSERT(whole_months(from, add_months(to, 1)) >= months);
    }));
}

TEST_CASE("date: what is no date is refused with the cell that was meant") {
    struct Case {
        const char* text;
        std::vector<std::string> hints;
    };
    const auto c = GENERATE(values<Case>({
        // quarters, halves and months as people write them
        {"Q3 2026", {"2026-Q3"}},
        {"2026Q3", {"2026-Q3"}},
        {"2026-q3", {"2026-Q3"}},
        {"3Q26", {"2026-Q3"}},
        {"third quarter of 2026", {"2026-Q3"}},
        {"3rd quarter 2026", {"2026-Q3"}},
        {"quý 3/2026", {"2026-Q3"}},
        {"H2 2026", {"2026-H2"}},
        {"2H26", {"2026-H2"}},
        {"Nov 2026", {"2026-11"}},
        {"November 3rd, 2026", {"2026-11-03"}},
        {"3 Nov 2026", {"2026-11-03"}},
        {"novembre 2026", {"2026-11"}},
        {"3 de novembro de 2026", {"2026-11-03"}},
        {"3. März 2026", {"2026-03-03"}},
        {"tháng 11 năm 2026", {"2026-11"}},
        {"ngày 3 tháng 11 năm 2026", {"2026-11-03"}},
        {"2026年11月3日", {"2026-11-03"}},
        {"نوفمبر 2026", {"2026-11"}},
        {"٢٠٢٦", {"2026"}},
        {"Nov-26", {"2026-11 if its number is the year"}},
        // days in other orders and marks
        {"2026/07/14", {"2026-07-14"}},
        {"2026.7.14", {"2026-07-14"}},
        {"2026-7-14", {"2026-07-14"}},
        {"20260714", {"2026-07-14"}},
        {"13.04.2026", {"2026-04-13"}},
        {"04/13/2026", {"2026-04-13"}},
        {"03/03/2026", {"2026-03-03"}},
        {"07/2026", {"2026-07"}},
        {"03/04/2026",
         {"2026-04-03 if the day comes first", "2026-03-04 if the month comes first"}},
        // what computers and spreadsheets write
        {"2026-07-14T23:30", {"2026-07-14"}},
        {"2026-07-14T23:30:00-08:00", {"2026-07-14"}},
        {"2026-07-14 00:00:00", {"2026-07-14"}},
        {"45432",
         {"2024-05-20 if the spreadsheet counts from 1900",
          "2028-05-21 if the spreadsheet counts from 1904"}},
        {"#REF!", {"repair the spreadsheet and export it again"}},
        {"=TODAY()", {"write the value that the formula gives"}},
        {" 2026 ", {"2026"}},
        // vague words
        {"mid-2026",
         {"2026-06..2026-07 if the months around its middle are meant",
          "2026-Q2..2026-Q3 if its two middle quarters are meant"}},
        {"late 2026",
         {"2026-Q4 if its last quarter is meant", "2026-H2 if its second half is meant"}},
        {"early 2026",
         {"2026-Q1 if its first quarter is meant", "2026-H1 if its first half is meant"}},
        {"end of 2026",
         {"2026-12 if its last month is meant", "2026-Q4 if its last quarter is meant"}},
        {"FY26",
         {"2026 if the fiscal year is the calendar year",
          "2025-07..2026-06 if the fiscal year ends in June"}},
        {"Q3 FY26", {"2026-Q3 if the fiscal year is the calendar year"}},
        {"~2026", {"2026 if that is exact"}},
        {"TBD", {"leave the cell empty for a date that is not known"}},
        {"n/a", {"leave the cell empty for a date that is not known"}},
        {"-", {"leave the cell empty for a date that is not known"}},
        // ranges
        {"2026-2027", {"2026..2027"}},
        {"2026–2027", {"2026..2027"}},
        {"2026 to 2028", {"2026..2028"}},
        {"2026...2028", {"2026..2028"}},
        {"Q3 2026 - Q1 2027", {"2026-Q3..2027-Q1"}},
        {"by the end of 2026", {"..2026"}},
        {"until 2027", {"..2027"}},
        {"before 2027", {"..2026"}},
        {"by 2026", {"..2026 if its end is meant", "..2025 if its start is meant"}},
        {"by 2026-03-31", {"..2026-03-31"}},
        {"from 2027", {"2027.."}},
        {"2027+", {"2027.."}},
        {"2026..2025", {"2025..2026"}},
        {"2026-07-14..2026-07-13", {"2026-07-13..2026-07-14"}},
        // days that are none
        {"2026-02-30", {"2026-02-28 if its last day is meant", "2026-02 if the day is not known"}},
    }));
    INFO(c.text);
    CHECK(refusal(c.text).hints == c.hints);
}

TEST_CASE("date: where nothing certain can be said the hint shows the forms") {
    for (const char* text : {"", "..", "soon", "summer 2026", "2026-13", "2026-Q5", "2026-00",
                             "2026..2027..2028", "03/04/05", "26", "0x1F", "1e9", "2026..soon",
                             "\xff", "2026-Q", "2026-H3", "26-02-2026-03"}) {
        INFO(text);
        const CellError error = refusal(text);
        REQUIRE(error.hints.size() == 1);
        CHECK(error.hints.front().rfind("a date is written like 2026-11-03, ", 0) == 0);
    }
}

TEST_CASE("date: years outside the book are refused as slips") {
    for (const char* text : {"1026-01-01", "1899", "2200", "3026-Q1", "0000-00-00", "2200.."}) {
        INFO(text);
        CHECK(refusal(text).message.find("lies outside the years 1900 to 2199") !=
              std::string::npos);
    }
    for (const char* text : {"1900-02-30", "2199-02-30"}) {
        INFO(text);
        CHECK(refusal(text).message.find("is not a day") != std::string::npos);
    }
}

TEST_CASE("date: the message names the value and what is wrong with it") {
    struct Case {
        const char* text;
        const char* message;
    };
    const auto c = GENERATE(values<Case>({
        {"Q3 2026", "\"Q3 2026\" is not a date"},
        {"03/04/2026", "\"03/04/2026\" can be read in more than one way"},
        {"2026..2025", "\"2026..2025\" ends before it begins"},
        {"2026-02-30", "\"2026-02-30\" is not a day: 2026-02 has 28 days"},
        {"2026-07-14T23:30", "\"2026-07-14T23:30\" is not a date, which has no time of day"},
        {"#REF!", "\"#REF!\" is a spreadsheet's error, not a date"},
        {"a\x1b[2J", "\"a\\x1b[2J\" is not a date"},
    }));
    CHECK(refusal(c.text).message == c.message);
}

TEST_CASE("date: of a range with one wrong end only that end is underlined") {
    CHECK(refusal("2026..2027-02-30").offset == 6);
    CHECK(refusal("2026..2027-02-30").length == 10);
    CHECK(refusal("soon..2026").offset == 0);
    CHECK(refusal("soon..2026").length == 4);
    CHECK(refusal("2027..2026").length == 10);
    CHECK(refusal("Q3 2026").length == 7);
}

TEST_CASE("date: whatever is pasted, the hint is a date and the underline lies in the cell") {
    const std::vector<std::string> pieces = {
        "2026", "2027", "03", "14", "31",  "Q", "3",     "H",  "..",     "-",  "/", ".",
        " ",    "Nov",  "by", "FY", "mid", "~", "45432", "to", "T10:00", "年", "+", "20260714"};
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& piece :
             *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
            text += piece;
        const auto parsed = parse_date(text);
        if (const auto* error = std::get_if<CellError>(&parsed)) {
            RC_ASSERT(error->offset + error->length <= text.size());
            RC_ASSERT(error->hints.size() <= 3U);
            for (const std::string& hint : error->hints) {
                const std::string cell = hint.substr(0, hint.find(" if "));
                RC_ASSERT(cell.find(' ') != std::string::npos || is_date(cell));
            }
        } else {
            const auto read = std::get<DateRange>(parsed);
            RC_ASSERT(std::get<DateRange>(parse_date(format_date(read))) == read);
        }
    }));
}

TEST_CASE("date: what no sound book holds is still written so that it can be recognised") {
    const auto day = [](int year, unsigned month, unsigned day_of_month) {
        const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                               std::chrono::day(day_of_month)};
        return Day{
            static_cast<std::int32_t>(std::chrono::sys_days(date).time_since_epoch().count())};
    };
    CHECK(format_date({day(2026, 5, 1), day(2026, 3, 31)}) == "2026-05..2026-03");
    CHECK(format_date({day(-5, 2, 3), day(-5, 2, 3)}) == "-005-02-03");
    CHECK(format_date({day(12345, 2, 3), day(12345, 2, 3)}) == "12345-02-03");
    CHECK(format_date({day(10000, 2, 3), day(10000, 2, 3)}) == "10000-02-03");
}

}  // namespace
}  // namespace gw
