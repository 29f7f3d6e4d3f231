// SPDX-License-Identifier: Apache-2.0
//
// What to say about a figure that is no form of its cell: why it is refused and which cell its
// writer may have meant. A reading that is certain is the hint, ready to be written; of readings
// that differ all are named with what tells them apart. Nothing here accepts anything.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cells/interval.h"
#include "cells/pasted_words.h"
#include "text/error.h"

namespace gw {

// One sort of cell, as far as a refusal speaks of it. Values are in the cell's whole units.
struct FigureCell {
    std::string_view noun;   // "an amount"
    std::string_view unit;   // what it counts in whole numbers: "units", "kW"
    std::string_view forms;  // examples of what it may hold
    std::span<const Words> unit_words;
    std::span<const int> usual_powers;  // powers of ten of a number without a unit word: {0}
    bool needs_unit = false;            // no number goes without one
    bool thousands = false;             // may be written with k
    bool approximate = true;            // may start with ~
    bool negative = false;              // may be below 0
    std::int64_t largest = 0;
    std::string (*print)(const Interval& value, bool approximate) = nullptr;
};

// Why `text` is no such cell. REQUIRES that it is none.
CellError explain_figure(std::string_view text, const FigureCell& cell);

}  // namespace gw
