// SPDX-License-Identifier: Apache-2.0
#include "exchange/deal_text.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "book/rows.h"
#include "book/versions.h"
#include "exchange/import.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

constexpr std::string_view kHead =
    "# The deal {0}. The text is the deal: what you change, add or take out here is changed, added "
    "or\n"
    "# taken out of the book when you save and close. A row is its name in brackets, such as\n"
    "# [legs/{0}/2], and a cell a line column = value, in the forms of gigawatch help format.\n"
    "# Sources and parties that are new may be added too. Lines that begin with # are passed "
    "over.\n";

// The rows that belong to a deal, table by table.
class DealRows {
public:
    DealRows(const Db& db, const Catalogue& catalogue, const std::string& deal) : deal_(deal) {
        for (const SheetTable& table : catalogue.tables())
            if (table.name != "claims") read(db, table);
        read(db, *catalogue.find("claims"));
    }

    struct TableRows {
        const SheetTable* table;
        std::vector<Row> rows;
    };
    const std::vector<TableRows>& tables() const { return tables_; }
    const std::set<std::string>& names() const { return names_; }

private:
    static std::string text_of(const Row& row, const SheetColumn& column) {
        const auto* text =
            std::get_if<std::string>(&row[static_cast<std::size_t>(column.stored[0])]);
        return text == nullptr ? std::string() : *text;
    }

    // By its column deal, the deal of its leg, or its tranche; a claim by its subject.
    bool belongs(const SheetTable& table, const Row& row) const {
        if (const SheetColumn* deal = table.find("deal")) return text_of(row, *deal) == deal_;
        if (const SheetColumn* leg = table.find("leg"); leg && leg->grammar == Grammar::kLeg)
            return text_of(row, *leg) == deal_;
        if (const SheetColumn* tranche = table.find("tranche"))
            return names_.contains("tranches/" + text_of(row, *tranche));
        return table.name == "claims" && names_.contains(text_of(row, *table.find("subject")));
    }

    void read(const Db& db, const SheetTable& table) {
        TableRows rows{&table, {}};
        for_each_version(db, table, Which::kStanding, [&](Version& version) {
            if (!belongs(table, version.row)) return;
            names_.insert(table.name + "/" + version.key);
            rows.rows.push_back(std::move(version.row));
        });
        if (!rows.rows.empty()) tables_.push_back(std::move(rows));
    }

    const std::string& deal_;
    std::vector<TableRows> tables_;
    std::set<std::string> names_;
};

// As it stands behind "=": as it is, or in quotes where ends or lines would be lost.
std::string quoted_if_needed(const std::string& value) {
    const bool plain = !value.empty() && value.front() != ' ' && value.back() != ' ' &&
                       value.front() != '"' && value.find('\n') == std::string::npos;
    if (plain) return value;
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + "\"";
}

// What is wrong with a value that begins with a quote; "" if nothing is.
std::string_view quote_problem(std::string_view text) {
    if (!text.starts_with('"')) return {};
    std::size_t at = 1;
    while (at < text.size() && text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    if (at >= text.size()) return "this quote is never closed";
    return at + 1 == text.size() ? std::string_view() : "text goes on after the closing quote";
}

std::string unquoted(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::string(text);
    text = text.substr(1, text.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escaped = text[i] == '\\' && i + 1 < text.size();
        if (escaped) ++i;
        out += escaped && text[i] == 'n' ? '\n' : text[i];
    }
    return out;
}

void append_row_text(std::string& text, const SheetTable& table, const Row& row) {
    const std::string name = table.name + "/" + Rows::key_text(table, row);
    text += fmt::format("\n[{}]\n",
                        name.find('\n') == std::string::npos ? name : quoted_if_needed(name));
    std::string empty;
    for (const SheetColumn& column : table.columns) {
        if (column.key) continue;
        const std::string cell = Rows::cell(column, row);
        if (cell.empty() || cell == column.default_text)
            empty += " " + column.name;
        else
            text += fmt::format("{} = {}\n", column.name, quoted_if_needed(cell));
    }
    if (!empty.empty()) text += fmt::format("#{}\n", empty);
}

DealText deal_text(const Db& db, const Catalogue& catalogue, const std::string& deal) {
    const DealRows rows(db, catalogue, deal);
    DealText shown{deal, fmt::format(fmt::runtime(kHead), deal), rows.names()};
    for (const DealRows::TableRows& table : rows.tables())
        for (const Row& row : table.rows)
            append_row_text(shown.text, *table.table, row);
    return shown;
}

std::string_view trim_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

struct TextLine {
    std::size_t number = 0;
    std::string_view text;
};

// Without comments and blank lines.
std::vector<TextLine> lines_of(std::string_view text) {
    std::vector<TextLine> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim_blanks(text.substr(0, end));
        if (!line.empty() && line.front() != '#') lines.push_back({number, text.substr(0, end)});
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

// A row of the text: its name, and its cells with their places.
struct TextRow {
    const SheetTable* table = nullptr;
    Row key;
    std::string id;
    CellSource place;
    std::map<std::string, std::pair<std::string, CellSource>> cells;  // by column
};

class TextReader {
public:
    TextReader(const Catalogue& catalogue, const std::string& file, std::vector<Problem>& problems)
        : catalogue_(catalogue), file_(file), problems_(problems) {}

    std::vector<TextRow> read(std::string_view text) {
        for (const TextLine& line : lines_of(text)) {
            if (trim_blanks(line.text).front() == '[')
                read_name(line);
            else
                read_cell(line);
        }
        return std::move(rows_);
    }

private:
    CellSource place(const TextLine& line, std::string_view part) const {
        const auto before = static_cast<std::size_t>(part.data() - line.text.data());
        const std::size_t column = count_characters(line.text.substr(0, before)) + 1;
        return {.file = file_,
                .line = line.number,
                .column = column,
                .excerpt = std::string(line.text),
                .excerpt_column = column};
    }

    void report(const TextLine& line, std::string_view part, std::string message,
                std::vector<std::string> hints) {
        const CellSource at = place(line, part);
        problems_.push_back({at.file, at.line, at.column, std::move(message), at.excerpt,
                             std::max<std::size_t>(count_characters(part), 1), std::move(hints),
                             at.excerpt_column});
    }

    void read_name(const TextLine& line) {
        usable_ = false;
        const std::string_view row = trim_blanks(line.text);
        if (row.back() != ']')
            return report(line, row, "a row's name stands in brackets", {"[legs/big-deal/1]"});
        const std::string_view inner = trim_blanks(row.substr(1, row.size() - 2));
        const std::string name = unquoted(inner);
        const auto named = parse_row_name(catalogue_, name);
        if (!named || !has_key(*named)) return report_name(line, inner, name);
        TextRow read{named->table, named->key, "", place(line, inner), {}};
        read.id = named->table->name + "/" + Rows::key_text(*named->table, named->key);
        if (!ids_.insert(read.id).second)
            return report(line, inner, fmt::format("{} stands twice", read.id),
                          {"keep one of the two"});
        rows_.push_back(std::move(read));
        usable_ = true;
    }

    // A date in a key may be open at both ends, nothing else.
    static bool has_key(const RowName& name) {
        return std::all_of(name.table->key.begin(), name.table->key.end(), [&](int position) {
            const SheetColumn& column = name.table->columns[static_cast<std::size_t>(position)];
            return column.grammar == Grammar::kDate ||
                   name.key[static_cast<std::size_t>(column.stored[0])].index() != 0;
        });
    }

    void report_name(const TextLine& line, std::string_view inner, const std::string& name) {
        const std::string table = name.substr(0, name.find('/'));
        std::vector<std::string> names;
        for (const SheetTable& known : catalogue_.tables())
            names.push_back(known.name);
        if (const SheetTable* known = catalogue_.find(table)) {
            std::vector<std::string> key;
            for (const int position : known->key)
                key.push_back(known->columns[static_cast<std::size_t>(position)].name);
            return report(line, inner, fmt::format("\"{}\" is no name of a row of {}", name, table),
                          {fmt::format("[{}/{}]", table, fmt::join(key, "/"))});
        }
        std::vector<std::string> hints = suggest(table, names);
        if (hints.empty()) hints = {fmt::format("the tables are {}", fmt::join(names, ", "))};
        report(line, inner, fmt::format("\"{}\" is no table of the book", table), std::move(hints));
    }

    void read_cell(const TextLine& line) {
        const std::size_t equals = line.text.find('=');
        const std::string_view column = trim_blanks(line.text.substr(0, equals));
        if (equals == std::string_view::npos)
            return report(line, column, "neither a row in brackets nor column = value",
                          {"# before it makes it a comment"});
        if (rows_.empty() && !usable_ && ids_.empty())
            return report(line, column, "a cell stands before the first row",
                          {"put the row's name before it: [legs/big-deal/1]"});
        if (!usable_) return;
        TextRow& row = rows_.back();
        const SheetColumn* known = row.table->find(column);
        if (known == nullptr) return report_column(line, column, *row.table);
        if (known->key)
            return report(line, column, fmt::format("{} is in the name of the row", column),
                          {"a row keeps its key: write another row, and take this one out"});
        std::string_view value = trim_blanks(line.text.substr(equals + 1));
        if (value.empty()) value = line.text.substr(line.text.size());
        if (const std::string_view wrong = quote_problem(value); !wrong.empty())
            return report(line, value, std::string(wrong),
                          {R"(end the line with "; a quote inside is written \", a new line \n)"});
        if (!row.cells.try_emplace(std::string(column), unquoted(value), place(line, value)).second)
            report(line, column, fmt::format("{} stands twice in {}", column, row.id),
                   {"keep one of them"});
    }

    void report_column(const TextLine& line, std::string_view column, const SheetTable& table) {
        std::vector<std::string> names;
        for (const SheetColumn& known : table.columns)
            if (!known.key) names.push_back(known.name);
        std::vector<std::string> hints = suggest(column, names);
        if (hints.empty()) hints = {fmt::format("the columns are {}", fmt::join(names, ", "))};
        report(line, column, fmt::format("\"{}\" is no column of {}", column, table.name),
               std::move(hints));
    }

    const Catalogue& catalogue_;
    const std::string& file_;
    std::vector<Problem>& problems_;
    std::vector<TextRow> rows_;
    std::set<std::string> ids_;
    bool usable_ = false;  // cells belong to the last row
};

// A row that was shown has all its columns, what is not there being empty; of another row what is
// not there stays as it is.
void add_sheet(const TextRow& row, bool shown, SheetFiles& files) {
    std::vector<std::string> columns;
    std::vector<std::string> cells;
    std::vector<CellSource> sources;
    for (const SheetColumn& column : row.table->columns) {
        const auto cell = row.cells.find(column.name);
        if (!column.key && !shown && cell == row.cells.end()) continue;
        columns.push_back(column.name);
        cells.push_back(column.key                ? Rows::cell(column, row.key)
                        : cell == row.cells.end() ? std::string()
                                                  : cell->second.first);
        sources.push_back(cell == row.cells.end() ? row.place : cell->second.second);
    }
    Sheet* sheet = files.sheets.empty() ? nullptr : &files.sheets.back();
    const bool goes_on = sheet != nullptr && sheet->table == row.table && shown &&
                         sheet->columns.size() == columns.size() &&
                         sheet->columns.size() == row.table->columns.size();
    if (!goes_on)
        files.sheets.push_back(make_typed_sheet(*row.table, Sheet::Expects::kAny, columns));
    append_row(files.sheets.back(), cells, std::move(sources));
}

[[noreturn]] void refuse_changed(const Db& db, const std::string& deal) {
    const std::vector<ChangeRecord> changes = read_changes(db);
    throw Error(
        Exit::kData, fmt::format("{} was changed since it was shown; nothing was changed", deal),
        fmt::format("the last change set of the book is {}, by {}: {}; edit it again and take "
                    "over from your text what is still right",
                    changes.back().change,
                    changes.back().who.empty() ? "somebody" : changes.back().who,
                    changes.back().command));
}

}  // namespace

DealText write_deal_text(const Book& book, const std::string& deal) {
    const Catalogue catalogue(book.db());
    const SheetTable& deals = *catalogue.find("deals");
    RowFinder finder(book.db(), catalogue);
    if (!finder.find("deals/" + deal)) {
        std::vector<std::string> names;
        for (const std::string& name : all_row_names(book.db(), deals))
            names.push_back(name.substr(deals.name.size() + 1));
        const std::vector<std::string> near = suggest(deal, names);
        throw Error(Exit::kUsage, fmt::format("\"{}\" is no deal of the book", deal),
                    near.empty()
                        ? fmt::format("make it first: gigawatch add deal {} kind=deal", deal)
                        : fmt::format("{}", fmt::join(near, ", ")));
    }
    return deal_text(book.db(), catalogue, deal);
}

bool is_empty_text(const std::string& text) {
    return lines_of(text).empty();
}

Outcome store_deal_text(const Book& book, const DealText& shown, const std::string& text,
                        const std::string& file, WriteMode mode) {
    const Catalogue catalogue(book.db());
    std::vector<Problem> problems;
    if (const auto error = check_text(text); error && text.size() > kLargestText)
        throw Error(Exit::kData, fmt::format("{}: {}", file, error->message));
    std::vector<TextRow> rows = TextReader(catalogue, file, problems).read(text);
    std::stable_sort(rows.begin(), rows.end(),
                     [](const TextRow& a, const TextRow& b) { return a.table < b.table; });
    SheetFiles files;
    std::set<std::string> left = shown.rows;
    for (const TextRow& row : rows) {
        add_sheet(row, shown.rows.contains(row.id), files);
        left.erase(row.id);
    }
    files.removed.assign(left.begin(), left.end());
    files.begun = [&] {
        if (deal_text(book.db(), catalogue, shown.deal).text != shown.text)
            refuse_changed(book.db(), shown.deal);
    };
    return import_sheets(book, catalogue, files, {.mode = mode}, std::move(problems)).outcome;
}

}  // namespace gw
