// SPDX-License-Identifier: Apache-2.0
//
// A foreign spreadsheet turned into rows of the book's tables by a rules file: from one line as
// many rows as the rules name, rows that several lines repeat once. What the rows mean, and whether
// the book takes them, is import's business.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "exchange/sheet.h"
#include "exchange/sheet_rows.h"
#include "exchange/spellings.h"
#include "foreign/rules_file.h"
#include "text/csv.h"

namespace gw {

// A line that was read: its cells, and where it begins.
struct ForeignLine {
    std::size_t line = 0;
    CsvRow cells;
};

class ForeignSheet {
public:
    // Reads the lines. Throws Error kData with all that is wrong in the file's form, and with
    // columns that the rules name and the sheet has not.
    ForeignSheet(std::string bytes, std::string name, RulesFile rules);
    ForeignSheet(const ForeignSheet&) = delete;
    ForeignSheet& operator=(const ForeignSheet&) = delete;

    // The rows of all lines but those `left_out`, in the order of the catalogue's tables. `known`:
    // the spellings of the book's parties; a row of parties is made only for others. The sheets
    // point into this object.
    SheetFiles rows(const std::set<std::size_t>& left_out, const Spellings& known,
                    std::vector<Problem>& problems) const;

    const std::string& name() const { return name_; }
    const std::vector<ForeignLine>& lines() const { return lines_; }
    const std::vector<std::string>& header() const { return header_; }
    std::size_t skipped() const { return skipped_; }  // lines that the rules pass over
    std::vector<std::string> unread() const;          // columns that no rule names
    std::string_view preamble() const;                // the lines before the header
    char separator() const { return rules_.separator; }

private:
    class Rows;

    void read_header(std::vector<Problem>& problems);
    void check_column(const NamedColumn& column, std::vector<Problem>& problems) const;
    void check_columns(std::vector<Problem>& problems) const;
    void read_lines(std::vector<Problem>& problems);
    bool is_skipped(const CsvRow& cells) const;
    std::size_t position(const std::string& column) const;  // npos: there is none

    std::string bytes_;
    std::string name_;
    RulesFile rules_;
    CsvReader reader_;
    CsvRow header_cells_;
    std::vector<std::string> header_;
    std::vector<ForeignLine> lines_;
    std::size_t skipped_ = 0;
};

}  // namespace gw
