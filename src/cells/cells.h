// SPDX-License-Identifier: Apache-2.0
//
// The grammars of the book's cells, other than dates (date.h): amounts of money, power, counts,
// percentages, terms and decimals, from text to exact integers and back. Every
// format_x(parse_x(text)) is the canonical, shortest form of the cell. A text that is no form of
// its grammar is refused with a CellError whose hint says the right form; nothing is guessed and
// nothing is rounded. Empty cells are the caller's business: REQUIRES text non-empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "cells/currency.h"
#include "cells/interval.h"
#include "text/error.h"

namespace gw {

inline constexpr std::int64_t kLargestAmount = 100'000'000'000'000'000;  // 10^17, kW and pieces too

// An interval cell and whether it said "about" (~).
struct Quantity {
    Interval value;
    bool approx = false;
    friend bool operator==(const Quantity&, const Quantity&) = default;
};

template <class T>
using Parsed = std::variant<T, CellError>;

enum class Sign { kUnsigned, kSigned };  // metric values may be negative, promises may not

// Whole currency units: 38bn, ..100bn, ~3bn..5bn.
Parsed<Quantity> parse_amount(std::string_view text, Sign sign);

// kW: 4.5GW, 206MW, ..6GW.
Parsed<Quantity> parse_power(std::string_view text);

// Pieces: 400000, 400k, ..10m.
Parsed<Quantity> parse_count(std::string_view text);

// Basis points, 0 to 10000: 27, 27.5, 13..15.
Parsed<Interval> parse_percent(std::string_view text);

// Months, 1 to 2400: 7y, 18m, 15y6m.
Parsed<int> parse_term(std::string_view text);

// The text as it is, if it is digits[.digits] above 0 with at most 15 significant digits and 12
// after the point.
Parsed<std::string> parse_decimal(std::string_view text);

// Each the inverse of the parser above it; "" for an unknown interval. append_x puts the same text
// behind one that is there already, for cells by the million: some 200 instructions, no memory.
std::string format_amount(const Quantity& amount);
std::string format_power(const Quantity& power_kw);
std::string format_count(const Quantity& count);
std::string format_percent(const Interval& basis_points);
std::string format_term(int months);
void append_amount(std::string& out, const Quantity& amount);
void append_power(std::string& out, const Quantity& power_kw);
void append_count(std::string& out, const Quantity& count);
void append_percent(std::string& out, const Interval& basis_points);
void append_term(std::string& out, int months);

}  // namespace gw
