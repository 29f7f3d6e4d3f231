// SPDX-License-Identifier: Apache-2.0
#include "table/xlsx.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <utility>

#include "table/machine.h"
#include "table/xlsx_library.h"
#include "text/error.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::size_t kMostRows = 1'048'576;     // of a sheet, its header too
constexpr std::size_t kMostCharacters = 32'767;  // of a cell, in UTF-16
constexpr double kNarrowest = 8;
constexpr double kWidest = 60;
constexpr std::time_t kMadeOn = 315'532'800;  // 1980-01-01, the first day that a zip file knows

// A folder of its own for the file that the library writes, gone with this object.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        std::string pattern =
            (std::filesystem::temp_directory_path(error) / "gigawatch.XXXXXX").string();
        if (error || ::mkdtemp(pattern.data()) == nullptr)
            throw Error(Exit::kSystem, "no temporary folder for the workbook", "set TMPDIR");
        folder_ = pattern;
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string path() const { return (folder_ / "book.xlsx").string(); }
    std::string read() const {
        std::ifstream file(path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::filesystem::path folder_;
};

// Text that XML can hold, as short as a cell. "_x0041_" in a cell would be read as "A", so its
// underscore is written as such a code itself.
class CellText {
public:
    explicit CellText(std::string_view text) {
        while (!text.empty()) {
            const Character character = first_character(text);
            const std::size_t units = character.code >= 0x10000 ? 2 : 1;
            if (units_ + units > kMostCharacters - 1) {
                cut_ = true;
                text_ += "…";
                return;
            }
            append(text, character);
            units_ += units;
            text.remove_prefix(character.bytes);
        }
    }
    const char* c_str() const { return text_.c_str(); }
    bool cut() const { return cut_; }

private:
    void append(std::string_view text, const Character& character) {
        const bool in_xml = character.code >= 0 && character.code != 0xfffe &&
                            character.code != 0xffff && character.code != 0;
        if (!in_xml)
            text_ += "\ufffd";
        else if (is_code(text))
            text_ += "_x005F_";
        else if (character.code < ' ' && character.code != '\n' && character.code != '\t')
            text_ += fmt::format("_x{:04X}_", character.code);
        else
            text_ += text.substr(0, character.bytes);
    }
    static bool is_code(std::string_view text) {
        constexpr std::string_view kHex = "0123456789abcdefABCDEF";
        return text.size() >= 7 && text[0] == '_' && text[1] == 'x' && text[6] == '_' &&
               text.substr(2, 4).find_first_not_of(kHex) == std::string_view::npos;
    }

    std::string text_;
    std::size_t units_ = 0;
    bool cut_ = false;
};

// The library prints its own words on stderr, "[ERROR] ..."; ours are enough.
class SilentErrors {
public:
    SilentErrors() : before_(::dup(STDERR_FILENO)) {
        const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        if (nowhere < 0) return;
        ::dup2(nowhere, STDERR_FILENO);
        ::close(nowhere);
    }
    ~SilentErrors() {
        if (before_ < 0) return;
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }
    SilentErrors(const SilentErrors&) = delete;
    SilentErrors& operator=(const SilentErrors&) = delete;

private:
    int before_;
};

class Workbook {
public:
    explicit Workbook(const std::string& path)
        : library_(xlsx_library()), book_(library_.workbook_new(path.c_str())) {
        if (book_ == nullptr) throw std::bad_alloc();
        header_ = library_.workbook_add_format(book_);
        library_.format_set_bold(header_);
        figure_header_ = library_.workbook_add_format(book_);
        library_.format_set_bold(figure_header_);
        library_.format_set_align(figure_header_, LXW_ALIGN_RIGHT);
        figure_ = library_.workbook_add_format(book_);
        library_.format_set_num_format(figure_, "#,##0");
        long_figure_ = library_.workbook_add_format(book_);
        library_.format_set_align(long_figure_, LXW_ALIGN_RIGHT);
    }
    // Abandoned by an exception, the library's own memory stays: the process is about to end.
    ~Workbook() = default;
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void add(const WorkbookSheet& sheet) {
        begin_sheet(sheet.name);
        const std::vector<std::size_t> places = machine_columns(*sheet.table);
        if (sheet.table->rows.size() >= kMostRows)
            throw Error(
                Exit::kUsage,
                fmt::format("{} rows are more than a sheet holds", sheet.table->rows.size()),
                fmt::format("--limit {}, or -f csv", kMostRows - 1));
        lxw_col_t column = 0;
        for (const std::size_t place : places) {
            write_column(*sheet.table, place, column++);
        }
        end_sheet(sheet.table->rows.size(), column);
        add_notes(sheet);
    }

    void finish() {
        write_notes();
        lxw_doc_properties properties{};
        properties.created = kMadeOn;
        library_.workbook_set_properties(book_, &properties);
        check(library_.workbook_close(book_));
    }

private:
    struct Note {
        std::string sheet;
        std::string text;
    };

    void check(lxw_error error) const {
        if (error != LXW_NO_ERROR)
            throw Error(Exit::kSystem, fmt::format("the workbook could not be made: {}",
                                                   library_.lxw_strerror(error)));
    }

    void begin_sheet(std::string_view name) {
        sheet_ = library_.workbook_add_worksheet(book_, std::string(name).c_str());
        if (sheet_ == nullptr)
            throw Error(Exit::kUsage, fmt::format("\"{}\" cannot be the name of a sheet", name));
        long_figures_ = 0;
        cut_texts_ = 0;
    }

    void end_sheet(std::size_t rows, lxw_col_t columns) {
        library_.worksheet_freeze_panes(sheet_, 1, 0);
        if (columns > 0)
            check(library_.worksheet_autofilter(sheet_, 0, 0, static_cast<lxw_row_t>(rows),
                                                static_cast<lxw_col_t>(columns - 1)));
    }

    void write_column(const Table& table, std::size_t place, lxw_col_t column) {
        const Column& given = table.columns[place];
        width_ = kNarrowest;
        write_text(0, column, given.name, given.unit == Unit::kText ? header_ : figure_header_);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            write_value(static_cast<lxw_row_t>(i + 1), column, table.rows[i][place]);
        }
        check(library_.worksheet_set_column(sheet_, column, column, width_ + 2, nullptr));
    }

    void write_value(lxw_row_t row, lxw_col_t column, const Value& value) {
        if (const auto* text = std::get_if<std::string>(&value)) {
            if (!text->empty()) write_text(row, column, *text, nullptr);
        } else if (const auto number = machine_number(value)) {
            write_number(row, column, *number);
        }
    }

    void write_text(lxw_row_t row, lxw_col_t column, std::string_view text, lxw_format* format) {
        const CellText cell(text);
        cut_texts_ += cell.cut() ? 1 : 0;
        widen(display_width(text.substr(0, text.find('\n'))));
        check(library_.worksheet_write_string(sheet_, row, column, cell.c_str(), format));
    }

    void write_number(lxw_row_t row, lxw_col_t column, const std::string& digits) {
        const std::size_t count = digits.size() - (digits.front() == '-' ? 1 : 0);
        const bool whole = digits.find_first_not_of("-0123456789") == std::string::npos;
        widen(whole ? count + (count - 1) / 3 + 1 : count);
        if (whole && count > kSpreadsheetDigits) {
            ++long_figures_;
            check(
                library_.worksheet_write_string(sheet_, row, column, digits.c_str(), long_figure_));
            return;
        }
        double number = 0;  // exact, up to so many digits
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
        check(library_.worksheet_write_number(sheet_, row, column, number,
                                              whole ? figure_ : nullptr));
    }

    void widen(std::size_t characters) {
        width_ = std::clamp(static_cast<double>(characters), width_, kWidest);
    }

    void add_notes(const WorkbookSheet& sheet) {
        const std::string name(sheet.name);
        notes_.push_back({name, sheet.table->title});
        for (const std::string& note : sheet.table->notes)
            notes_.push_back({name, note});
        if (long_figures_ > 0)
            notes_.push_back({name, fmt::format("{} of more than {} digits written as text, since "
                                                "a spreadsheet would round them",
                                                long_figures_, kSpreadsheetDigits)});
        if (cut_texts_ > 0)
            notes_.push_back({name, fmt::format("{} cut to {} characters, the most that a cell "
                                                "holds; -f csv has them whole",
                                                cut_texts_, kMostCharacters)});
    }

    void write_notes() {
        begin_sheet("notes");
        Table table;
        table.columns = {{.name = "sheet"}, {.name = "note"}};
        table.rows.push_back(
            {"",
             "Money is in whole units of USD or of the currency named beside it, power in kW. "
             "An empty cell is not known, or has no limit; it is not 0."});
        for (const Note& note : notes_)
            table.rows.push_back({note.sheet, note.text});
        write_column(table, 0, 0);
        write_column(table, 1, 1);
        library_.worksheet_freeze_panes(sheet_, 1, 0);
    }

    const XlsxLibrary& library_;
    lxw_workbook* book_;
    lxw_format* header_ = nullptr;
    lxw_format* figure_header_ = nullptr;
    lxw_format* figure_ = nullptr;
    lxw_format* long_figure_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;  // the one that is being written
    double width_ = kNarrowest;       // of its column
    std::size_t long_figures_ = 0;    // in it, written as text
    std::size_t cut_texts_ = 0;
    std::vector<Note> notes_;
};

}  // namespace

std::string format_xlsx(const std::vector<WorkbookSheet>& sheets) {
    const TemporaryFile file;
    const SilentErrors silent;
    Workbook workbook(file.path());
    for (const WorkbookSheet& sheet : sheets) {
        workbook.add(sheet);
    }
    workbook.finish();
    std::string bytes = file.read();
    if (bytes.empty()) throw Error(Exit::kSystem, "the workbook could not be read back");
    return bytes;
}

}  // namespace gw
