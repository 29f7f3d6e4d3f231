// SPDX-License-Identifier: Apache-2.0
//
// One sheet's rows on their way into the book: cells parsed, names resolved, claims checked, rows
// stored one by one as SQLite judges them. Part of import, which begins and ends the change set.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "book/rows.h"
#include "exchange/import.h"
#include "exchange/outcome.h"
#include "exchange/references.h"
#include "exchange/sheet.h"

namespace gw {

// Where each row of one table stands first in the files.
struct Place {
    const Sheet* sheet = nullptr;
    std::size_t line = 0;
};
using Places = std::unordered_map<std::string, Place>;

// `places`: of all sheets of the same table. What a typed sheet changes goes into `cells`.
ImportCount import_sheet(RowFinder& finder, const Sheet& sheet, References& references,
                         Places& places, std::vector<CellChange>& cells,
                         std::vector<Problem>& problems);

}  // namespace gw
