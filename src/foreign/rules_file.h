// SPDX-License-Identifier: Apache-2.0
//
// A rules file as it is read: how a foreign spreadsheet is laid out, and from which of its columns
// the cells of the book's tables come. Knows the catalogue, not the spreadsheet: whether a column
// of that name is there is for whoever reads it. docs/foreign-spreadsheets.md tells the form.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "text/error.h"

namespace gw {

// How figures, days and gaps are written: of a whole sheet, or of one column of it.
struct Notation {
    std::string decimal;               // "," or "."; empty: not said
    std::string thousands;             // ".", ",", "'" or " "; empty: not said
    std::string days;                  // "dmy", "mdy" or "ymd"; empty: only the book's own forms
    std::vector<std::string> missing;  // what stands for nothing
};

// A column of the spreadsheet, and where the rules name it, ready to be completed.
struct NamedColumn {
    std::string name;
    Problem place;
};

// Where the cells of one column of the book come from.
struct CellRule {
    const SheetColumn* column = nullptr;
    Problem place;                   // of the rule
    std::optional<std::string> is;   // the same text in every row
    std::vector<NamedColumn> from;   // else these columns,
    std::string join = " ";          // joined by this
    bool ends = false;               // `from` holds the lower and the upper end of a range
    std::string split;               // cuts the cell;
    std::size_t part = 1;            // which part is meant, from 1
    std::vector<std::string> strip;  // taken off at both ends
    std::map<std::string, std::string> words;  // what words of the sheet mean
    std::map<std::string, std::string> units;  // what unit words of the sheet mean
    std::string unit;                          // of a number without one
    std::string range;                         // what stands between two ends
    std::string before;                        // put before what is not empty
    std::string after;                         // and behind it
    std::optional<NamedColumn> up_to;     // a figure is a limit where that column holds something
    std::optional<NamedColumn> at_least;  // likewise
    std::optional<NamedColumn> about;     // likewise
    std::optional<NamedColumn> when;      // only in lines that hold something there
    bool slug = false;                    // a slug is made of the text
    Notation notation;                    // with that of the sheet where nothing is said
};

// One row of the book for each line of the sheet.
struct RowRule {
    const SheetTable* table = nullptr;
    Problem place;
    std::optional<NamedColumn> when;  // only for lines that hold something there
    std::vector<CellRule> cells;
};

struct SkipRule {
    NamedColumn column;
    std::vector<std::string> words;  // a line with one of them there is passed over
};

struct RulesFile {
    std::string name;  // "press.toml"
    std::string text;
    char separator = ',';
    std::size_t header_line = 1;  // physical line of the header
    std::vector<SkipRule> skip;
    std::map<std::string, std::string> spellings;  // of parties, as the sheet has them: the book's
    std::vector<RowRule> rows;  // in the order of the catalogue; of one table as they stand
};

// Throws Error kSystem if the file cannot be read, kData with all that is wrong in it. `catalogue`
// must outlive the rules.
RulesFile read_rules_file(const std::filesystem::path& path, const Catalogue& catalogue);

}  // namespace gw
