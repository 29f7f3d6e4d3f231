// SPDX-License-Identifier: Apache-2.0
#include "text/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/text.h"

namespace gw {
namespace {

constexpr std::string_view kByteOrderMark = "\uFEFF";
constexpr std::size_t kExcerptBytes = 160;
constexpr std::size_t kLongestInHint = 60;
constexpr const char* kSaveAsUtf8 = "save the file as CSV UTF-8";

// The bytes beside the separator that end an unquoted cell, or may not stand in one.
constexpr std::array<bool, 256> kStopsBareCell = [] {
    std::array<bool, 256> stops{};
    for (const char c : std::string_view("\n\r\""))
        stops[static_cast<unsigned char>(c)] = true;
    return stops;
}();

bool stops_bare_cell(char c) {
    return kStopsBareCell[static_cast<unsigned char>(c)];
}

struct FileType {
    std::string_view first_bytes;
    std::string_view name;
    const char* hint;
};

constexpr std::array kOtherTypes = {
    FileType{"\xFF\xFE", "UTF-16 text", kSaveAsUtf8},
    FileType{"\xFE\xFF", "UTF-16 text", kSaveAsUtf8},
    FileType{"PK\x03\x04", "a spreadsheet (xlsx) or zip archive", "save each sheet as CSV UTF-8"},
    FileType{"\xD0\xCF\x11\xE0", "a spreadsheet (xls)", "save each sheet as CSV UTF-8"},
    FileType{"\x1F\x8B", "a gzip archive", "unpack it first"},
    FileType{"%PDF-", "a PDF", "copy its table into a spreadsheet and save that as CSV UTF-8"},
    FileType{"SQLite format 3", "a SQLite database", "export its tables as CSV"},
    FileType{"<!doctype", "a web page (HTML)", "download the CSV file itself"},
    FileType{"<html", "a web page (HTML)", "download the CSV file itself"},
};

// Compares as if the input were in small letters: only HTML writes its first bytes in either case.
bool starts_like(std::string_view input, const FileType& type) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const bool html = type.first_bytes.front() == '<';
    return input.size() >= type.first_bytes.size() &&
           std::equal(type.first_bytes.begin(), type.first_bytes.end(), input.begin(),
                      [&](char a, char b) { return a == (html ? small(b) : b); });
}

std::size_t count_line_ends(std::string_view text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

// Where the line after the one at `from` starts; the end of the text if there is none.
std::size_t next_line(std::string_view text, std::size_t from) {
    const std::size_t end = text.find('\n', from);
    return end == std::string_view::npos ? text.size() : end + 1;
}

// Byte of the input at which byte `begin` of the cell's text stands.
std::size_t offset_in_input(std::string_view input, const CsvCell& cell, std::size_t begin) {
    if (!cell.quoted) return std::min(cell.offset + begin, input.size());
    begin = std::min(begin, cell.text.size());
    std::size_t at = cell.offset + 1;
    for (; begin > 0; --begin)  // a cell that was read ends before its closing quote
        at += input[at] == '"' ? 2 : 1;
    return at;
}

// Puts `line`, or the part of it around byte `caret`, into the problem.
void set_excerpt(Problem& problem, std::string_view line, std::size_t caret) {
    if (line.size() <= kExcerptBytes) {
        problem.excerpt = line;
        problem.excerpt_column = problem.column;
        return;
    }
    std::size_t begin = caret - std::min(caret, kExcerptBytes / 2);
    while (begin < caret && is_continuation(line[begin]))
        ++begin;
    std::size_t end = std::min(begin + kExcerptBytes, line.size());
    while (end < line.size() && end > caret && is_continuation(line[end]))
        --end;
    problem.excerpt = begin > 0 ? "..." : "";
    problem.excerpt += line.substr(begin, caret - begin);
    problem.excerpt_column = count_characters(problem.excerpt) + 1;
    problem.excerpt += line.substr(caret, end - caret);
    if (end < line.size()) problem.excerpt += "...";
}

void append_quoted(std::string& out, std::string_view cell) {
    out += '"';
    for (const char c : cell) {
        if (c == '"') out += c;
        out += c;
    }
    out += '"';
}

bool needs_quotes(std::string_view cell, char separator) {
    if (cell.empty()) return false;
    // A mark at the start of a file would be taken for that of its encoding.
    return cell.front() == ' ' || cell.back() == ' ' || cell.starts_with("\uFEFF") ||
           cell.find(separator) != std::string_view::npos ||
           std::any_of(cell.begin(), cell.end(), stops_bare_cell);
}

bool is_letter_or_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool starts_formula(std::string_view text) {
    constexpr std::array<std::string_view, 4> kPassedOver = {" ", "\u00A0", "\uFEFF", "'"};
    constexpr std::array<std::string_view, 11> kStarts = {
        "=", "+", "-", "@", "\t", "\r", "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
    const auto leads = [&](std::string_view start) { return text.starts_with(start); };
    for (;;) {
        const auto* blank = std::find_if(kPassedOver.begin(), kPassedOver.end(), leads);
        if (blank == kPassedOver.end()) break;
        text.remove_prefix(blank->size());
    }
    return std::any_of(kStarts.begin(), kStarts.end(), leads);
}

}  // namespace

CsvReader::CsvReader(std::string_view input, std::string file, char separator)
    : input_(input), file_(std::move(file)), separator_(separator) {
    if (input_.starts_with(kByteOrderMark)) position_ = kByteOrderMark.size();
    refuse_other_types();
}

void CsvReader::refuse_other_types() {
    const auto* type = std::find_if(kOtherTypes.begin(), kOtherTypes.end(),
                                    [&](const FileType& t) { return starts_like(input_, t); });
    Problem problem;
    problem.file = file_;
    if (type != kOtherTypes.end()) {
        problem.message = fmt::format("this is {}, not CSV in UTF-8", type->name);
        problem.hints = {type->hint};
    } else if (input_.size() >= 2 && (input_[0] == '\0') != (input_[1] == '\0')) {
        problem.line = 1;
        problem.column = input_[0] == '\0' ? 1 : 2;
        problem.message = "NUL byte: this looks like UTF-16 text";
        problem.hints = {kSaveAsUtf8};
    } else {
        return;
    }
    problems_.push_back(std::move(problem));
    position_ = input_.size();
}

void CsvReader::skip_lines(std::size_t count) {
    for (; count > 0; --count, ++line_)
        position_ = next_line(input_, position_);
}

bool CsvReader::next(std::vector<CsvCell>& cells) {
    while (position_ < input_.size()) {
        if (skip_line_end()) continue;
        if (read_record(cells)) {
            has_header_ = true;
            return true;
        }
        if (!has_header_) position_ = input_.size();
    }
    cells.clear();
    return false;
}

bool CsvReader::read_record(std::vector<CsvCell>& cells) {
    const std::size_t begin = position_;
    const std::size_t line = line_;
    cells_read_ = 0;
    bool sound = read_cells(cells);
    cells.resize(cells_read_);
    if (sound && position_ - begin > kLargestRecord) {
        sound = false;
        problems_.push_back(problem_at({{}, line, begin, false}, 0, 1,
                                       fmt::format("row longer than {} bytes", kLargestRecord)));
    }
    if (sound) {
        skip_line_end();
    } else {
        position_ = next_line(input_, position_);
        line_ = line + count_line_ends(input_.substr(begin, position_ - begin));
    }
    return sound && check_bytes(begin, line);
}

bool CsvReader::read_cells(std::vector<CsvCell>& cells) {
    for (;; ++position_) {
        if (cells_read_ == kMostColumns) {
            return refuse(position_, 1, fmt::format("more than {} columns", kMostColumns), {});
        }
        const bool quoted = position_ < input_.size() && input_[position_] == '"';
        if (!(quoted ? read_quoted(cells) : read_bare(cells))) return false;
        if (position_ == input_.size() || input_[position_] != separator_) return true;
    }
}

// The cells of the record before are written over.
CsvCell& CsvReader::next_cell(std::vector<CsvCell>& cells) {
    if (cells_read_ == cells.size()) cells.emplace_back();
    return cells[cells_read_++];
}

bool CsvReader::read_bare(std::vector<CsvCell>& cells) {
    const std::size_t limit = std::min(input_.size(), position_ + kLargestCell + 1);
    std::size_t end = position_;
    while (end < limit && input_[end] != separator_ && !stops_bare_cell(input_[end]))
        ++end;
    if (end - position_ > kLargestCell) {
        return refuse_long_cell();
    }
    if (!ends_cell(end)) {
        return input_[end] == '"' ? refuse_bare_quote(end) : refuse_stray_cr(end);
    }
    next_cell(cells) = {input_.substr(position_, end - position_), line_, position_, false};
    position_ = end;
    return true;
}

bool CsvReader::read_quoted(std::vector<CsvCell>& cells) {
    const std::size_t begin = position_ + 1;
    std::size_t doubled = 0;
    // Every byte of the cell may be a quote that is doubled.
    const std::string_view window = input_.substr(0, begin + 2 * kLargestCell + 1);
    std::size_t close = window.find('"', begin);
    while (close != std::string_view::npos && input_.substr(close).starts_with("\"\"")) {
        ++doubled;
        close = window.find('"', close + 2);
    }
    if (close == std::string_view::npos) return refuse_unclosed_quote();
    if (!ends_cell(close + 1)) return refuse_after_quote(close + 1);
    const std::string_view raw = input_.substr(begin, close - begin);
    if (raw.size() - doubled > kLargestCell) {
        refuse_long_cell();
        position_ = close;
        return false;
    }
    next_cell(cells) = {doubled == 0 ? raw : unescape(raw, doubled), line_, position_, true};
    line_ += count_line_ends(raw);
    position_ = close + 1;
    return true;
}

std::string_view CsvReader::unescape(std::string_view raw, std::size_t doubled) {
    std::string& text = unescaped_.emplace_back();
    text.reserve(raw.size() - doubled);
    for (std::size_t at = 0; at < raw.size(); at += raw[at] == '"' ? 2 : 1)
        text += raw[at];
    return text;
}

// UTF-8 and NUL are looked for a record at a time, while it is warm in the cache.
bool CsvReader::check_bytes(std::size_t begin, std::size_t line) {
    const std::string_view record = input_.substr(begin, position_ - begin);
    const CsvCell start{record, line, begin, false};
    const std::size_t nul = record.find('\0');
    if (nul != std::string_view::npos) {
        problems_.push_back(problem_at(start, nul, 1, "NUL byte", {kSaveAsUtf8}));
    }
    const std::optional<std::size_t> invalid = find_invalid_utf8(record);
    if (invalid) {
        const unsigned byte = static_cast<unsigned char>(record[*invalid]);
        problems_.push_back(
            problem_at(start, *invalid, 1,
                       fmt::format("byte 0x{:02X}, number {} of the file, is not UTF-8", byte,
                                   begin + *invalid + 1),
                       {kSaveAsUtf8}));
    }
    return nul == std::string_view::npos && !invalid;
}

bool CsvReader::skip_line_end() {
    if (position_ == input_.size()) return false;
    const std::string_view rest = input_.substr(position_, 2);
    if (rest.front() != '\n' && rest != "\r\n") return false;
    position_ += rest.front() == '\n' ? 1 : 2;
    ++line_;
    return true;
}

bool CsvReader::ends_cell(std::size_t at) const {
    if (at == input_.size()) return true;
    const char c = input_[at];
    return c == separator_ || c == '\n' || (c == '\r' && input_.substr(at + 1).starts_with('\n'));
}

bool CsvReader::refuse(std::size_t at, std::size_t length, std::string message, std::string hint) {
    const CsvCell cell{{}, line_, position_, false};
    problems_.push_back(problem_at(cell, at - position_, length, std::move(message)));
    if (!hint.empty()) problems_.back().hints.push_back(std::move(hint));
    position_ = at;
    return false;
}

bool CsvReader::refuse_stray_cr(std::size_t at) {
    return refuse(at, 1, "old Mac line ends: a carriage return without a line feed",
                  "end lines with LF or CRLF");
}

bool CsvReader::refuse_bare_quote(std::size_t at) {
    const std::string_view before = input_.substr(position_, at - position_);
    if (before.find_first_not_of(' ') == std::string_view::npos) {
        return refuse(at, 1, "space before the quote that opens a cell", "remove the space");
    }
    const std::size_t end =
        std::min(input_.find_first_of(std::string{separator_, '\r', '\n'}, at), input_.size());
    const std::string_view cell = input_.substr(position_, end - position_);
    std::string hint = "quote the whole cell and double the quotes inside it";
    if (cell.size() <= kLongestInHint) append_quoted(hint += ": ", cell);
    return refuse(at, 1, "quote inside a cell that does not start with one", std::move(hint));
}

bool CsvReader::refuse_long_cell() {
    return refuse(position_, 1, fmt::format("cell longer than {} bytes", kLargestCell), {});
}

bool CsvReader::refuse_unclosed_quote() {
    const bool too_long = input_.size() - position_ > 2 * kLargestCell;
    if (too_long)
        refuse(position_, 1,
               fmt::format("this quote is not closed within {} bytes, the most of a cell",
                           kLargestCell),
               "a quote inside a cell is written \"\"; nothing after it was read");
    else
        refuse(position_, 1, "this quote is never closed", "a quote inside a cell is written \"\"");
    position_ = input_.size();
    return false;
}

bool CsvReader::refuse_after_quote(std::size_t at) {
    if (input_[at] == '\r') return refuse_stray_cr(at);
    if (input_[at - 2] == '\\') {
        return refuse(at - 2, 2, "quote escaped with a backslash", "double the quote: \"\"");
    }
    const std::size_t first_line_end = input_.find('\n', position_);
    if (first_line_end < at) {
        return refuse(at, 1,
                      fmt::format("text after the end of the cell that opens in line {}", line_),
                      "close that cell's quote, or double the quotes inside it");
    }
    return refuse(at, 1, "text after the closing quote of a cell",
                  "double a quote that belongs to the text: \"\"");
}

Problem CsvReader::problem_at(const CsvCell& cell, std::size_t begin, std::size_t length,
                              std::string message, std::vector<std::string> hints) const {
    const std::size_t at = offset_in_input(input_, cell, begin);
    const std::size_t end = offset_in_input(input_, cell, begin + length);
    const std::size_t first = input_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    const std::size_t line_before = at == 0 ? std::string_view::npos : input_.rfind('\n', at - 1);
    const std::size_t line_begin = line_before == std::string_view::npos ? first : line_before + 1;
    std::string_view line = input_.substr(line_begin, input_.find('\n', at) - line_begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t caret = std::min(at - line_begin, line.size());
    const std::string_view marked = line.substr(caret, end - at);

    Problem problem;
    problem.file = file_;
    problem.line = cell.line + count_line_ends(input_.substr(cell.offset, at - cell.offset));
    problem.column = count_characters(line.substr(0, caret)) + 1;
    problem.message = std::move(message);
    problem.length = std::max<std::size_t>(count_characters(marked), 1);
    problem.hints = std::move(hints);
    set_excerpt(problem, line, caret);
    return problem;
}

std::string_view foreign_separator(std::string_view header) {
    if (header.find(';') != std::string_view::npos) return "semicolons";
    if (header.find('\t') != std::string_view::npos) return "tabs";
    return {};
}

void append_csv_record(std::string& out, const std::vector<std::string_view>& cells,
                       char separator) {
    const bool only_one_empty = cells.size() == 1 && cells.front().empty();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += separator;
        if (only_one_empty)
            append_quoted(out, cells[i]);
        else
            append_csv_cell(out, cells[i], separator);
    }
    out += '\n';
}

bool is_bare_csv_cell(std::string_view text) {
    static constexpr std::array<bool, 256> kStops = [] {
        std::array<bool, 256> stops = kStopsBareCell;
        stops[static_cast<unsigned char>(',')] = true;
        return stops;
    }();
    if (text.empty()) return true;
    if (!is_letter_or_digit(text.front()) || text.back() == ' ') return false;
    bool stopped = false;  // all of it is looked at: shorter than asking at every byte
    for (const char c : text)
        stopped |= kStops[static_cast<unsigned char>(c)];
    return !stopped;
}

void append_guarded_csv_cell(std::string& out, std::string_view text) {
    if (is_bare_csv_cell(text))
        out += text;
    else
        append_csv_cell(out, guard_formula(text));
}

void append_csv_cell(std::string& out, std::string_view cell, char separator) {
    if (!(separator == ',' && is_bare_csv_cell(cell)) && needs_quotes(cell, separator))
        append_quoted(out, cell);
    else
        out += cell;
}

std::string guard_formula(std::string_view text) {
    return (starts_formula(text) ? "'" : "") + std::string(text);
}

std::string_view unguard_formula(std::string_view text) {
    if (text.starts_with('\'') && starts_formula(text)) text.remove_prefix(1);
    return text;
}

}  // namespace gw
