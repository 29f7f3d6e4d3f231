// SPDX-License-Identifier: Apache-2.0
#include "exchange/sheet.h"

#include <dirent.h>
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <future>
#include <system_error>

#include "exchange/json_sheet.h"
#include "exchange/sheet_rows.h"
#include "text/input.h"
#include "text/likeness.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

struct CloseFolder {
    void operator()(DIR* folder) const { ::closedir(folder); }
};

// Names in a folder, in no order. Not by std::filesystem's iterator, which ends the program where
// memory lacks for the next name.
std::vector<fs::path> names_in(const fs::path& folder) {
    std::vector<fs::path> names;
    const std::unique_ptr<DIR, CloseFolder> entries(::opendir(folder.c_str()));
    if (entries != nullptr) {
        errno = 0;
        while (const dirent* entry = ::readdir(entries.get())) {
            names.emplace_back(entry->d_name);
            errno = 0;
        }
    }
    if (const int error = errno; error != 0)
        throw Error(Exit::kSystem, fmt::format("{}: {}; nothing was imported", folder.string(),
                                               std::strerror(error)));
    return names;
}

std::vector<fs::path> files_called(const fs::path& folder, std::string_view extension,
                                   const Catalogue* catalogue) {
    std::vector<fs::path> files;
    for (const fs::path& name : names_in(folder)) {
        if (name.extension() == extension &&
            (catalogue == nullptr || catalogue->find(name.stem().string()) != nullptr))
            files.push_back(folder / name);
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<fs::path> table_files(const Catalogue& catalogue, const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (status.type() == fs::file_type::regular) return {path};
    if (status.type() == fs::file_type::not_found)
        throw Error(Exit::kSystem,
                    fmt::format("{}: no such file or folder; nothing was imported", path.string()));
    if (status.type() != fs::file_type::directory)
        throw Error(Exit::kSystem,
                    fmt::format("{} is neither a folder nor a regular file; nothing was imported",
                                path.string()));
    std::vector<fs::path> files = files_called(path, ".csv", nullptr);
    if (files.empty()) files = files_called(path, ".json", &catalogue);
    if (files.empty())
        throw Error(Exit::kData,
                    fmt::format("{} holds no .csv file; nothing was imported", path.string()),
                    "a book's folder holds deals.csv, legs.csv and so on: gigawatch help format");
    return files;
}

std::vector<std::string> names_of(const std::vector<SheetTable>& tables) {
    std::vector<std::string> names;
    for (const SheetTable& table : tables)
        names.push_back(table.name);
    return names;
}

std::vector<std::string> names_of(const std::vector<SheetColumn>& columns) {
    std::vector<std::string> names;
    for (const SheetColumn& column : columns)
        names.push_back(column.name);
    return names;
}

Problem unknown_table(const Catalogue& catalogue, const std::string& file,
                      const std::string& stem) {
    Problem problem;
    problem.file = file;
    problem.message = fmt::format("\"{}\" is no table of the book", stem);
    for (const std::string& name : suggest(stem, names_of(catalogue.tables())))
        problem.hints.push_back(name + ".csv");
    if (problem.hints.empty())
        problem.hints.push_back(fmt::format(
            "the tables are {}; a sheet of another form is read with --rules: gigawatch "
            "help rules",
            fmt::join(names_of(catalogue.tables()), ", ")));
    return problem;
}

Problem unknown_column(const Sheet& sheet, const CsvReader& reader, const CsvCell& cell) {
    if (cell.text.empty())
        return reader.problem_at(cell, 0, 1, "a column has no name",
                                 {"name it, or remove the comma"});
    return reader.problem_at(cell, 0, cell.text.size(),
                             fmt::format("\"{}\" is no column of {}", cell.text, sheet.name),
                             column_hints(sheet, cell.text));
}

void match_header(Sheet& sheet, const CsvReader& reader, const CsvRow& header,
                  std::vector<Problem>& problems) {
    sheet.position.assign(sheet.table->columns.size(), -1);
    const std::size_t before = problems.size();
    for (std::size_t i = 0; i < header.size(); ++i) {
        const SheetColumn* column = sheet.table->find(header[i].text);
        if (column == nullptr) {
            problems.push_back(unknown_column(sheet, reader, header[i]));
            continue;
        }
        const auto at = static_cast<std::size_t>(column - sheet.table->columns.data());
        if (sheet.position[at] >= 0)
            problems.push_back(
                reader.problem_at(header[i], 0, header[i].text.size(),
                                  fmt::format("column \"{}\" stands twice, as columns {} and {}",
                                              column->name, sheet.position[at] + 1, i + 1),
                                  {"keep one of them"}));
        sheet.position[at] = static_cast<int>(i);
        sheet.columns.push_back(static_cast<int>(at));
    }
    const std::string missing = missing_key(sheet);
    if (missing.empty() || problems.size() != before) return;  // the missing one may be misspelt
    problems.push_back(reader.problem_at(
        header.front(), 0, 1, missing,
        {missing.find("columns") == std::string::npos ? "add it to the header"
                                                      : "add them to the header"}));
}

// Whether the header is cut by something else than commas, which is then said.
bool is_foreign(const CsvReader& reader, const CsvRow& header, std::vector<Problem>& problems) {
    if (header.size() != 1) return false;
    const std::string_view separator = foreign_separator(header.front().text);
    if (separator.empty()) return false;
    const std::size_t at = header.front().text.find_first_of(";\t");
    problems.push_back(reader.problem_at(
        header.front(), at, 1, fmt::format("{} separate the columns, not commas", separator),
        {"save the file as CSV with commas"}));
    return true;
}

// A line for Excel, which names the separator and no column.
bool tells_separator(const CsvReader& reader, const CsvRow& header,
                     std::vector<Problem>& problems) {
    if (!header.front().text.starts_with("sep=")) return false;
    problems.push_back(reader.problem_at(header.front(), 0, 4,
                                         "a line for spreadsheets stands before the header",
                                         {"remove it, and save the file as CSV with commas"}));
    return true;
}

// Whether a file has more rows than it may; a problem says so.
bool has_too_many_rows(const Sheet& sheet, std::vector<Problem>& problems) {
    if (sheet.lines <= kMostRows) return false;
    CsvReader reader(sheet.bytes, sheet.name);
    CsvRow row;
    std::size_t rows = 0;
    reader.next(row);
    while (rows <= kMostRows && reader.next(row))
        ++rows;
    if (rows <= kMostRows) return false;
    problems.push_back(reader.problem_at(row.front(), 0, 1,
                                         fmt::format("more than {} rows", kMostRows),
                                         {"split the file: rows are found by their keys, so that "
                                          "one part after the other can be imported"}));
    return true;
}

// Whether the header could be matched; problems say why not.
bool read_header(Sheet& sheet, std::vector<Problem>& problems) {
    const std::size_t before = problems.size();
    CsvReader reader(sheet.bytes, sheet.name);
    CsvRow header;
    const bool found = reader.next(header);
    problems.insert(problems.end(), reader.problems().begin(), reader.problems().end());
    if (!found && problems.size() == before) {
        Problem problem;
        problem.file = sheet.name;
        problem.message = "empty file";
        problem.hints = {fmt::format("the first line names the columns: {}",
                                     fmt::join(names_of(sheet.table->columns), ","))};
        problems.push_back(problem);
    }
    if (problems.size() == before && found &&
        (tells_separator(reader, header, problems) || is_foreign(reader, header, problems)))
        return false;
    if (problems.size() == before) match_header(sheet, reader, header, problems);
    return problems.size() == before;
}

}  // namespace

std::vector<std::string> column_hints(const Sheet& sheet, std::string_view name) {
    std::vector<std::string> hints = suggest(name, names_of(sheet.table->columns));
    if (const std::string why = explain_lookalike(name); !why.empty() && !hints.empty())
        hints = {fmt::format("{}: {}", hints.front(), why)};
    if (hints.empty())
        hints.push_back(fmt::format("the columns of {} are {}", sheet.name,
                                    fmt::join(names_of(sheet.table->columns), ", ")));
    return hints;
}

std::string missing_key(const Sheet& sheet) {
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < sheet.table->columns.size(); ++i)
        if (sheet.table->columns[i].key && sheet.position[i] < 0)
            missing.push_back(sheet.table->columns[i].name);
    if (missing.empty()) return {};
    const bool one = missing.size() == 1;
    return fmt::format("{} needs the {} {}, which {} in the key of its rows", sheet.name,
                       one ? "column" : "columns", fmt::join(missing, ", "), one ? "is" : "are");
}

std::size_t line_of(const Sheet& sheet, const std::vector<CsvCell>& row) {
    return sheet.json ? json_line(sheet, row.front()) : row.front().line;
}

bool is_of_one_file(const Sheet& a, const Sheet& b) {
    return &a == &b || (a.json && a.json == b.json);
}

Sheet make_typed_sheet(const SheetTable& table, Sheet::Expects expects,
                       const std::vector<std::string>& columns) {
    Sheet sheet;
    sheet.name = table.name;
    sheet.table = &table;
    sheet.expects = expects;
    sheet.origin = Sheet::Origin::kHand;
    sheet.usable = true;
    sheet.position.assign(table.columns.size(), -1);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto at = static_cast<std::size_t>(table.find(columns[i]) - table.columns.data());
        sheet.position[at] = static_cast<int>(i);
        sheet.columns.push_back(static_cast<int>(at));
    }
    append_csv_record(sheet.bytes, {columns.begin(), columns.end()});
    return sheet;
}

namespace {

// Appends one row; `place` is told of each cell its position, the byte where it starts, and whether
// it was guarded.
template <class Place>
void append_cells(Sheet& sheet, const std::vector<std::string>& cells, Place place) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const Grammar grammar =
            sheet.table->columns[static_cast<std::size_t>(sheet.columns[i])].grammar;
        const bool text = grammar == Grammar::kText || grammar == Grammar::kClaimValue;
        const std::string cell = text ? guard_formula(cells[i]) : cells[i];
        if (i > 0) sheet.bytes += ',';
        place(i, sheet.bytes.size(), cell != cells[i]);
        append_csv_record(sheet.bytes, {cell});
        sheet.bytes.pop_back();
    }
    sheet.bytes += '\n';
}

}  // namespace

void append_row(Sheet& sheet, const std::vector<std::string>& cells,
                std::vector<CellSource> sources) {
    append_cells(sheet, cells, [&](std::size_t i, std::size_t at, bool guarded) {
        if (i >= sources.size()) return;
        sources[i].at = at;
        sources[i].guarded = guarded;
        sheet.sources.push_back(std::move(sources[i]));
    });
}

void append_row(Sheet& sheet, const std::vector<std::string>& cells,
                std::vector<CellOrigin> origins) {
    append_cells(sheet, cells, [&](std::size_t i, std::size_t at, bool) {
        origins[i].at = at;
        sheet.origins.push_back(origins[i]);
    });
}

const CellOrigin* origin_of(const Sheet& sheet, const CsvCell& cell) {
    const auto found =
        std::lower_bound(sheet.origins.begin(), sheet.origins.end(), cell.offset,
                         [](const CellOrigin& one, std::size_t offset) { return one.at < offset; });
    return found == sheet.origins.end() || found->at != cell.offset ? nullptr : &*found;
}

// A problem where the cell was read from, in the file that was given.
Problem problem_in_source(const CellSource& source, const CsvCell& cell, CellError error) {
    std::string_view text = cell.text;
    std::size_t begin = error.offset;
    if (source.guarded) {
        text.remove_prefix(1);
        begin -= std::min<std::size_t>(begin, 1);
    }
    begin = std::min(begin, text.size());
    Problem problem;
    const std::size_t before = count_characters(text.substr(0, begin));
    problem.file = source.file;
    problem.line = source.line;
    problem.column = source.column == 0 ? 0 : source.column + before;
    problem.message = std::move(error.message);
    problem.excerpt = source.excerpt;
    problem.length = std::max<std::size_t>(count_characters(text.substr(begin, error.length)), 1);
    problem.hints = std::move(error.hints);
    problem.excerpt_column = source.excerpt_column + before;
    return problem;
}

Problem problem_at(const Sheet& sheet, const CsvReader& reader, const CsvCell& cell,
                   CellError error) {
    if (error.length == 0) error.length = std::max<std::size_t>(cell.text.size(), 1);
    if (const CellOrigin* origin = origin_of(sheet, cell)) {
        const std::size_t all = std::max<std::size_t>(origin->cell.text.size(), 1);
        Problem problem = origin->rule != nullptr
                              ? *origin->rule
                              : sheet.original->problem_at(origin->cell, 0, all, "");
        problem.message = std::move(error.message);
        problem.hints = std::move(error.hints);
        return problem;
    }
    if (sheet.json) return json_problem_at(sheet, cell, std::move(error));
    const auto source =
        std::lower_bound(sheet.sources.begin(), sheet.sources.end(), cell.offset,
                         [](const CellSource& one, std::size_t offset) { return one.at < offset; });
    if (source == sheet.sources.end() || source->at != cell.offset)
        return reader.problem_at(cell, error.offset, error.length, std::move(error.message),
                                 std::move(error.hints));
    return problem_in_source(*source, cell, std::move(error));
}

// A file that is being read: its bytes and its lines.
struct BytesOfFile {
    std::string bytes;
    std::size_t lines = 1;
};

std::future<BytesOfFile> start_reading(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    const auto how = !error && size >= kWorthAThread ? std::launch::deferred | std::launch::async
                                                     : std::launch::deferred;
    return std::async(how, [path] {
        BytesOfFile file{read_file(path, "nothing was imported")};
        for (std::size_t at = 0; (at = file.bytes.find('\n', at)) != std::string::npos; ++at)
            ++file.lines;  // lines are long: looking for their ends is sooner done than counting
                           // bytes
        return file;
    });
}

struct FileToRead {
    fs::path path;
    std::future<BytesOfFile> content;
};

SheetFiles read_sheets(const Catalogue& catalogue, const std::vector<fs::path>& paths,
                       std::vector<Problem>& problems) {
    SheetFiles files;
    std::vector<FileToRead> reading;
    for (const fs::path& path : paths)
        for (const fs::path& file : table_files(catalogue, path)) {
            const std::string table = file.stem().string();
            if (catalogue.find(table) != nullptr) {
                reading.push_back({file, start_reading(file)});
                continue;
            }
            problems.push_back(unknown_table(catalogue, file.filename().string(), table));
            for (const std::string& meant : suggest(table, names_of(catalogue.tables())))
                files.unread.push_back(meant);
        }
    for (FileToRead& file : reading) {
        Sheet sheet;
        sheet.name = file.path.filename().string();
        sheet.table = catalogue.find(file.path.stem().string());
        BytesOfFile content = file.content.get();
        if (file.path.extension() == ".json") {
            read_json_sheets(sheet, std::move(content.bytes), files.sheets, problems);
            continue;
        }
        sheet.bytes = std::move(content.bytes);
        sheet.lines = content.lines;
        sheet.usable = read_header(sheet, problems) && !has_too_many_rows(sheet, problems);
        files.sheets.push_back(std::move(sheet));
    }
    std::stable_sort(files.sheets.begin(), files.sheets.end(),
                     [](const Sheet& a, const Sheet& b) { return a.table < b.table; });
    return files;
}

}  // namespace gw
