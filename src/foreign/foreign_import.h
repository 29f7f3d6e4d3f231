// SPDX-License-Identifier: Apache-2.0
//
// A foreign spreadsheet on its way into the book, by a rules file: the way of every import, with
// what was read of it, what became of each cell, and the lines that were left out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "exchange/rejects.h"
#include "table/table.h"
#include "text/output.h"

namespace gw {

struct ForeignImport {
    std::string name;  // the sheet's file
    GoodRows good;
    std::size_t lines = 0;            // that were read
    std::size_t skipped = 0;          // that the rules pass over
    std::vector<std::string> unread;  // columns that no rule names
    Table cells;                      // on a dry run: each cell and what became of it
};

// Where bad lines go, with the reasons.
struct RejectsFile {
    std::filesystem::path path;  // empty: one bad line refuses the whole sheet
    OutputTerms terms;
};

// Throws what import throws.
ForeignImport import_foreign(const Book& book, const std::filesystem::path& sheet_file,
                             const std::filesystem::path& rules, const ImportTerms& terms,
                             const RejectsFile& rejects);

// The file of rejects of one file of the book's own form.
GoodRows import_with_rejects(const Book& book, const std::filesystem::path& path,
                             const ImportTerms& terms, const RejectsFile& rejects);

}  // namespace gw
