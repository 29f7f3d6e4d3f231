// SPDX-License-Identifier: Apache-2.0
//
// CSV and TSV: a header of machine names, a line a row, whole units, empty cells for what is not
// known. Texts that a spreadsheet would run are guarded in both (text/csv.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "table/table.h"

namespace gw {

std::string format_csv(const Table& table);  // RFC 4180

// A tab between cells and nothing quoted; inside a cell tab, line feed, carriage return and
// backslash are \t, \n, \r and \\, as PostgreSQL's COPY and jq's @tsv have it, so that a line is a
// row and cut(1) works.
std::string format_tsv(const Table& table);

// The same text as format_csv, handed on in pieces of about kPiece bytes while it is made.
class CsvStream : public RowSink {
public:
    static constexpr std::size_t kPiece = std::size_t{256} << 10;
    using Write = std::function<void(std::string_view piece)>;

    // Writes the header. REQUIRES: two columns for machines or more.
    CsvStream(const Table& table, Write write);

    void text(std::string_view text) override;
    void figure(Int128 value) override;
    void empty() override;
    void end_row() override;
    void repeat(std::size_t cells) override;
    std::unique_ptr<RowSink> begin_part() const override;
    void end_part(RowSink& part) override;

    void digits(std::string_view digits);  // of a number
    void finish();                         // hands on what is left
    std::size_t rows() const { return rows_; }

private:
    class Part;
    CsvStream(std::size_t columns, Write write) : write_(std::move(write)), ends_(columns) {}

    char* begin_cell(std::size_t most);  // where a cell of at most so many bytes is written
    void end_cell(const char* end);
    void put(std::string_view cell);

    Write write_;
    std::string out_;  // its first bytes_ bytes: from the row before on, at the latest
    std::size_t bytes_ = 0;
    std::int64_t word_ = 0;  // the figure that was written last, and its digits: most come again
    std::array<char, 20> digits_{'0'};
    std::size_t digits_size_ = 1;
    std::size_t rows_ = 0;
    std::size_t row_before_ = 0;  // where it begins in out_
    std::size_t row_ = 0;         // where this one does
    std::size_t cell_ = 0;        // cells of it that are done
    std::vector<std::size_t>
        ends_;  // of the cells of this row or else the one before, from its begin
};

}  // namespace gw
