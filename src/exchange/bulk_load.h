// SPDX-License-Identifier: Apache-2.0
//
// A sheet's rows stored by the million: as long as the table was empty when the import came to it
// and every row is surely right, they go into the book in one statement. What is not comes back to
// exchange/sheet_import, which stores or refuses row by row, to the same result.
#pragma once

#include <cstddef>

#include "book/change_set.h"
#include "exchange/references.h"
#include "exchange/sheet.h"

namespace gw {

struct BulkLoad {
    std::size_t rows = 0;  // that were stored: the first so many of the sheet
    bool whole = false;    // and they are all of it
};

// `changes` is told of the rows. Cost: as store_proved_rows
// (book/row_feed.h), beside parsing and digests on another thread; docs/benchmarks.md has figures.
BulkLoad load_rows(ChangeSet& changes, const References& references, const Sheet& sheet);

}  // namespace gw
