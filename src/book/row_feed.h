// SPDX-License-Identifier: Apache-2.0
//
// Rows stored by the million: SQLite takes them one after the other out of a feed, in one statement
// that runs to the end. Neither CHECKs nor foreign keys are asked meanwhile: whoever feeds has
// proved both (book/row_checks.h). Types, NOT NULL and keys SQLite judges as ever.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "book/db.h"
#include "book/value_view.h"

namespace gw {

class RowFeed {
public:
    virtual ~RowFeed() = default;
    // The values of the next row, valid until the next call; nullptr: there is none. May throw.
    virtual const ValueView* next() = 0;
};

// A column that has one value in all rows.
struct FixedColumn {
    std::string name;
    ValueView value;
};

// Stores rows of `columns`, and of `fixed`, until the feed ends or a row breaks a key, NOT NULL or
// a type; how many it stored. REQUIRES a transaction. Throws what the feed throws. Cost: constant
// a row where rows come in the order of their key, and the log of the table where they do not.
std::size_t store_proved_rows(const Db& db, const std::string& table,
                              const std::vector<std::string>& columns,
                              const std::vector<FixedColumn>& fixed, RowFeed& rows);

}  // namespace gw
