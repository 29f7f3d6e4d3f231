// SPDX-License-Identifier: Apache-2.0
//
// RFC 4180, byte-exact: a reader that knows bytes, lines and columns and nothing of tables or
// types, and a writer. The dialect is fixed (comma, unless the caller names another separator,
// double quote, UTF-8); nothing is sniffed. CRLF and LF end a record, a UTF-8 byte order mark
// before the header is dropped, blank lines are skipped. Control characters inside cells, other
// than NUL, are check_text's business.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.h"
#include "text/limits.h"

namespace gw {

// One cell as it stands in the file. `text` is valid as long as the reader and its input are.
struct CsvCell {
    std::string_view text;
    std::size_t line = 0;    // physical line on which the cell starts, from 1
    std::size_t offset = 0;  // byte in the input at which the cell (its quote, if quoted) starts
    bool quoted = false;
};

class CsvReader {
public:
    // `input` must outlive the reader; `file` is the name that problems carry.
    CsvReader(std::string_view input, std::string file, char separator = ',');

    // Passes over physical lines that stand before the header. Before the first next().
    void skip_lines(std::size_t count);

    // The next record into `cells` (cleared first); false at the end of the input. A record
    // that breaks the format is reported and skipped, and reading goes on with the next line. Not
    // after a quote that is not closed, or not within kLargestCell, and not if the first record,
    // the header, is broken: then nothing is read.
    bool next(std::vector<CsvCell>& cells);

    // What was wrong so far: broken quoting, stray CR, NUL, invalid UTF-8, UTF-16, oversize cells
    // and records, a file that is no text at all (xlsx, gzip, PDF, SQLite). Not the number of
    // columns: that is the caller's question, as is a file without any record.
    const std::vector<Problem>& problems() const { return problems_; }

    // A problem at byte `begin` of `cell.text`, `length` bytes long, with line, column and excerpt
    // filled in. The excerpt is the physical line; of a long one some 160 bytes around the place,
    // with "..." where it is cut. The caret ends with the line.
    Problem problem_at(const CsvCell& cell, std::size_t begin, std::size_t length,
                       std::string message, std::vector<std::string> hints = {}) const;

private:
    void refuse_other_types();
    bool read_record(std::vector<CsvCell>& cells);
    bool read_cells(std::vector<CsvCell>& cells);
    CsvCell& next_cell(std::vector<CsvCell>& cells);
    bool read_bare(std::vector<CsvCell>& cells);
    bool read_quoted(std::vector<CsvCell>& cells);
    bool check_bytes(std::size_t begin, std::size_t line);
    bool skip_line_end();
    bool ends_cell(std::size_t at) const;
    std::string_view unescape(std::string_view raw, std::size_t doubled);

    // Each reports one problem, moves on to where reading may resume, and returns false.
    bool refuse(std::size_t at, std::size_t length, std::string message, std::string hint);
    bool refuse_stray_cr(std::size_t at);
    bool refuse_bare_quote(std::size_t at);
    bool refuse_unclosed_quote();
    bool refuse_long_cell();
    bool refuse_after_quote(std::size_t at);

    std::string_view input_;
    std::string file_;
    char separator_;
    std::size_t position_ = 0;    // between records and cells: where the next one starts
    std::size_t line_ = 1;        // physical line of position_
    std::size_t cells_read_ = 0;  // of the record that is being read
    bool has_header_ = false;
    std::deque<std::string>
        unescaped_;  // cells with doubled quotes, unescaped; a deque keeps their addresses
    std::vector<Problem> problems_;
};

// What seems to separate the columns of a header that was read as one cell: "semicolons", "tabs",
// or "" if nothing does. For a hint; the reader takes commas only.
std::string_view foreign_separator(std::string_view header);

// Appends one record and "\n" to `out`; a cell is quoted only where RFC 4180 needs it (comma,
// quote, CR, LF, leading or trailing space, a leading byte order mark, or an empty single-cell
// record). REQUIRES cells non-empty.
void append_csv_record(std::string& out, const std::vector<std::string_view>& cells,
                       char separator = ',');

// One cell of such a record that has others beside it. Cost: some six instructions a byte of a text
// that needs nothing.
void append_csv_cell(std::string& out, std::string_view cell, char separator = ',');

// The guard against spreadsheet formulas (CWE-1236) for text cells: one apostrophe before a text
// whose first character after any spaces, no-break spaces, BOMs and apostrophes is one of = + - @
// TAB CR LF or a full-width = + - @. unguard_formula undoes exactly that, so unguard(guard(x)) == x
// for every x.
std::string guard_formula(std::string_view text);
void append_guarded_csv_cell(std::string& out, std::string_view text);  // one cell, guarded

// Whether that cell is surely the text as it is, as most are: it begins with a letter or digit of
// ASCII, ends with no space and holds nothing that needs quotes; or is empty.
bool is_bare_csv_cell(std::string_view text);
std::string_view unguard_formula(std::string_view text);

}  // namespace gw
