// SPDX-License-Identifier: Apache-2.0
//
// What people read around the rows of a Table: title with its units, headings, footnotes, each
// escaped for display. Shared by the formats for people (text table, Markdown, HTML), which draw
// it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

// The columns that people read, as places in a row.
std::vector<std::size_t> people_columns(const Table& table);

std::string_view heading_of(const Column& column);
bool is_right_aligned(const Column& column);

// The title with the units of the `shown` columns: "Exposure by payer, USD bn, GW". May be empty.
std::string worded_title(const Table& table, const std::vector<std::size_t>& shown,
                         const Scales& scales);

// The table's notes, and what the scales leave to say of the `shown` columns.
std::vector<std::string> worded_notes(const Table& table, const std::vector<std::size_t>& shown,
                                      const Scales& scales);

// The value in its scale, escaped for display.
std::string worded_value(const Value& value, Unit unit, const Scales& scales, bool ascii);

}  // namespace gw
