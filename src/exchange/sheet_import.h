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
#include "exchange/testimony.h"

namespace gw {

// Where each row of one table stands first in the files.
struct Place {
    const Sheet* sheet = nullptr;
    std::size_t line = 0;
};
using Places = std::unordered_map<std::string, Place>;

// What the sheets of one import share.
struct ImportState {
    RowFinder& finder;
    References& references;
    Testimony& testimony;
    Places& places;                  // of all sheets of the same table
    std::vector<CellChange>& cells;  // what sheets change that are no files of the book's own form
    std::vector<Problem>& problems;
    std::vector<CellTrace>* traces;  // nullptr: not wanted
    ChangeSet& changes;
    bool alone;             // no other sheet of the import is of the same table
    std::size_t bulk_from;  // bytes of a file from which on its rows are loaded (bulk_load.h)
};

ImportCount import_sheet(const ImportState& state, const Sheet& sheet);

}  // namespace gw
