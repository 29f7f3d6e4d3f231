// SPDX-License-Identifier: Apache-2.0
#include "table/separated.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "table/figure.h"
#include "table/machine.h"
#include "text/csv.h"

namespace gw {
namespace {

using Cells = std::vector<std::string>;

// Puts the columns `places` of a row into a sink.
void put_row(const std::vector<Value>& row, const std::vector<std::size_t>& places,
             CsvStream& sink) {
    for (const std::size_t place : places) {
        const Value& value = row[place];
        if (const auto* text = std::get_if<std::string>(&value))
            sink.text(*text);
        else if (const auto* figure = std::get_if<Figure>(&value))
            sink.figure(figure->value);
        else if (const auto* digits = std::get_if<Digits>(&value))
            sink.digits(digits->text);
        else
            sink.empty();
    }
    sink.end_row();
}

std::string cell_text(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return guard_formula(*text);
    return machine_number(value).value_or("");
}

void append_csv_line(std::string& out, const Cells& cells) {
    append_csv_record(out, {cells.begin(), cells.end()});
}

void append_tsv_cell(std::string& out, std::string_view cell) {
    for (const char byte : cell) {
        switch (byte) {
            case '\t':
                out += "\\t";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\\':
                out += "\\\\";
                break;
            default:
                out += byte;
        }
    }
}

void append_tsv_line(std::string& out, const Cells& cells) {
    bool first = true;
    for (const std::string& cell : cells) {
        if (!first) out += '\t';
        first = false;
        append_tsv_cell(out, cell);
    }
    out += '\n';
}

std::string format_lines(const Table& table, void (*append)(std::string& out, const Cells& cells)) {
    const std::vector<std::size_t> places = machine_columns(table);
    std::string out;
    Cells cells;
    for (const std::size_t place : places) {
        cells.push_back(guard_formula(table.columns[place].name));
    }
    append(out, cells);
    for (const std::vector<Value>& row : table.rows) {
        cells.clear();
        for (const std::size_t place : places) {
            cells.push_back(cell_text(row[place]));
        }
        append(out, cells);
    }
    return out;
}

}  // namespace

CsvStream::CsvStream(const Table& table, Write write) : write_(std::move(write)) {
    for (const std::size_t place : machine_columns(table)) {
        if (!ends_.empty()) out_ += ',';
        append_csv_cell(out_, guard_formula(table.columns[place].name));
        ends_.push_back(0);
    }
    assert(ends_.size() > 1);
    out_ += '\n';
    bytes_ = row_ = out_.size();
}

char* CsvStream::begin_cell(std::size_t most) {
    assert(cell_ < ends_.size());
    const std::size_t needed = bytes_ + most + 2;  // a comma before it, a line feed behind it
    if (out_.size() < needed) out_.resize(needed + needed / 2);
    char* at = out_.data() + bytes_;
    if (cell_ > 0) *at++ = ',';
    return at;
}

void CsvStream::end_cell(const char* end) {
    bytes_ = static_cast<std::size_t>(end - out_.data());
    ends_[cell_++] = bytes_ - row_;
}

void CsvStream::put(std::string_view cell) {
    char* const at = begin_cell(cell.size());
    end_cell(std::copy(cell.begin(), cell.end(), at));
}

void CsvStream::text(std::string_view text) {
    if (is_bare_csv_cell(text)) return put(text);
    std::string cell;
    append_guarded_csv_cell(cell, text);
    put(cell);
}

// Of most sums the three readings are one.
void CsvStream::figure(Int128 value) {
    const auto word = static_cast<std::int64_t>(value);
    if (word != value) return put(format_digits(value));
    char* const at = begin_cell(digits_.size());
    if (word >= 0 && word < 10) {
        *at = static_cast<char>('0' + word);
        return end_cell(at + 1);
    }
    if (word != word_) {
        const char* end = std::to_chars(digits_.data(), digits_.data() + digits_.size(), word).ptr;
        digits_size_ = static_cast<std::size_t>(end - digits_.data());
        word_ = word;
    }
    std::copy(digits_.begin(), digits_.end(), at);
    end_cell(at + digits_size_);
}

void CsvStream::digits(std::string_view digits) {
    put(digits);
}

void CsvStream::empty() {
    put({});
}

void CsvStream::repeat(std::size_t cells) {
    assert(cell_ == 0 && rows_ > 0 && cells > 0);
    const std::size_t size = ends_[cells - 1];
    char* const at = begin_cell(size);
    std::memmove(at, out_.data() + row_before_, size);
    bytes_ += size;
    cell_ = cells;
}

void CsvStream::end_row() {
    assert(cell_ == ends_.size());
    out_[bytes_++] = '\n';
    row_before_ = row_;
    row_ = bytes_;
    cell_ = 0;
    ++rows_;
    if (row_ < kPiece) return;
    write_(std::string_view(out_).substr(0, row_before_));
    std::memmove(out_.data(), out_.data() + row_before_, bytes_ - row_before_);
    bytes_ -= row_before_;
    row_ -= row_before_;
    row_before_ = 0;
}

void CsvStream::finish() {
    write_(std::string_view(out_).substr(0, bytes_));
    bytes_ = row_ = row_before_ = 0;
}

// A stream without a header whose rows are kept.
class CsvStream::Part : public CsvStream {
public:
    explicit Part(std::size_t columns)
        : CsvStream(columns, [this](std::string_view piece) { rows_text += piece; }) {}

    std::string rows_text;
};

std::unique_ptr<RowSink> CsvStream::begin_part() const {
    return std::make_unique<Part>(ends_.size());
}

void CsvStream::end_part(RowSink& part) {
    assert(cell_ == 0);
    auto& made = dynamic_cast<Part&>(part);
    made.finish();
    finish();
    write_(made.rows_text);
    rows_ += made.rows();
}

std::string format_csv(const Table& table) {
    const std::vector<std::size_t> places = machine_columns(table);
    if (places.size() < 2) return format_lines(table, append_csv_line);
    std::string out;
    CsvStream stream(table, [&](std::string_view piece) { out += piece; });
    for (const std::vector<Value>& row : table.rows)
        put_row(row, places, stream);
    stream.finish();
    return out;
}

std::string format_tsv(const Table& table) {
    return format_lines(table, append_tsv_line);
}

}  // namespace gw
