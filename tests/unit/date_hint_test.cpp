// SPDX-License-Identifier: Apache-2.0
#include "cells/date_hint.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cells/date.h"

namespace gw {
namespace {

const std::string kForms =
    "a date is written like 2026-11-03, 2026-11, 2026-Q3, 2026-H2, 2026, ..2026, 2027.. or "
    "2027..2031";

// "message | hint | hint" without the text that the message begins with, or "accepted".
std::string shown(const std::string& text) {
    const auto parsed = parse_date(text);
    const auto* error = std::get_if<CellError>(&parsed);
    if (!error) return "accepted";
    std::string line = error->message;
    if (line.starts_with("\"" + text + "\" ")) line.erase(0, text.size() + 3);
    for (const std::string& hint : error->hints)
        line += " | " + (hint == kForms ? "forms" : hint);
    return line;
}

struct Case {
    const char* text;
    const char* refusal;
};

void check(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(shown(c.text) == c.refusal);
    }
}

TEST_CASE("date hint: every month is known by its names") {
    const std::vector<std::vector<const char*>> names = {
        {"January", "jan", "janvier", "Januar", "gennaio", "janeiro", "enero", "يناير"},
        {"February", "feb", "février", "Februar", "febbraio", "fevereiro", "febrero", "فبراير"},
        {"March", "mar", "mars", "März", "marzo", "março", "مارس"},
        {"April", "apr", "avril", "aprile", "abril", "أبريل"},
        {"May", "mai", "maggio", "maio", "mayo", "مايو"},
        {"June", "jun", "juin", "Juni", "giugno", "junho", "junio", "يونيو"},
        {"July", "jul", "juillet", "Juli", "luglio", "julho", "julio", "يوليو"},
        {"August", "aug", "août", "agosto", "أغسطس"},
        {"September", "sept", "septembre", "settembre", "setembro", "septiembre", "سبتمبر"},
        {"October", "oct", "octobre", "Oktober", "ottobre", "outubro", "octubre", "أكتوبر"},
        {"November", "nov", "novembre", "novembro", "noviembre", "نوفمبر"},
        {"December", "dec", "décembre", "Dezember", "dicembre", "dezembro", "diciembre", "ديسمبر"},
    };
    REQUIRE(names.size() == 12);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string month = (i < 9 ? "0" : "") + std::to_string(i + 1);
        for (const std::string name : names[i]) {
            INFO(name);
            CHECK(shown(name + " 2026") == "is not a date | 2026-" + month);
        }
    }
}

TEST_CASE("date hint: the parts of a date may stand in any order that means one thing") {
    check({
        {"2026/07", "is not a date | 2026-07"},
        {"2026-07/14", "is not a date | 2026-07-14"},
        {"2026 Nov", "is not a date | 2026-11"},
        {"2026 Nov 3", "is not a date | 2026-11-03"},
        {"Nov 3 2026", "is not a date | 2026-11-03"},
        {"2026 3rd quarter", "is not a date | 2026-Q3"},
        {"Q3 26", "is not a date | 2026-Q3"},
        {"first quarter 2026", "is not a date | 2026-Q1"},
        {"second quarter 2026", "is not a date | 2026-Q2"},
        {"third quarter 2026", "is not a date | 2026-Q3"},
        {"fourth quarter 2026", "is not a date | 2026-Q4"},
        {"second half of 2026", "is not a date | 2026-H2"},
        {"2026 H1", "is not a date | 2026-H1"},
        {"2026 1H", "is not a date | 2026-H1"},
        {"H2 26", "is not a date | 2026-H2"},
        {"2026-11-3", "is not a date | 2026-11-03"},
        {"3 Nov 0026", "is not a date | forms"},
        {"3 Nov 0099", "is not a date | forms"},
        {"3 Nov 0999", "is not a date | forms"},
        {"0026 to 2027", "is not a date | forms"},
        {"Q3 99", "is not a date | 2099-Q3"},
        {"Q3 00", "is not a date | 2000-Q3"},
        {"3 Nov 1899", "is not a date | forms"},
        {"3 Nov 1900", "is not a date | 1900-11-03"},
        {"31 Nov 2026", "is not a date | forms"},
        {"Nov 2026 2027", "is not a date | forms"},
        {"123", "is not a date | forms"},
        {"123456", "is not a date | forms"},
        {"1234567", "is not a date | forms"},
        {"123456789", "is not a date | forms"},
        {"20261231", "is not a date | 2026-12-31"},
        {"20261232", "is not a date | forms"},
        {"Q5 2026", "is not a date | forms"},
        {"\xff", "\"\\xff\" is not a date | forms"},
    });
}

TEST_CASE("date hint: a day's number is a day after 1899 or after 1904 as spreadsheets count") {
    check({
        {"45432",
         "can be read in more than one way | 2024-05-20 if the spreadsheet counts from 1900 | "
         "2028-05-21 if the spreadsheet counts from 1904"},
        {"10000",
         "can be read in more than one way | 1927-05-18 if the spreadsheet counts from 1900 | "
         "1931-05-19 if the spreadsheet counts from 1904"},
    });
}

TEST_CASE("date hint: conditions of a date and of the word beside it are both said") {
    check({
        {"by Nov-26", "is not a date | ..2026-11 if its number is the year"},
        {"~03/04/2026",
         "can be read in more than one way | 2026-04-03 if the day comes first and that is exact | "
         "2026-03-04 if the month comes first and that is exact"},
        {"until 03/04/2026",
         "can be read in more than one way | ..2026-04-03 if the day comes first | ..2026-03-04 if "
         "the month comes first"},
        {"about 2026-07-14", "is not a date | 2026-07-14 if that is exact"},
    });
}

TEST_CASE("date hint: a word beside a date makes a bound or a part of the year of it") {
    check({
        {"by 2026-03-31", "is not a date | ..2026-03-31"},
        {"2026 or later", "is not a date | 2026.."},
        {"after 2026", "is not a date | forms"},
        {"before 2026-07", "is not a date | forms"},
        {"mid 2026-07", "is not a date | forms"},
        {"early 2026-07", "is not a date | forms"},
        {"FY2026",
         "can be read in more than one way | 2026 if the fiscal year is the calendar year | "
         "2025-07..2026-06 if the fiscal year ends in June"},
        {"FY 99",
         "can be read in more than one way | 2099 if the fiscal year is the calendar year | "
         "2098-07..2099-06 if the fiscal year ends in June"},
        {"H1 FY2026", "is not a date | 2026-H1 if the fiscal year is the calendar year"},
        {"by 26", "is not a date | forms"},
        {"by mid 2026", "is not a date | forms"},
        {"Nov early 2026", "is not a date | forms"},
        {"before 1900", "is not a date | forms"},
        {"by 1900", "is not a date | ..1900 if its end is meant"},
    });
}

TEST_CASE("date hint: two dates are a range, if both are certain") {
    check({
        {"2026-2027", "is not a date | 2026..2027"},
        {"2026-Nov", "is not a date | 2026-11"},
        {"Nov-2026", "is not a date | 2026-11"},
        {"2026 until", "is not a date | ..2026"},
        {"2026 2027", "is not a date | forms"},
        {"2026 until 2028", "is not a date | 2026..2028"},
        {"until 2028 2029", "is not a date | forms"},
        {"from 2026 to 2028", "is not a date | forms"},
        {"Nov-26 to 2027", "is not a date | forms"},
        {"2027 to Nov-26", "is not a date | forms"},
        {"03/04/2026 to 2027", "is not a date | forms"},
        {"2026 to 13/04/2027", "is not a date | 2026..2027-04-13"},
        {"to 2027", "is not a date | ..2027"},
        {"2027 to", "is not a date | 2027.."},
        {"2028 to 2026", "ends before it begins | 2026..2028"},
        {"2028-2026", "ends before it begins | 2026..2028"},
        {"2026 to 2027 to 2028", "is not a date | forms"},
        {"soon to 2027", "is not a date | forms"},
        {"to", "is not a date | forms"},
    });
}

TEST_CASE("date hint: a time of day behind a date is taken off") {
    check({
        {"2026-07-14T10:30", "is not a date, which has no time of day | 2026-07-14"},
        {"2026-07-14 10:30", "is not a date, which has no time of day | 2026-07-14"},
        {"14 Jul 2026 9:30", "is not a date, which has no time of day | 2026-07-14"},
        {"10:30", "is not a date | forms"},
        {":30", "is not a date | forms"},
        {"2026-07-14x10:30", "is not a date | forms"},
        {"2026-07-14T:30", "is not a date, which has no time of day | 2026-07-14"},
    });
}

TEST_CASE("date hint: a day that the calendar does not have is told the month's last") {
    check({
        {"2026-02-30",
         "is not a day: 2026-02 has 28 days | 2026-02-28 if its last day is meant | 2026-02 if the "
         "day is not known"},
        {"2024-02-30",
         "is not a day: 2024-02 has 29 days | 2024-02-29 if its last day is meant | 2024-02 if the "
         "day is not known"},
        {"2026-12-32",
         "is not a day: 2026-12 has 31 days | 2026-12-31 if its last day is meant | 2026-12 if the "
         "day is not known"},
        {"2026-01-00",
         "is not a day: 2026-01 has 31 days | 2026-01-31 if its last day is meant | 2026-01 if the "
         "day is not known"},
        {"2026-00-05", "is not a date | forms"},
        {"202", "is not a date | forms"},
        {"2026-02/30", "is not a date | forms"},
        {"2026-Q3-05", "is not a date | forms"},
        {"2026-13-05", "is not a date | forms"},
        {"2026-00", "is not a date | forms"},
        {"2026-Q0", "is not a date | forms"},
        {"2026-H0", "is not a date | forms"},
        {"2200-01", "lies outside the years 1900 to 2199"},
        {"1899-12-31", "lies outside the years 1900 to 2199"},
    });
}

}  // namespace
}  // namespace gw
