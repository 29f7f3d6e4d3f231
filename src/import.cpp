// SPDX-License-Identifier: Apache-2.0
#include "import.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "catalogue.h"
#include "claims.h"
#include "references.h"
#include "rows.h"
#include "rules.h"
#include "schema.h"
#include "sheet.h"
#include "suggest.h"
#include "text.h"

namespace gw {
namespace {

// The allowed words of a CHECK whose name ends in "is one of: a b c"; none for another CHECK.
std::vector<std::string> allowed_words(std::string_view sentence) {
    constexpr std::string_view kBefore = "is one of: ";
    std::vector<std::string> words;
    const std::size_t at = sentence.find(kBefore);
    if (at == std::string_view::npos) return words;
    std::string_view rest = sentence.substr(at + kBefore.size());
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return words;
}

// One file's rows on their way into the book.
class SheetImport {
public:
    SheetImport(RowFinder& finder, const Sheet& sheet, References& references,
                std::vector<Problem>& problems)
        : finder_(finder),
          sheet_(sheet),
          references_(references),
          problems_(problems),
          rows_(finder.rows(*sheet.table)) {
        count.table = sheet.table->name;
    }

    void import_row(const CsvReader& reader, const CsvRow& cells) {
        const std::size_t before = problems_.size();
        Row row(sheet_.table->stored.size());
        for (std::size_t i = 0; i < cells.size(); ++i)
            read_cell(reader, cells[i], i, row);
        if (problems_.size() != before || !has_its_leg(reader, cells)) return;
        if (!is_new_in_file(reader, cells, row)) return;
        if (sheet_.table->name == "claims" && !check_claim(reader, cells, row)) return;
        store(reader, cells, row);
    }

    ImportCount count;

private:
    const SheetColumn& column(std::size_t position) const {
        return sheet_.table->columns[static_cast<std::size_t>(sheet_.columns[position])];
    }

    void add_problem(const CsvReader& reader, const CsvCell& cell, CellError error) {
        const std::size_t length =
            error.length == 0 ? std::max<std::size_t>(cell.text.size(), 1) : error.length;
        problems_.push_back(reader.problem_at(cell, error.offset, length, std::move(error.message),
                                              std::move(error.hints)));
    }

    static void put(const SheetColumn& column, std::vector<DbValue> values, Row& row) {
        for (std::size_t i = 0; i < values.size(); ++i)
            row[static_cast<std::size_t>(column.stored[i])] = std::move(values[i]);
    }

    void read_cell(const CsvReader& reader, const CsvCell& cell, std::size_t position, Row& row) {
        const SheetColumn& into = column(position);
        std::string_view text = cell.text;
        if (into.grammar == Grammar::kText || into.grammar == Grammar::kClaimValue) {
            text = unguard_formula(text);
            if (auto error = check_text(text)) return add_problem(reader, cell, std::move(*error));
        }
        if (text.empty() && into.required)
            return add_problem(reader, cell,
                               {fmt::format("{} is missing", into.name),
                                0,
                                0,
                                {fmt::format("every row of {} needs one", sheet_.name)}});
        auto parsed = parse_cell(into, text);
        if (auto* error = std::get_if<CellError>(&parsed))
            return add_problem(reader, cell, std::move(*error));
        auto& values = std::get<std::vector<DbValue>>(parsed);
        if (!text.empty() && !into.references.empty() && !resolve(reader, cell, text, into, values))
            return;
        put(into, std::move(values), row);
    }

    // Whether the row that the cell names is there; a party's spelling becomes its slug.
    bool resolve(const CsvReader& reader, const CsvCell& cell, std::string_view text,
                 const SheetColumn& into, std::vector<DbValue>& values) {
        if (into.references == "parties") {
            if (const auto party = references_.parties().find(text)) {
                values[0] = *party;
                return true;
            }
        } else if (references_.contains(into.references, std::string(text))) {
            return true;
        }
        std::vector<std::string> hints = references_.suggest_for(into.references, text);
        if (hints.empty())
            hints.push_back(
                fmt::format("add it to {}.csv, or correct the spelling", into.references));
        add_problem(reader, cell,
                    {fmt::format("\"{}\" is no {} of the book", text, singular(into.references)), 0,
                     0, hints});
        return false;
    }

    // A leg given by its number alone is one of the row's deal.
    bool has_its_leg(const CsvReader& reader, const CsvRow& cells) {
        const SheetColumn* number = sheet_.table->find("leg");
        if (number == nullptr || number->key || number->grammar != Grammar::kWholeNumber)
            return true;
        const CsvCell& cell = cells[cell_of("leg")];
        const CsvCell& deal = cells[cell_of("deal")];
        if (!has(*number) || cell.text.empty() ||
            references_.contains("legs", fmt::format("{}/{}", deal.text, cell.text)))
            return true;
        add_problem(reader, cell,
                    {fmt::format("{} has no leg {}", deal.text, cell.text),
                     0,
                     0,
                     {"leave it empty if it is not known"}});
        return false;
    }

    bool has(const SheetColumn& wanted) const {
        return sheet_.position[static_cast<std::size_t>(&wanted - sheet_.table->columns.data())] >=
               0;
    }

    // What one row of a table is called in a message.
    static std::string_view singular(std::string_view table) {
        if (table == "parties") return "party";
        return table.ends_with('s') ? table.substr(0, table.size() - 1) : table;
    }

    bool is_new_in_file(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        const std::string id = rows_.id(row);
        const auto [first, added] = lines_.emplace(id, cells.front().line);
        if (added) return true;
        add_problem(reader, cells.front(),
                    {fmt::format("{} stands already on line {}", id, first->second),
                     0,
                     0,
                     {"one row per key: keep one of the two"}});
        return false;
    }

    bool check_claim(const CsvReader& reader, const CsvRow& cells, Row& row) {
        ClaimCheck checked = check_claim_row(finder_, *sheet_.table, row);
        if (!checked.error) {
            put(*sheet_.table->find("subject"), {checked.subject}, row);
            return true;
        }
        add_problem(reader, cells[cell_of(checked.column)], std::move(*checked.error));
        return false;
    }

    // Position in the file of a column by name; the first cell if the file leaves it out.
    std::size_t cell_of(std::string_view name) const {
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i)
            if (column(i).name == name) return i;
        return 0;
    }

    void store(const CsvReader& reader, const CsvRow& cells, Row& row) {
        const std::optional<Row> stored = rows_.find(row);
        fill_left_out(stored, row);
        if (!stored && !has_required(reader, cells, row)) return;
        if (stored && *stored == row) {
            ++count.same;
            return;
        }
        const std::string broken = stored ? rows_.update(row) : rows_.insert(row);
        if (!broken.empty()) return report_constraint(reader, cells, broken);
        ++(stored ? count.changed : count.added);
    }

    void fill_left_out(const std::optional<Row>& stored, Row& row) const {
        for (std::size_t i = 0; i < sheet_.table->columns.size(); ++i) {
            if (sheet_.position[i] >= 0) continue;
            const SheetColumn& left_out = sheet_.table->columns[i];
            put(left_out,
                stored ? Rows::values(left_out, *stored)
                       : std::get<std::vector<DbValue>>(parse_cell(left_out, "")),
                row);
        }
    }

    bool has_required(const CsvReader& reader, const CsvRow& cells, const Row& row) {
        for (const SheetColumn& needed : sheet_.table->columns) {
            if (!needed.required || row[static_cast<std::size_t>(needed.stored[0])].index() != 0 ||
                needed.grammar == Grammar::kDate)
                continue;
            add_problem(reader, cells.front(),
                        {fmt::format("{} is new, and the file has no column {}", rows_.id(row),
                                     needed.name),
                         0,
                         0,
                         {fmt::format("add the column {} to {}", needed.name, sheet_.name)}});
            return false;
        }
        return true;
    }

    // SQLite says "CHECK constraint failed: SENTENCE"; the column that the sentence names first is
    // at fault.
    void report_constraint(const CsvReader& reader, const CsvRow& cells, std::string_view broken) {
        constexpr std::string_view kCheck = "CHECK constraint failed: ";
        const std::string sentence(broken.starts_with(kCheck) ? broken.substr(kCheck.size())
                                                              : broken);
        const std::size_t at =
            cell_of(sentence.substr(0, std::min(sentence.find(' '), sentence.size())));
        const std::vector<std::string> words = allowed_words(sentence);
        add_problem(reader, cells[at], {sentence, 0, 0, suggest(cells[at].text, words)});
    }

    RowFinder& finder_;
    const Sheet& sheet_;
    References& references_;
    std::vector<Problem>& problems_;
    Rows& rows_;
    std::unordered_map<std::string, std::size_t>
        lines_;  // row id -> line of its first row in this file
};

void write_spellings(const Db& db, const Spellings& spellings) {
    db.run("delete from book_spellings");
    Statement insert = db.prepare(schema_text("queries", "add_spelling"));
    for (const auto& [folded, party] : spellings.by_key())
        insert.bind(0, folded).bind(1, party).run();
}

void sort_by_place(std::vector<Problem>& problems, const std::vector<Sheet>& sheets) {
    const auto file = [&](const Problem& problem) {
        return std::find_if(sheets.begin(), sheets.end(),
                            [&](const Sheet& sheet) { return sheet.name == problem.file; }) -
               sheets.begin();
    };
    std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
        return std::tuple(file(a), a.line, a.column) < std::tuple(file(b), b.line, b.column);
    });
}

[[noreturn]] void refuse(std::vector<Problem> problems, const std::vector<Sheet>& sheets) {
    sort_by_place(problems, sheets);
    const std::size_t count = problems.size();
    throw Error(Exit::kData, std::move(problems),
                fmt::format("{} {}; nothing was imported", count, count == 1 ? "error" : "errors"));
}

}  // namespace

std::vector<ImportCount> import_files(const Book& book,
                                      const std::vector<std::filesystem::path>& paths,
                                      ImportMode mode) {
    const Db& db = book.db();
    const Catalogue catalogue(db);
    std::vector<Problem> problems;
    const std::vector<Sheet> sheets = read_sheets(catalogue, paths, problems);
    Transaction transaction(db);
    db.run("pragma defer_foreign_keys = on");
    References references(db, catalogue, sheets, problems);
    RowFinder finder(db, catalogue);
    std::vector<ImportCount> counts;
    for (const Sheet& sheet : sheets) {
        SheetImport into(finder, sheet, references, problems);
        for_each_row(sheet, &problems, [&](const CsvReader& reader, const CsvRow& row) {
            into.import_row(reader, row);
        });
        counts.push_back(into.count);
    }
    check_rules(db, sheets, problems);
    if (!problems.empty()) refuse(std::move(problems), sheets);
    write_spellings(db, references.parties());
    if (mode == ImportMode::kStore) transaction.commit();
    return counts;
}

}  // namespace gw
