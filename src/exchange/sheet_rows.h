// SPDX-License-Identifier: Apache-2.0
//
// The rows of a sheet, from the first to the last, as cells. Says which rows have another shape
// than the header; what cells mean is the reader's business.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "exchange/sheet.h"
#include "text/csv.h"
#include "text/error.h"

namespace gw {

using CsvRow = std::vector<CsvCell>;

// The rows of a sheet one by one, but for its header, blank lines and rows that are left out.
class SheetRows {
public:
    explicit SheetRows(const Sheet& sheet);  // which must outlive this object, and be usable

    bool next();  // to the next row; false: there is none
    const CsvRow& row() const { return row_; }
    bool ragged() const { return row_.size() != sheet_.columns.size(); }  // unlike the header
    const CsvReader& reader() const { return reader_; }

private:
    const Sheet& sheet_;
    CsvReader reader_;
    CsvRow row_;
};

// Calls `visit` for every row that has as many cells as the header; the others and what the reader
// finds wrong go into `problems` unless that is null.
void for_each_row(const Sheet& sheet, std::vector<Problem>* problems,
                  const std::function<void(const CsvReader&, const CsvRow&)>& visit);

}  // namespace gw
