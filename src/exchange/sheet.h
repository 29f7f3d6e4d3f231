// SPDX-License-Identifier: Apache-2.0
//
// One CSV file that is to be imported: its bytes, the table it belongs to, and its header matched
// with the table's columns. Knows the shape of the file, not what its cells mean.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "text/csv.h"
#include "text/error.h"

namespace gw {

struct Sheet {
    std::string name;  // the file's name, "legs.csv"
    std::string bytes;
    const SheetTable* table = nullptr;
    std::vector<int> columns;  // for each column of the file its position in table->columns
    std::vector<int>
        position;         // for each column of the table its position in the file, -1: left out
    bool usable = false;  // its header could be matched; if not, it has no rows
};

// The files of one import.
struct SheetFiles {
    std::vector<Sheet> sheets;  // in the order of the catalogue's tables
    std::vector<std::string>
        unread;  // tables for which a file of an unknown name may have been meant
};

// Reads the .csv files of a folder, or single .csv files, in the order of the catalogue's tables.
// Files not called .csv are passed over in a folder. Problems with names, headers and shape go into
// `problems`.
SheetFiles read_sheets(const Catalogue& catalogue, const std::vector<std::filesystem::path>& paths,
                       std::vector<Problem>& problems);

// Calls `visit` for every row that has as many cells as the header; the others and what the reader
// finds wrong go into `problems` unless that is null.
using CsvRow = std::vector<CsvCell>;
void for_each_row(const Sheet& sheet, std::vector<Problem>* problems,
                  const std::function<void(const CsvReader&, const CsvRow&)>& visit);

}  // namespace gw
