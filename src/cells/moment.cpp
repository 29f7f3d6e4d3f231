// SPDX-License-Identifier: Apache-2.0
#include "cells/moment.h"

#include <fmt/core.h>

namespace gw {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// Digits of exactly this width up to `most`, taken off the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t width,
                                        std::int64_t most) {
    if (text.size() < width) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text.substr(0, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    text.remove_prefix(width);
    return number <= most ? std::optional(number) : std::nullopt;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

// "09:30", "09:30:00", "09:30:00.250", each with its Z, as milliseconds of the day.
std::optional<std::int64_t> parse_time(std::string_view text) {
    const auto hour = take_number(text, 2, 23);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = take_number(text, 2, 59);
    if (!minute) return std::nullopt;
    std::int64_t milliseconds = (*hour * 60 + *minute) * 60'000;
    if (take(text, ':')) {
        const auto second = take_number(text, 2, 59);
        if (!second) return std::nullopt;
        milliseconds += *second * 1000;
        if (take(text, '.'))
            for (std::int64_t unit = 100; unit > 0; unit /= 10) {
                const auto digit = take_number(text, 1, 9);
                if (!digit && unit == 100) return std::nullopt;
                if (!digit) break;
                milliseconds += *digit * unit;
            }
    }
    return text == "Z" ? std::optional(milliseconds) : std::nullopt;
}

}  // namespace

Moment start_of(Day day) {
    return Moment{static_cast<std::int64_t>(day) * kDay};
}

Moment end_of(Day day) {
    return Moment{static_cast<std::int64_t>(day) * kDay + kDay - 1};
}

Moment add_milliseconds(Moment moment, std::int64_t milliseconds) {
    return Moment{static_cast<std::int64_t>(moment) + milliseconds};
}

std::variant<Moment, CellError> parse_moment(std::string_view text) {
    const CellError no_moment{fmt::format("\"{}\" is no moment", text),
                              0,
                              text.size(),
                              {"2026-11-03T09:30:00Z (UTC)", "a day such as 2026-11-03: its end"}};
    if (text.empty()) return no_moment;
    if (const std::size_t t = text.find('T'); t != std::string_view::npos) {
        const auto day = parse_day(text.substr(0, t));
        const auto time = parse_time(text.substr(t + 1));
        if (day && time) return add_milliseconds(start_of(*day), *time);
        if (day && parse_time(std::string(text.substr(t + 1)) + "Z"))
            return CellError{fmt::format("\"{}\" names no time zone", text),
                             0,
                             text.size(),
                             {fmt::format("{}Z, which is UTC", text)}};
        return no_moment;
    }
    const auto date = parse_date(text);
    if (const auto* error = std::get_if<CellError>(&date)) return *error;
    const auto& range = std::get<DateRange>(date);
    if (!range.hi) return no_moment;
    return end_of(*range.hi);
}

std::string format_moment(Moment moment) {
    const auto total = static_cast<std::int64_t>(moment);
    const std::int64_t day = total >= 0 ? total / kDay : (total - kDay + 1) / kDay;
    const std::int64_t rest = total - day * kDay;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", format_day(Day{static_cast<int>(day)}),
                       rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

}  // namespace gw
