// SPDX-License-Identifier: Apache-2.0
//
// A JSON file of rows as sheets, which then go the way of a CSV file's: one sheet for each set of
// columns that rows name, since a column that a row leaves out keeps what is stored. Problems are
// placed in the JSON file.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exchange/sheet.h"

namespace gw {

// `named`: a sheet of which name and table are set. Cost: linear; the file stays in memory, and so
// does what the sheets are made of.
void read_json_sheets(const Sheet& named, std::string bytes, std::vector<Sheet>& sheets,
                      std::vector<Problem>& problems);

// The line of the JSON file on which the row of a cell starts.
std::size_t json_line(const Sheet& sheet, const CsvCell& cell);

// problem_at (sheet.h) of a cell of such a sheet.
Problem json_problem_at(const Sheet& sheet, const CsvCell& cell, CellError error);

}  // namespace gw
