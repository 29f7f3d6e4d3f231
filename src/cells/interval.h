// SPDX-License-Identifier: Apache-2.0
//
// Closed intervals with open ends: how every uncertain figure of the book is held. "38bn"
// is 38..38, "up to 100bn" is ..100, "at least 10bn" is 10.., unknown is open on both sides. And
// Tally, the exact sum of intervals. Sums are held in 128 bits, so no sum over a book can overflow;
// nothing here rounds.
#pragma once

#include <cstdint>
#include <optional>

#include "cells/maybe.h"

namespace gw {

// A closed interval of whole units (currency units, kW, pieces, basis points). REQUIRES: lo <= hi
// where both are set.
struct Interval {
    Maybe<std::int64_t> lo;  // nullopt: open below
    Maybe<std::int64_t> hi;  // nullopt: open above

    bool unknown() const { return !lo && !hi; }
    bool exact() const { return lo && hi && *lo == *hi; }
    friend bool operator==(const Interval&, const Interval&) = default;
};

// The three readings of one figure: surely (lo), as the sources put it (stated), at most (hi;
// nullopt = no limit).
struct Readings {
    Maybe<Int128> lo;  // nullopt: open below
    Int128 stated = 0;
    Maybe<Int128> hi;

    bool unknown() const { return !lo && !hi; }
};

}  // namespace gw
