// SPDX-License-Identifier: Apache-2.0
//
// The CHECK constraints of one table, read off the text that made it and asked of rows that are not
// stored yet: what SQLite would say, for less, for imports by the million. Says
// yes or no alone; which constraint a row breaks, and in what words, SQLite says. A form that is
// not known here makes the whole table SQLite's business.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/check_program.h"
#include "book/value_view.h"

namespace gw {

class RowChecks {
public:
    // `create`: the table's CREATE TABLE. `stored`: the columns in the order of the rows that are
    // asked about. nullopt: some CHECK is of a form that SQLite alone can judge.
    static std::optional<RowChecks> parse(std::string_view create,
                                          const std::vector<std::string>& stored);

    // Of rows that differ from `row` in the columns that vary alone: checks of the others are asked
    // once, here, and no more. Whether they hold.
    bool settle(const ValueView* row, const std::vector<bool>& varies);

    // Whether SQLite would store the row as far as CHECKs go. REQUIRES texts that are UTF-8 without
    // NUL, in columns of text, and numbers in columns of integers. Cost: some 250 instructions a
    // check.
    bool hold(const ValueView* row) const;

    std::size_t size() const { return program_.checks.size(); }  // checks that hold() asks

private:
    RowChecks() = default;
    CheckProgram program_;
};

}  // namespace gw
