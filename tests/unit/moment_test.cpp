// SPDX-License-Identifier: Apache-2.0
#include "cells/moment.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>

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
    CHECK(read("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("moment: what is no moment is refused") {
    for (const char* text :
         {"", "yesterday", "2026-02-30T09:30:00Z", "2026-11-03T24:00:00Z", "2026-11-03T09:60Z",
          "2026-11-03T09:30:60Z", "2026-11-03T09Z", "2026-11-03T9:30Z", "2026-11-03T09:30:00.Z",
          "2026-11-03T09:30:00.1234Z", "2026-11-03T09:30:00+02:00", "2026-11-03T", "2027.."})
        CHECK(read(text).starts_with("error: "));
    CHECK(read("2026-11-03T09:30") == "error: \"2026-11-03T09:30\" names no time zone");
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
