// SPDX-License-Identifier: Apache-2.0
//
// Rows of one sheet read for a table that is empty: cells parsed, rows that they name looked up
// among the files', every rule of the row asked, and all that without memory of a row's own. Says
// of a row that it is right, or nothing: whatever is not surely right goes the way of
// exchange/sheet_import, which knows the words for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "book/db.h"
#include "book/row_checks.h"
#include "book/value_view.h"
#include "exchange/references.h"
#include "exchange/sheet.h"
#include "exchange/sheet_rows.h"
#include "text/text_store.h"

namespace gw {

class RowReader {
public:
    // nullopt: rows of the sheet cannot be judged here. Looks at the schema, and reads the keys of
    // the tables that rows name.
    static std::optional<RowReader> of(const Db& db, const Sheet& sheet,
                                       const References& references);

    // Whether the row is surely right; then its values are in row(). Texts are the cells' own, or
    // kept in `texts`. Touches neither the book nor anything that another thread may write.
    bool read(const CsvRow& cells, TextStore& texts);

    // In the order of SheetTable::stored; the same place for every row.
    const ValueView* row() const { return row_.data(); }
    std::size_t width() const { return row_.size(); }

    // Positions of the values that the sheet gives, and of those that every row has beside them.
    const std::vector<std::size_t>& given() const { return given_; }
    const std::vector<std::size_t>& fixed() const { return fixed_; }

private:
    struct Column {
        const SheetColumn* into = nullptr;
        const KeySet* keys = nullptr;  // of the rows that it names, unless they are parties
        std::size_t near = 0;          // the one named last
        bool text = false;
        bool name = false;   // by which people know a party
        bool party = false;  // names one
        std::vector<ValueView> empty = {};
    };

    RowReader(const Sheet& sheet, const References& references, RowChecks checks);
    void plan(const Sheet& sheet, const References& references);
    bool read_cell(Column& column, std::string_view text, TextStore& texts);
    bool read_form(Column& column, std::string_view text, TextStore& texts);
    bool read_by_grammar(const SheetColumn& into, std::string_view text, TextStore& texts);
    void put(const SheetColumn& into, std::size_t part, ValueView value) {
        row_[static_cast<std::size_t>(into.stored[part])] = value;
    }

    const Spellings* parties_;
    RowChecks checks_;
    std::vector<Column> columns_;  // of the file
    std::vector<ValueView> row_;
    std::vector<std::size_t> given_;
    std::vector<std::size_t> fixed_;
    TextStore constants_;
    bool possible_ = true;
};

}  // namespace gw
