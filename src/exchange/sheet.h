// SPDX-License-Identifier: Apache-2.0
//
// One CSV file that is to be imported: its bytes, the table it belongs to, and its header matched
// with the table's columns. Knows the shape of the file, not what its cells mean.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "exchange/json_rows.h"
#include "text/csv.h"
#include "text/error.h"

namespace gw {

inline constexpr std::size_t kWorthAThread = 1 << 20;  // bytes of files that another thread reads

// Where a cell stands that did not come from a CSV file but was typed: problems are placed there.
struct CellSource {
    std::size_t at = 0;     // byte of Sheet::bytes at which its cell starts
    bool guarded = false;   // the cell there has an apostrophe before the text that was typed
    std::string file = {};  // where it was typed, with line and column as in a Problem
    std::size_t line = 0;
    std::size_t column = 0;
    std::string excerpt = {};
    std::size_t excerpt_column = 0;  // of the value's first character in the excerpt
};

// Where a cell comes from that was read in a foreign spreadsheet.
struct CellOrigin {
    std::size_t at = 0;             // byte of Sheet::bytes at which its cell starts
    CsvCell cell = {};              // of the spreadsheet
    std::size_t column = 0;         // of the spreadsheet, from 0
    const Problem* rule = nullptr;  // of a constant, which stands in no cell: where its rule does
};

// Where a row stands in a JSON file.
struct JsonPlace {
    std::size_t at = 0;    // byte of Sheet::bytes at which its row starts
    std::size_t byte = 0;  // of the JSON file
    std::size_t line = 0;
};

struct Sheet {
    enum class Expects : std::uint8_t { kAny, kNew, kStored };
    enum class Origin : std::uint8_t { kFile, kHand, kForeign };

    std::string name;  // the file's name, "legs.csv"
    std::string bytes;
    std::size_t lines = 0;  // of a CSV file, which has no more rows than that
    const SheetTable* table = nullptr;
    std::vector<int> columns;  // for each column of the file its position in table->columns
    std::vector<int>
        position;         // for each column of the table its position in the file, -1: left out
    bool usable = false;  // its header could be matched; if not, it has no rows
    Expects expects = Expects::kAny;  // what its rows are; of files anything
    Origin origin = Origin::kFile;    // the book's own form, the analyst, or a foreign spreadsheet
    std::vector<CellSource> sources;  // of a sheet that is no file, in the order of its cells

    std::vector<CellOrigin> origins;      // of a foreign spreadsheet, in the order of its cells
    const CsvReader* original = nullptr;  // that reads the cells of `origins`
    std::shared_ptr<const JsonRows> json = {};  // the JSON file that it was read from, if any,
    std::vector<JsonPlace> json_places = {};    // and its rows, in order
    std::set<std::size_t> left_out;             // lines whose rows are passed over

    bool by_hand() const { return origin == Origin::kHand; }
};

// The table's columns that a name may have meant, or else all of them.
std::vector<std::string> column_hints(const Sheet& sheet, std::string_view name);

// "legs.csv needs the column leg, ...": the key's columns that the sheet leaves out; "" if none.
std::string missing_key(const Sheet& sheet);

// The line of its file on which a row starts, and whether two sheets are made of one file.
std::size_t line_of(const Sheet& sheet, const std::vector<CsvCell>& row);
bool is_of_one_file(const Sheet& a, const Sheet& b);

// Makes a sheet of rows that were typed, by hand unless said otherwise: the columns, which the
// table must have, and then row after row, a source for each cell or none.
Sheet make_typed_sheet(const SheetTable& table, Sheet::Expects expects,
                       const std::vector<std::string>& columns);
void append_row(Sheet& sheet, const std::vector<std::string>& cells,
                std::vector<CellSource> sources);

// The same of a foreign spreadsheet that `original` reads.
void append_row(Sheet& sheet, const std::vector<std::string>& cells,
                std::vector<CellOrigin> origins);

// Where a cell comes from; nullptr: from the sheet itself, or it was typed.
const CellOrigin* origin_of(const Sheet& sheet, const CsvCell& cell);

// CsvReader::problem_at, or the place where the cell was typed or comes from. An error of length 0
// is about the whole cell.
Problem problem_at(const Sheet& sheet, const CsvReader& reader, const CsvCell& cell,
                   CellError error);

// The files of one import.
struct SheetFiles {
    std::vector<Sheet> sheets;  // in the order of the catalogue's tables
    std::vector<std::string>
        unread;  // tables for which a file of an unknown name may have been meant
    std::vector<std::string> removed;  // names of rows that go, once all others are stored
    std::function<void()> begun = {};  // called when no other may write any more; may throw
    std::set<std::string>
        refused;         // "deals/big": rows that are in no sheet for what is wrong in them
    std::string digest;  // of what was read, where that is not the sheets; else empty
};

// Reads the .csv files of a folder, or single .csv or .json files, in the order of the catalogue's
// tables. Of a folder without a .csv file the .json files of its tables are read; all others are
// passed over. Problems with names, headers and shape go into
// `problems`.
SheetFiles read_sheets(const Catalogue& catalogue, const std::vector<std::filesystem::path>& paths,
                       std::vector<Problem>& problems);

}  // namespace gw
