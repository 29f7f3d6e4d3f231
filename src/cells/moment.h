// SPDX-License-Identifier: Apache-2.0
//
// A moment of book time, to the millisecond, always UTC: when a change set was stored, and what
// --as-of asks for. Reads no clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cells/date.h"
#include "text/error.h"

namespace gw {

// Milliseconds since 1970-01-01T00:00:00Z.
enum class Moment : std::int64_t {};

Moment start_of(Day day);
Moment end_of(Day day);  // its last millisecond
Moment add_milliseconds(Moment moment, std::int64_t milliseconds);

// "2026-11-03T09:30:00Z", the seconds and up to three decimals of them may be left out or given; or
// a date, which means the end of its last day.
std::variant<Moment, CellError> parse_moment(std::string_view text);

// "2026-11-03T09:30:00.000Z": as text in the order of time.
std::string format_moment(Moment moment);

}  // namespace gw
