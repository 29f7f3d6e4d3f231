// SPDX-License-Identifier: Apache-2.0
//
// A JSON file of rows: an array of objects, one a row, that hold a cell for each column they name.
// A cell is text in the grammar of its column, a number as it is written, or null for an empty one.
// Knows the shape of the file and where everything stands, not what its cells mean.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"

namespace gw {

struct JsonCell {
    std::string column;
    std::string text;           // "" for null
    std::size_t column_at = 0;  // byte of the file at which the column's name starts
    std::size_t at = 0;         // and the cell's text, behind its quote if it has one
    std::size_t length = 0;     // bytes of that text in the file
};

struct JsonRow {
    std::size_t at = 0;    // byte of the file at which the object starts
    std::size_t line = 0;  // from 1
    std::vector<JsonCell> cells;
};

class JsonRows {
public:
    // `file` is the name that problems carry.
    JsonRows(std::string bytes, std::string file);

    // Calls `visit` for every row. What breaks the shape of the file is one problem, at which
    // reading ends: no JSON, something else than an array of objects, a cell that is a list, an
    // object, true or false. A row that breaks a limit or names a column twice is a problem and is
    // passed over. Cost: linear, one row in memory.
    void read(const std::function<void(const JsonRow&)>& visit,
              std::vector<Problem>& problems) const;

    // The row that starts at a byte where read() found one.
    JsonRow row_at(std::size_t at, std::size_t line) const;

    // At byte `at` of the file, which lies in `row` or, of a row without place, anywhere.
    Problem problem_at(const JsonRow& row, std::size_t at, std::size_t length, std::string message,
                       std::vector<std::string> hints = {}) const;

    const std::string& file() const { return file_; }

private:
    std::string bytes_;
    std::string file_;
};

}  // namespace gw
