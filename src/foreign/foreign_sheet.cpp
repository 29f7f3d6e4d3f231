// SPDX-License-Identifier: Apache-2.0
#include "foreign/foreign_sheet.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "cells/date.h"
#include "foreign/reading.h"
#include "text/digest.h"
#include "text/names.h"
#include "text/suggest.h"

namespace gw {
namespace {

bool is_blank(const CsvRow& cells) {
    return std::all_of(cells.begin(), cells.end(),
                       [](const CsvCell& cell) { return trim_cell(cell.text).empty(); });
}

// A slug that a rule makes of a day would be no key: two deals may share a day.
bool is_day_as_key(const CellRule& rule, const std::string& cell) {
    if (!rule.column->key || rule.column->grammar != Grammar::kText || cell.empty()) return false;
    return cell.size() >= 6 && std::holds_alternative<DateRange>(parse_date(cell));
}

}  // namespace

// The rows that one pass over the lines makes, before they are laid out as sheets.
class ForeignSheet::Rows {
public:
    Rows(const ForeignSheet& sheet, const Spellings& known, std::vector<Problem>& problems)
        : sheet_(sheet), known_(known), problems_(problems) {
        rows_.resize(sheet.rules_.rows.size());
    }

    void add(const ForeignLine& line) {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            add_row(sheet_.rules_.rows[i], line, i);
    }

    SheetFiles lay_out() const {
        SheetFiles files;
        files.refused = refused_;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const RowRule& rule = sheet_.rules_.rows[i];
            std::vector<std::string> columns;
            for (const CellRule& cell : rule.cells)
                columns.push_back(cell.column->name);
            Sheet sheet = make_typed_sheet(*rule.table, Sheet::Expects::kAny, columns);
            sheet.origin = Sheet::Origin::kForeign;
            sheet.original = &sheet_.reader_;
            for (const Made& row : rows_[i])
                append_row(sheet, row.cells, row.origins);
            files.sheets.push_back(std::move(sheet));
        }
        return files;
    }

private:
    struct Made {
        std::size_t line = 0;
        std::vector<std::string> cells;
        std::vector<CellOrigin> origins;
    };

    void report(const CellOrigin& at, std::string message, std::vector<std::string> hints) {
        Problem problem = at.rule != nullptr
                              ? *at.rule
                              : sheet_.reader_.problem_at(
                                    at.cell, 0, std::max<std::size_t>(at.cell.text.size(), 1), "");
        problem.message = std::move(message);
        problem.hints = std::move(hints);
        problems_.push_back(std::move(problem));
    }

    std::string_view text_of(const NamedColumn& column, const ForeignLine& line) const {
        return line.cells[sheet_.position(column.name)].text;
    }

    CellOrigin origin_of(const CellRule& rule, const ForeignLine& line) const {
        CellOrigin origin;
        if (rule.from.empty()) {
            origin.rule = &rule.place;
            origin.cell.line = line.line;
            return origin;
        }
        origin.column = sheet_.position(rule.from.front().name);
        origin.cell = line.cells[origin.column];
        return origin;
    }

    // nullopt: what is wrong was reported.
    std::optional<std::string> read(const CellRule& rule, const ForeignLine& line,
                                    const CellOrigin& origin) {
        if (rule.when && is_missing(text_of(*rule.when, line), rule.notation)) return "";
        std::vector<std::string_view> texts;
        for (const NamedColumn& column : rule.from)
            texts.push_back(text_of(column, line));
        auto read = read_foreign(rule, texts);
        if (auto* error = std::get_if<CellError>(&read)) {
            report(origin, std::move(error->message), std::move(error->hints));
            return std::nullopt;
        }
        std::string cell = std::get<std::string>(std::move(read));
        if (is_day_as_key(rule, cell)) {
            report(origin, fmt::format("\"{}\" is a day, and no key: two rows may share it", cell),
                   {fmt::format("map {} to a column that names the row", rule.column->name)});
            return std::nullopt;
        }
        if (!cell.empty()) cell = with_bounds(rule, line, rule.before + cell + rule.after);
        const auto spelling = sheet_.rules_.spellings.find(cell);
        if (rule.column->references == "parties" && spelling != sheet_.rules_.spellings.end())
            cell = spelling->second;
        return cell;
    }

    std::string with_bounds(const CellRule& rule, const ForeignLine& line, std::string cell) const {
        const auto holds = [&](const std::optional<NamedColumn>& column) {
            return column && !is_missing(text_of(*column, line), rule.notation);
        };
        if (holds(rule.up_to)) cell = ".." + cell;
        if (holds(rule.at_least)) cell += "..";
        return holds(rule.about) ? "~" + cell : cell;
    }

    void add_row(const RowRule& rule, const ForeignLine& line, std::size_t place) {
        if (rule.when && is_missing(text_of(*rule.when, line), rule.cells.front().notation)) return;
        Made made{line.line, {}, {}};
        bool sound = true;
        for (const CellRule& cell : rule.cells) {
            made.origins.push_back(origin_of(cell, line));
            auto text = read(cell, line, made.origins.back());
            sound = sound && text.has_value();
            made.cells.push_back(text.value_or(""));
        }
        if (!sound) {
            refused_.insert(id_of(rule, made));
            return;
        }
        if (rule.table->name == "parties" && is_known(rule, made)) return;
        merge(rule, std::move(made), place);
    }

    // Whether the book, or a line before, has the party under another slug or spelling.
    bool is_known(const RowRule& rule, const Made& made) {
        std::string name = cell_of(rule, made, "name");
        const std::string slug = cell_of(rule, made, "party");
        if (name.empty()) name = slug;
        if (sheet_.rules_.spellings.contains(name) || known_.find(name)) return true;
        std::string folded = fold_name(name);
        if (folded.empty()) folded = name;
        const auto [found, added] = mine_.try_emplace(std::move(folded), slug);
        return !added && found->second != slug;
    }

    static std::string cell_of(const RowRule& rule, const Made& made, std::string_view column) {
        for (std::size_t i = 0; i < rule.cells.size(); ++i)
            if (rule.cells[i].column->name == column) return made.cells[i];
        return {};
    }

    static std::string id_of(const RowRule& rule, const Made& made) {
        std::vector<std::string> key;
        for (const int position : rule.table->key)
            key.push_back(
                cell_of(rule, made, rule.table->columns[static_cast<std::size_t>(position)].name));
        return row_id(*rule.table, key);
    }

    // A row that a line before has made already is one with it: empty cells are filled, others
    // must say the same.
    void merge(const RowRule& rule, Made made, std::size_t place) {
        const std::string id = id_of(rule, made);
        const auto [found, added] = places_.try_emplace(id, place, rows_[place].size());
        if (added) return rows_[place].push_back(std::move(made));
        Made& before = rows_[found->second.first][found->second.second];
        if (found->second.first != place)
            return report(
                made.origins.front(),
                fmt::format("{} is made by another rule already, of line {}", id, before.line),
                {"give each row a key of its own"});
        for (std::size_t i = 0; i < made.cells.size(); ++i) {
            if (before.cells[i].empty()) {
                before.cells[i] = made.cells[i];
                before.origins[i] = made.origins[i];
            } else if (!made.cells[i].empty() && made.cells[i] != before.cells[i]) {
                report(made.origins[i],
                       fmt::format(R"({} of {} is "{}" on line {} and "{}" here)",
                                   rule.cells[i].column->name, id, before.cells[i], before.line,
                                   made.cells[i]),
                       {"make both the same, or give the rows keys of their own"});
            }
        }
    }

    const ForeignSheet& sheet_;
    const Spellings& known_;
    std::vector<Problem>& problems_;
    std::vector<std::vector<Made>> rows_;                                // by rule
    std::map<std::string, std::pair<std::size_t, std::size_t>> places_;  // by the row's name
    std::set<std::string> refused_;            // rows in which something is wrong
    std::map<std::string, std::string> mine_;  // parties that the sheet brings, by folded name
};

ForeignSheet::ForeignSheet(std::string bytes, std::string name, RulesFile rules)
    : bytes_(std::move(bytes)),
      name_(std::move(name)),
      rules_(std::move(rules)),
      reader_(bytes_, name_, rules_.separator) {
    std::vector<Problem> problems;
    read_header(problems);
    if (problems.empty()) check_columns(problems);
    if (problems.empty()) read_lines(problems);
    if (problems.empty()) return;
    const std::size_t count = problems.size();
    throw Error(Exit::kData, std::move(problems),
                fmt::format("{} {}; nothing was imported", count, count == 1 ? "error" : "errors"));
}

void ForeignSheet::read_header(std::vector<Problem>& problems) {
    reader_.skip_lines(rules_.header_line - 1);
    const bool found = reader_.next(header_cells_);
    problems = reader_.problems();
    if (!problems.empty()) return;
    if (!found) {
        Problem problem;
        problem.file = name_;
        problem.message =
            fmt::format("no line {}, where the rules have the header", rules_.header_line);
        return problems.push_back(std::move(problem));
    }
    for (const CsvCell& cell : header_cells_)
        header_.emplace_back(trim_cell(cell.text));
    const std::string_view other = foreign_separator(header_cells_.front().text);
    if (header_.size() == 1 && !other.empty())
        problems.push_back(
            reader_.problem_at(header_cells_.front(), 0, header_cells_.front().text.size(),
                               fmt::format("{} seem to separate the columns", other),
                               {other == "tabs" ? "separator = \"tab\" under [sheet]"
                                                : "separator = \";\" under [sheet]"}));
}

std::size_t ForeignSheet::position(const std::string& column) const {
    const auto found = std::find(header_.begin(), header_.end(), trim_cell(column));
    return found == header_.end() ? std::string::npos
                                  : static_cast<std::size_t>(found - header_.begin());
}

void ForeignSheet::check_column(const NamedColumn& column, std::vector<Problem>& problems) const {
    const auto count = std::count(header_.begin(), header_.end(), trim_cell(column.name));
    if (count == 1) return;
    Problem problem = column.place;
    problem.message = count == 0
                          ? fmt::format("{} has no column \"{}\"", name_, column.name)
                          : fmt::format("{} has {} columns \"{}\"", name_, count, column.name);
    problem.hints = suggest(column.name, header_);
    if (count > 1) problem.hints = {"name the columns apart in the sheet"};
    if (problem.hints.empty())
        problem.hints = {
            fmt::format("line {} has {}", rules_.header_line, fmt::join(header_, ", "))};
    problems.push_back(std::move(problem));
}

namespace {

// Every column that the rules name, whatever for.
std::vector<const NamedColumn*> named_columns(const RulesFile& rules) {
    std::vector<const NamedColumn*> columns;
    const auto add = [&](const std::optional<NamedColumn>& column) {
        if (column) columns.push_back(&*column);
    };
    for (const SkipRule& skip : rules.skip)
        columns.push_back(&skip.column);
    for (const RowRule& row : rules.rows) {
        add(row.when);
        for (const CellRule& cell : row.cells) {
            for (const auto* column : {&cell.when, &cell.up_to, &cell.at_least, &cell.about})
                add(*column);
            for (const NamedColumn& column : cell.from)
                columns.push_back(&column);
        }
    }
    return columns;
}

}  // namespace

void ForeignSheet::check_columns(std::vector<Problem>& problems) const {
    for (const NamedColumn* column : named_columns(rules_))
        check_column(*column, problems);
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
}

bool ForeignSheet::is_skipped(const CsvRow& cells) const {
    return std::any_of(rules_.skip.begin(), rules_.skip.end(), [&](const SkipRule& skip) {
        const std::string_view text = trim_cell(cells[position(skip.column.name)].text);
        return std::find(skip.words.begin(), skip.words.end(), text) != skip.words.end();
    });
}

void ForeignSheet::read_lines(std::vector<Problem>& problems) {
    CsvRow cells;
    while (reader_.next(cells)) {
        if (is_blank(cells)) continue;
        if (cells.size() == header_.size() && is_skipped(cells)) {
            ++skipped_;
            continue;
        }
        lines_.push_back({cells.front().line, cells});
    }
    problems = reader_.problems();
}

SheetFiles ForeignSheet::rows(const std::set<std::size_t>& left_out, const Spellings& known,
                              std::vector<Problem>& problems) const {
    Rows rows(*this, known, problems);
    for (const ForeignLine& line : lines_) {
        if (left_out.contains(line.line)) continue;
        if (line.cells.size() == header_.size()) {
            rows.add(line);
            continue;
        }
        problems.push_back(reader_.problem_at(
            line.cells.back(), 0, std::max<std::size_t>(line.cells.back().text.size(), 1),
            fmt::format("{} {}, but the header has {}", line.cells.size(),
                        line.cells.size() == 1 ? "cell" : "cells", header_.size()),
            {"quote a cell that holds the separator"}));
    }
    SheetFiles files = rows.lay_out();
    Digest digest(32);
    digest.add(fmt::format("{} {}\n", name_, bytes_.size()));
    digest.add(bytes_);
    digest.add(fmt::format("{} {}\n", rules_.name, rules_.text.size()));
    digest.add(rules_.text);
    files.digest = to_hex(digest.finish());
    return files;
}

std::vector<std::string> ForeignSheet::unread() const {
    std::set<std::string> read;
    for (const NamedColumn* column : named_columns(rules_))
        read.emplace(trim_cell(column->name));
    std::vector<std::string> unread;
    for (const std::string& column : header_)
        if (!column.empty() && !read.contains(column)) unread.push_back(column);
    return unread;
}

std::string_view ForeignSheet::preamble() const {
    return std::string_view(bytes_).substr(0, header_cells_.front().offset);
}

}  // namespace gw
