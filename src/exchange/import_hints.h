// SPDX-License-Identifier: Apache-2.0
//
// What would be right where a row cannot be stored, in the words of whoever wrote it: a file, a
// hand or the rules of a foreign spreadsheet. Looks nothing up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "book/catalogue.h"
#include "exchange/sheet.h"
#include "text/error.h"

namespace gw {

// The allowed words of a CHECK whose name ends in "is one of: a b c"; none for another CHECK.
std::vector<std::string> allowed_words(std::string_view sentence);

// How the row that a cell names, and that is not there, gets there.
std::string how_to_add(Sheet::Origin origin, const std::string& table, std::string_view key);

// A new row, named `id`, for which the sheet leaves out a column that every row needs.
CellError left_out_error(const Sheet& sheet, const SheetColumn& column, const std::string& id);

}  // namespace gw
