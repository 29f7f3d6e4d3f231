// SPDX-License-Identifier: Apache-2.0
//
// CSV and TSV: a header of machine names, a line a row, whole units, empty cells for what is not
// known. Texts that a spreadsheet would run are guarded in both (text/csv.h).
#pragma once

#include <string>

#include "table/table.h"

namespace gw {

std::string format_csv(const Table& table);  // RFC 4180

// A tab between cells and nothing quoted; inside a cell tab, line feed, carriage return and
// backslash are \t, \n, \r and \\, as PostgreSQL's COPY and jq's @tsv have it, so that a line is a
// row and cut(1) works.
std::string format_tsv(const Table& table);

}  // namespace gw
