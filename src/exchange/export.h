// SPDX-License-Identifier: Apache-2.0
//
// Rows of the book -> CSV or JSON files, in the form that import reads: every table, sorted by key,
// every cell in its canonical form, in CSV text guarded against spreadsheet formulas. The same book
// gives the same bytes. Beside all tables as CSV stands a datapackage.json, which tells other
// programs their columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "book/book.h"
#include "text/output.h"

namespace gw {

struct ExportCount {
    std::string file;
    std::size_t rows = 0;
};

enum class FileForm : std::uint8_t { kCsv, kJson };

// `target`: a folder (made if it is not there) for all tables, or a file TABLE.csv or TABLE.json
// for one of them, whose name then tells the form. Throws Error kSystem if a file is there already
// and may not be overwritten, or cannot be written; then none is: all of them are written or every
// one is as it was.
std::vector<ExportCount> export_tables(const Book& book, const std::filesystem::path& target,
                                       FileForm form, Overwrite overwrite);

}  // namespace gw
