// SPDX-License-Identifier: Apache-2.0
//
// Tables as an Excel workbook: a sheet for each, as machines read it (whole USD and kW as numbers,
// header frozen, nothing but rows below it, so that it sorts, filters and pivots), and a last sheet
// `notes` with their titles and footnotes. Texts are strings, never formulas or links. The same
// tables give the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "table/table.h"

namespace gw {

// A spreadsheet keeps 15 digits of a number: a figure of more is written as text, so that none is
// ever altered.
inline constexpr int kSpreadsheetDigits = 15;

struct WorkbookSheet {
    std::string_view name;  // at most 31 characters, unlike every other
    const Table* table;
};

// The bytes of the file. Throws Error kUsage if a table is larger than a sheet, kSystem if it
// cannot be made (no room for a temporary file, no library).
std::string format_xlsx(const std::vector<WorkbookSheet>& sheets);

}  // namespace gw
