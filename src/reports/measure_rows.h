// SPDX-License-Identifier: Apache-2.0
//
// The rows of circularity: a measure in three readings, with its denominator, for machines and for
// people. It computes nothing.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "reports/circular_money.h"
#include "table/table.h"

namespace gw {

using Whole = std::array<std::optional<Int128>, 3>;  // by reading; nullopt: no limit

// One measure: three readings (nullopt: no limit) of something, of its denominator likewise.
struct MeasureRow {
    std::string scope;
    std::string measure;
    Whole amounts{0, 0, 0};
    std::string of = {};
    Whole whole{0, 0, 0};
    std::size_t parties = 0;  // that it is about
    bool is_money = true;
};

Whole whole_of(const LegSum& legs);
Whole plus(const Whole& a, const Whole& b);

std::string_view circularity_details();  // what the measures are, for help

void add_measure_columns(Table& table);
void add_measure_row(Table& table, const MeasureRow& row);

}  // namespace gw
