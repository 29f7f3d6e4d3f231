// SPDX-License-Identifier: Apache-2.0
//
// Import of the good rows of one file: lines in which something is wrong are left out, and so are
// those that name what only these would have brought, until the rest is sound. What was left out
// is told with the reasons. Nothing of a bad line is stored.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "exchange/import.h"

namespace gw {

struct Reject {
    std::size_t line = 0;  // on which the record begins
    std::vector<std::string> reasons;
};

// A file that can be read without some of its lines.
struct FileWithLines {
    std::string name;                // by which problems name it
    std::vector<std::size_t> lines;  // on which its records begin, ascending
    std::function<SheetFiles(const std::set<std::size_t>& left_out, std::vector<Problem>&)> read;
};

struct GoodRows {
    ImportResult result;
    std::vector<Reject> rejects;    // by line
    std::vector<Problem> problems;  // why, as an import without rejects would have said
};

// `before_storing` is called when it is known what is left out, before anything is stored; if it
// throws, nothing is. Throws Error kData for what is wrong in no line of the file. Cost: an import
// for every round; rounds are as many as rows that hang on each other are deep.
GoodRows import_good_rows(const Book& book, const Catalogue& catalogue, const FileWithLines& file,
                          const ImportTerms& terms,
                          const std::function<void(const GoodRows&)>& before_storing);

// One file of the book's own form.
FileWithLines own_file(const Catalogue& catalogue, const std::filesystem::path& path);

}  // namespace gw
