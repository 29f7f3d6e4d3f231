// SPDX-License-Identifier: Apache-2.0
//
// What a command did to the book, cell by cell, for its last words and for --dry-run. Plain data.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "book/change_set.h"

namespace gw {

enum class WriteMode : std::uint8_t { kStore, kDryRun };

struct CellChange {
    enum class What : std::uint8_t { kAdded, kChanged, kRemoved };

    What what = What::kChanged;
    std::string row;          // "legs/aws-openai-38bn/1"
    std::string column = {};  // of a changed row
    std::string before = {};  // cells in canonical form; of a whole row "kind=compute amount=38bn"
    std::string after = {};
    // "amount is 3,200 EUR, without m or bn": of money that was written, below a million.
    std::vector<std::string> notes = {};
};

struct Outcome {
    std::int64_t change = 0;  // the change set; 0: nothing was stored
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::vector<CellChange> cells;
};

// "kind=compute amount=38bn": the cells of a row that are neither its key nor what an empty cell
// stands for.
std::string all_cells(const SheetTable& table, const Row& row);

// What turns one row into another, either of them null if there is none.
void add_cell_changes(const SheetTable& table, const Row* before, const Row* after,
                      std::vector<CellChange>& changes);

}  // namespace gw
