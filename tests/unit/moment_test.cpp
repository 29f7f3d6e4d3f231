// SPDX-License-Identifier: Apache-2.0
#include "cells/moment.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace gw;

namespace {

std::string read(const std::string& text) {
    const auto parsed = parse_moment(text);
    if (const auto* error = std::get_if<CellError>(&parsed)) return "error: " + error->message;
    return format_moment(std::get<Moment>(parsed));
}

}  // namespace

TEST_CASE("moment: a day means its last millisecond, a partial date that of its last day") {
    CHECK(read("2026-11-03") == "2026-11-03T23:59:59.999Z");
    CHECK(read("2026") == "2026-12-31T23:59:59.999Z");
    CHECK(read("2026-02") == "2026-02-28T23:59:59.999Z");
}

TEST_CASE("moment: a time is UTC, its seconds and their decimals may be left out") {
    CHECK(read("2026-11-03T09:30:00Z") == "2026-11-03T09:30:00.000Z");
    CHECK(read("2026-11-03T09:30Z") == "2026-11-03T09:30:00.000Z");
    CHECK(read("2026-11-03T09:30:15.5Z") == "2026-11-03T09:30:15.500Z");
    CHECK(read("2026-11-03T09:30:15.25Z") == "2026-11-03T09:30:15.250Z");
    CHECK(read("2026-11-03T01:00:00Z") == "2026-11-03T01:00:00.000Z");
    CHECK(read("2026-11-03T23:00:00Z") == "2026-11-03T23:00:00.000Z");
    CHECK(read("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("moment: what is no moment is refused") {
    for (const char* text :
         {"", "yesterday", "2026-02-30T09:30:00Z", "2026-11-03T24:00:00Z", "2026-11-03T09:60Z",
          "2026-11-03T09:30:60Z", "2026-11-03T09Z", "2026-11-03T0930Z", "2026-11-03T09.30Z",
          "2026-11-03T9:30Z", "2026-11-03T 9:30Z", "2026-11-03T09:3/Z", "2026-11-03T09:3:Z",
          "2026-11-03T09:30:00.Z", "2026-11-03T09:30:00.1234Z", "2026-11-03T09:30:00+02:00",
          "2026-11-03T", "2027.."})
        CHECK(read(text).starts_with("error: "));
    CHECK(read("2026-11-03T09:30") == "error: \"2026-11-03T09:30\" names no time zone");
}

TEST_CASE("moment: every part of a time counts by what it is worth") {
    const auto milliseconds = [](const std::string& text) {
        return static_cast<std::int64_t>(std::get<Moment>(parse_moment(text)));
    };
    CHECK(milliseconds("1970-01-01T00:00Z") == 0);
    CHECK(milliseconds("1970-01-01T00:00:00.001Z") == 1);
    CHECK(milliseconds("1970-01-01T00:00:00.02Z") == 20);
    CHECK(milliseconds("1970-01-01T00:00:00.3Z") == 300);
    CHECK(milliseconds("1970-01-01T00:00:59Z") == 59'000);
    CHECK(milliseconds("1970-01-01T00:59Z") == 59 * 60'000);
    CHECK(milliseconds("1970-01-01T23:00Z") == 23 * 3'600'000);
    CHECK(milliseconds("1970-01-02T00:00Z") == 86'400'000);
    CHECK(milliseconds("1969-12-31T23:59:59.999Z") == -1);
    CHECK(milliseconds("1970-01-01") == 86'399'999);
    CHECK(start_of(Day{1}) == Moment{86'400'000});
    CHECK(end_of(Day{1}) == Moment{2 * 86'400'000 - 1});
    CHECK(add_milliseconds(Moment{5}, 7) == Moment{12});
    CHECK(format_moment(Moment{-1}) == "1969-12-31T23:59:59.999Z");
    CHECK(format_moment(Moment{-86'400'000}) == "1969-12-31T00:00:00.000Z");
    CHECK(format_moment(Moment{-86'400'001}) == "1969-12-30T23:59:59.999Z");
    CHECK(format_moment(Moment{0}) == "1970-01-01T00:00:00.000Z");
    CHECK(format_moment(Moment{86'399'999}) == "1970-01-01T23:59:59.999Z");
}

TEST_CASE("moment: a refusal underlines the whole cell and says what would be right") {
    const auto refusal = [](const std::string& text) {
        return std::get<CellError>(parse_moment(text));
    };
    const std::vector<std::string> forms = {"2026-11-03T09:30:00Z (UTC)",
                                            "a day such as 2026-11-03: its end"};
    for (const std::string text : {"", "2026-11-03T", "2027.."}) {
        CHECK(refusal(text).message == "\"" + text + "\" is no moment");
        CHECK(refusal(text).offset == 0);
        CHECK(refusal(text).length == text.size());
        CHECK(refusal(text).hints == forms);
    }
    const CellError zone = refusal("2026-11-03T09:30");
    CHECK(zone.offset == 0);
    CHECK(zone.length == 16);
    CHECK(zone.hints == std::vector<std::string>{"2026-11-03T09:30Z, which is UTC"});
    CHECK(refusal("Q3 2026").message == "\"Q3 2026\" is not a date");
    CHECK(refusal("2026-02-30T09:30").message == "\"2026-02-30T09:30\" is no moment");
}

TEST_CASE("moment: printing and reading give the moment back, and text sorts as time does") {
    CHECK(rc::check([] {
        const auto a =
            Moment{*rc::gen::inRange<std::int64_t>(-2'208'988'800'000, 7'258'118'400'000)};
        const auto b =
            Moment{*rc::gen::inRange<std::int64_t>(-2'208'988'800'000, 7'258'118'400'000)};
        RC_ASSERT(std::get<Moment>(parse_moment(format_moment(a))) == a);
        RC_ASSERT((a < b) == (format_moment(a) < format_moment(b)));
    }));
}
