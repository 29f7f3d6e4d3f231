// SPDX-License-Identifier: Apache-2.0
//
// A row that goes on under another key, such as an event whose day was wrong: the whole row and the
// claims about it are written under the new key, those under the old one removed, in one change
// set. Only for a row on which nothing but claims hangs. Makes sheets; stores nothing itself.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/rows.h"
#include "exchange/sheet.h"

namespace gw {

// What is to stand in a cell, and where it was written.
struct GivenCell {
    std::string text;
    CellSource source;
};
using GivenCells = std::map<std::string, GivenCell>;  // by column

// Whether the cells give a key that is not the row's. A cell that cannot be read does.
bool gives_other_key(const RowFinder::Found& row, const GivenCells& cells);

class Rekeying {
public:
    // A claim about the row; claims that are put here go with it.
    struct Claim {
        std::string source, field, value, quote, standing, reason;
    };

    // REQUIRES gives_other_key. Throws Error kData if another row than a claim names this one.
    Rekeying(const Db& db, const Catalogue& catalogue, const RowFinder::Found& row,
             GivenCells cells);

    std::vector<Claim>& claims() { return claims_; }

    // The row, which must not be there yet, and its claims; and the names of what goes.
    std::vector<Sheet> sheets() const;
    const std::vector<std::string>& removed() const { return removed_; }

private:
    Sheet row_sheet() const;
    Sheet claims_sheet() const;
    std::string id() const;

    const Catalogue& catalogue_;
    const RowFinder::Found& row_;
    GivenCells cells_;
    std::vector<Claim> claims_;
    std::vector<std::string> removed_;
};

}  // namespace gw
