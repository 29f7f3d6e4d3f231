// SPDX-License-Identifier: Apache-2.0
//
// Figures as people read them: the one unit and number of decimals that a whole report has, and how
// a number is written in them. All in exact integers; format_figure is the only place of the
// product that rounds for display. Knows nothing of layout.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "table/table.h"

namespace gw {

// How money (and, in step, power) is scaled for people. kAuto: the largest of k, m and bn that
// keeps the largest figure at least 1 (tn from 10 tn on, since deals are not readable in tn); power
// then is GW, or MW if no figure reaches 1 GW. Else power is kW with kRaw (whole units) and k, MW
// with m, GW with bn and tn.
enum class Units : std::uint8_t { kAuto, kRaw, kThousand, kMillion, kBillion, kTrillion };

std::optional<Units> units_by_name(std::string_view name);  // "auto", "raw", "k", "m", "bn", "tn"

inline constexpr int kMostMoneyDecimals = 2;
inline constexpr int kMostPowerDecimals = 3;  // GW to the MW

// How all figures of one kind are written in one report.
struct Scale {
    std::string_view name;  // "bn", "GW"; "" for whole currency units
    int power_of_ten = 0;
    int decimals = 0;      // the fewest that show every figure exactly, up to the most of its kind
    bool rounded = false;  // even those do not show every figure exactly
};

struct Scales {
    Scale money;  // kMoney and kAmount
    Scale power;  // kPower
};

// From all figures that people may see, totals too, whatever is hidden on a narrow screen.
Scales choose_scales(const Table& table, Units units);

// A value of a column as people read it: "≤1.5", "–", "?", "no limit"; text as it is, not escaped.
std::string format_value(const Value& value, Unit unit, const Scales& scales, bool ascii);

// A figure as people read it at `scale` (a power of ten of whole units, 0 to 38) with `decimals`
// digits and thousands commas, rounded half-even; a figure that is not 0 never prints as 0
// ("<0.1", ">-0.1").
std::string format_figure(Int128 value, int scale, int decimals);

// Whole units with thousands commas ("1,234,567"), for notes and messages.
std::string format_grouped(Int128 value);

// Whole units as machines read them ("-1234567").
std::string format_digits(Int128 value);

}  // namespace gw
