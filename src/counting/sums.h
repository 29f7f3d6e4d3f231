// SPDX-License-Identifier: Apache-2.0
//
// Exact sums of counted legs and tranches in the three readings, and how they are shown. A sum does
// not depend on the order or the grouping of what is added: groups always add up to their total.
#pragma once

#include <cstddef>
#include <vector>

#include "counting/counting.h"
#include "table/table.h"

namespace gw {

// Sum of promises of one class and bucket. An open upper end of one leg opens that of the sum.
struct Sum {
    std::size_t legs = 0;
    Int128 lo = 0;
    Int128 stated = 0;
    Int128 hi = 0;
    bool open = false;  // no upper limit
    std::size_t unknown = 0;
    std::size_t unconverted = 0;
    std::size_t up_to = 0;  // legs that say "up to": without a lower end
    bool approx = false;

    void add(const Readings& amount, bool is_approx);
    void add(const Counted& counted, bool is_approx);
    void add(const Sum& other);

    friend bool operator==(const Sum&, const Sum&) = default;

    bool all_unknown() const { return legs > 0 && unknown + unconverted == legs; }
};

// The sum's cells for machines (lo, stated, hi) and for people (surely, as stated, at most).
Value machine_hi(const Sum& sum);
Value people_lo(const Sum& sum);
Value people_stated(const Sum& sum);
Value people_hi(const Sum& sum);

// What people see of a sum less another: as stated, with the side on which it is open, and unknown
// where it is open on both.
Value people_difference(const Sum& sum, const Sum& less);

// The columns of three readings in base currency: lo, stated, hi for machines, and for people
// surely, as stated, at most, of which a narrow terminal does without the ends by their priority.
void add_reading_columns(Table& table, int priority_of_ends = 0);

Value count_value(std::size_t count);   // the number
Value count_or_nil(std::size_t count);  // for people: nil if 0

}  // namespace gw
