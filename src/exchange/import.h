// SPDX-License-Identifier: Apache-2.0
//
// CSV files -> rows of the book, by natural key, all or nothing: every problem of every file is
// reported, and nothing is stored unless there is none. Reading the same files again changes
// nothing. A column that a file leaves out keeps what a stored row has. Rows are never deleted.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "book/book.h"
#include "exchange/outcome.h"
#include "exchange/sheet.h"
#include "exchange/testimony.h"
#include "text/error.h"

namespace gw {

struct ImportCount {
    std::string table;
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t same = 0;
};

// A cell of a foreign spreadsheet on its way into the book.
struct CellTrace {
    CellOrigin from;
    std::string row;  // "legs/aws-openai-38bn/1"
    std::string column;
    std::string cell;         // in canonical form, as it is stored
    std::string before;       // what the book had
    std::string_view became;  // "new", "changed", "same", "claim", "left out"
};

struct ImportResult {
    Outcome outcome;  // its cells only of what is no file of the book's own form
    std::vector<ImportCount> counts;
    std::size_t heard = 0;          // rows of another source, not stored
    std::size_t displaced = 0;      // rows of another source, stored in the place of what there was
    std::size_t claims = 0;         // that were added for them
    std::vector<CellTrace> traces;  // of foreign spreadsheets on a dry run
};

// `paths`: folders of CSV files, or single CSV files named after their table. Throws Error kData
// with all problems. Cost: linear in the files, times log of the book.
ImportResult import_files(const Book& book, const std::vector<std::filesystem::path>& paths,
                          const ImportTerms& terms);

// Sheets that are made already, of `catalogue`'s tables and in their order; `problems` are known of
// them.
ImportResult import_sheets(const Book& book, const Catalogue& catalogue, const SheetFiles& files,
                           const ImportTerms& terms, std::vector<Problem> problems = {});

}  // namespace gw
