// SPDX-License-Identifier: Apache-2.0
//
// The columns of a table that sets two sums side by side: each before and after, and the change in
// the three readings.
#pragma once

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

// For machines legs, lo, stated, hi, unknown and unconverted `_before` and `_after`, and lo, stated
// and hi `_change` (hi empty where it is not known); for people before, after and the change.
void add_change_columns(Table& table);
void add_change_values(std::vector<Value>& row, const SumChange& change);

}  // namespace gw
