// SPDX-License-Identifier: Apache-2.0
//
// The columns of a table that sets two sums side by side: each before and after, and the change in
// the three readings.
#pragma once

#include <string_view>
#include <vector>

#include "counting/sums.h"
#include "table/table.h"

namespace gw {

// Two sums, and whether the change of the upper one is known: not if a leg without a limit came,
// went or changed. What has no limit on both sides alike changes nothing.
struct SumChange {
    Sum before;
    Sum after;
    bool hi_known = true;

    bool any() const;  // differs in anything
    void add(const SumChange& other);
};

// What the two sides and their difference are called: suffixes of machine names, and headings.
struct SideNames {
    std::string_view suffixes[3];
    std::string_view headings[2];
};
inline constexpr SideNames kBeforeAndAfter{{"_before", "_after", "_change"}, {"before", "after"}};
inline constexpr SideNames kAAndB{{"_a", "_b", "_difference"}, {"A", "B"}};

// For machines legs, lo, stated, hi, unknown and unconverted of each side, and the change of lo,
// stated and hi (the last empty where it is not known); for people both sides and the change.
void add_change_columns(Table& table, const SideNames& names);
void add_change_values(std::vector<Value>& row, const SumChange& change);

}  // namespace gw
