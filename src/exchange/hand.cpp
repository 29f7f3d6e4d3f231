// SPDX-License-Identifier: Apache-2.0
#include "exchange/hand.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>

#include "book/dependents.h"
#include "book/rows.h"
#include "book/schema.h"
#include "exchange/import.h"
#include "exchange/rekey.h"
#include "exchange/rules.h"
#include "exchange/soundness.h"
#include "text/csv.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

std::vector<std::string> table_names(const Catalogue& catalogue) {
    std::vector<std::string> names;
    for (const SheetTable& table : catalogue.tables())
        names.push_back(table.name);
    return names;
}

std::string list(const std::vector<std::string>& names, std::string_view otherwise) {
    return names.empty() ? std::string(otherwise) : fmt::format("{}", fmt::join(names, ", "));
}

const SheetTable& find_table(const Catalogue& catalogue, const std::string& word) {
    for (const SheetTable& table : catalogue.tables())
        if (word == table.name || word == row_noun(table.name)) return table;
    std::vector<std::string> names = table_names(catalogue);
    for (const SheetTable& table : catalogue.tables())
        names.emplace_back(row_noun(table.name));
    throw Error(
        Exit::kUsage, fmt::format("\"{}\" is no table of the book", word),
        list(suggest(word, names), "the tables are " + list(table_names(catalogue), "none")));
}

// "amount=38bn" at its first "=".
struct Word {
    std::string column;
    std::string value;
    std::string typed;
    std::size_t value_at = 0;  // bytes before the value in `typed`
};

// Tables that have the column, where this one has not.
std::string tables_with(const Catalogue& catalogue, const std::string& column) {
    std::vector<std::string> tables;
    for (const SheetTable& table : catalogue.tables())
        if (table.find(column) != nullptr) tables.push_back(table.name);
    return tables.empty() ? std::string()
                          : fmt::format("{} is a column of {}", column, fmt::join(tables, ", "));
}

Word read_assignment(const Catalogue& catalogue, const SheetTable& table,
                     const std::string& typed) {
    const std::size_t equals = typed.find('=');
    Word word{typed.substr(0, equals), "", typed, 0};
    if (equals == std::string::npos)
        throw Error(Exit::kUsage, fmt::format("\"{}\" is no column=value", typed),
                    fmt::format("such as {}=...", table.columns.back().name));
    word.value = typed.substr(equals + 1);
    word.value_at = equals + 1;
    if (table.find(word.column) != nullptr) return word;
    std::vector<std::string> names;
    for (const SheetColumn& column : table.columns)
        names.push_back(column.name);
    const std::string others = tables_with(catalogue, word.column);
    throw Error(
        Exit::kUsage, fmt::format("\"{}\" is no column of {}", word.column, table.name),
        list(suggest(word.column, names),
             !others.empty() ? others : fmt::format("the columns are {}", fmt::join(names, ", "))));
}

std::vector<Word> read_words(const Catalogue& catalogue, const SheetTable& table,
                             const std::vector<std::string>& typed, std::size_t first) {
    std::vector<Word> words;
    for (std::size_t i = first; i < typed.size(); ++i) {
        Word word = read_assignment(catalogue, table, typed[i]);
        for (const Word& other : words)
            if (other.column == word.column)
                throw Error(Exit::kUsage, fmt::format("{} stands twice", word.column),
                            "keep one of them");
        words.push_back(std::move(word));
    }
    return words;
}

// The key's cells as words of their own, all placed at the word that holds them.
void add_key_words(const SheetTable& table, const Row& key, const std::string& typed,
                   std::vector<Word>& words) {
    for (const int position : table.key) {
        const SheetColumn& column = table.columns[static_cast<std::size_t>(position)];
        if (std::any_of(words.begin(), words.end(),
                        [&](const Word& word) { return word.column == column.name; }))
            throw Error(Exit::kUsage,
                        fmt::format("{} stands in \"{}\" already", column.name, typed),
                        "leave one of them out");
        words.push_back({column.name, Rows::cell(column, key), typed, 0});
    }
}

CellSource source_of(const Word& word) {
    const std::size_t before = count_characters(word.typed.substr(0, word.value_at));
    return {.excerpt = word.typed, .excerpt_column = before + 1};
}

Sheet make_sheet(const SheetTable& table, const std::vector<Word>& words, Sheet::Expects expects) {
    std::vector<std::string> columns;
    std::vector<std::string> cells;
    std::vector<CellSource> sources;
    for (const Word& word : words) {
        columns.push_back(word.column);
        cells.push_back(word.value);
        sources.push_back(source_of(word));
    }
    Sheet sheet = make_typed_sheet(table, expects, columns);
    append_row(sheet, cells, std::move(sources));
    return sheet;
}

Outcome store(const Book& book, const Catalogue& catalogue, std::vector<Sheet> sheets,
              std::vector<std::string> removed, WriteMode mode) {
    SheetFiles files;
    files.sheets = std::move(sheets);
    files.removed = std::move(removed);
    return import_sheets(book, catalogue, files, {.mode = mode}).outcome;
}

GivenCells given_cells(const std::vector<Word>& words) {
    GivenCells cells;
    for (const Word& word : words)
        cells[word.column] = {word.value, source_of(word)};
    return cells;
}

// The number after the last leg of a deal.
std::int64_t next_leg(const Db& db, const std::string& deal) {
    Statement last = db.prepare(schema_text("queries", "last_leg"));
    last.bind(0, deal).step();
    return last.integer(0) + 1;
}

std::optional<Row> read_key(const Catalogue& catalogue, const Db& db, const SheetTable& table,
                            const std::string& key) {
    if (auto named = parse_row_name(catalogue, table.name + "/" + key)) return named->key;
    if (table.name == "legs" && key.find('/') == std::string::npos)
        return parse_row_name(catalogue, fmt::format("legs/{}/{}", key, next_leg(db, key)))->key;
    return std::nullopt;
}

std::string key_form(const SheetTable& table) {
    std::vector<std::string> names;
    for (const int position : table.key)
        names.push_back(table.columns[static_cast<std::size_t>(position)].name);
    return fmt::format("{}", fmt::join(names, "/"));
}

// A row by its name, or by its slug where one table alone has it.
RowFinder::Found find_row(const Db& db, const Catalogue& catalogue, const std::string& name) {
    RowFinder finder(db, catalogue);
    std::optional<RowFinder::Found> found = finder.find(name);
    if (found) return *found;
    std::vector<std::string> near;
    if (const auto named = parse_row_name(catalogue, name)) {
        near = suggest(name, all_row_names(db, *named->table));
    } else {
        std::vector<std::string> names;
        for (const SheetTable& table : catalogue.tables()) {
            const auto one = finder.find(table.name + "/" + name);
            if (table.key.size() != 1) {
                if (one) near.push_back(one->id);  // its key without its table
                continue;
            }
            if (one && found)
                throw Error(Exit::kUsage,
                            fmt::format("\"{}\" is a row of {} and of {}", name, found->table->name,
                                        table.name),
                            fmt::format("{}, {}", found->id, one->id));
            if (one) found = one;
            for (std::string& row : all_row_names(db, table))
                names.push_back(row.substr(table.name.size() + 1));
        }
        if (found) return *found;
        if (near.size() == 1) return *finder.find(near.front());
        if (near.empty()) near = suggest(name, names);
    }
    throw Error(Exit::kUsage,
                fmt::format("\"{}\" is no row of the book; nothing was changed", name),
                list(near, "a deal, a party, or a row such as legs/aws-openai-38bn/1"));
}

void need(const std::vector<std::string>& words, std::size_t least, std::string_view message,
          std::string hint) {
    if (words.size() < least) throw Error(Exit::kUsage, std::string(message), std::move(hint));
}

}  // namespace

Outcome add_row(const Book& book, const std::vector<std::string>& typed, WriteMode mode) {
    need(typed, 2, "add needs a table, a key, and column=value",
         "gigawatch add deal aws-openai kind=deal title='AWS for OpenAI'");
    const Catalogue catalogue(book.db());
    const SheetTable& table = find_table(catalogue, typed[0]);
    const bool has_key = typed[1].find('=') == std::string::npos;
    std::vector<Word> words = read_words(catalogue, table, typed, has_key ? 2 : 1);
    if (has_key) {
        const auto key = read_key(catalogue, book.db(), table, typed[1]);
        if (!key)
            throw Error(Exit::kUsage, fmt::format("\"{}\" is no key of {}", typed[1], table.name),
                        fmt::format("{}, or each as column=value", key_form(table)));
        add_key_words(table, *key, typed[1], words);
    }
    for (const int position : table.key) {
        const std::string& column = table.columns[static_cast<std::size_t>(position)].name;
        if (std::none_of(words.begin(), words.end(),
                         [&](const Word& word) { return word.column == column; }))
            throw Error(Exit::kUsage,
                        fmt::format("{} is missing: it is in the key of {}", column, table.name),
                        fmt::format("gigawatch add {} {} column=value ...", row_noun(table.name),
                                    key_form(table)));
    }
    return store(book, catalogue, {make_sheet(table, words, Sheet::Expects::kNew)}, {}, mode);
}

Outcome set_row(const Book& book, const std::vector<std::string>& typed, WriteMode mode) {
    need(typed, 2, "set needs a row and column=value",
         "gigawatch set legs/aws-openai-38bn/1 amount=38bn");
    const Catalogue catalogue(book.db());
    const RowFinder::Found found = find_row(book.db(), catalogue, typed[0]);
    std::vector<Word> words = read_words(catalogue, *found.table, typed, 1);
    GivenCells cells = given_cells(words);
    if (gives_other_key(found, cells)) {
        const Rekeying rekeying(book.db(), catalogue, found, std::move(cells));
        return store(book, catalogue, rekeying.sheets(), rekeying.removed(), mode);
    }
    std::erase_if(words, [&](const Word& word) { return found.table->find(word.column)->key; });
    add_key_words(*found.table, found.row, typed[0], words);
    return store(book, catalogue, {make_sheet(*found.table, words, Sheet::Expects::kStored)}, {},
                 mode);
}

namespace {

// Whether the row cannot be without the other: its key or its subject names it.
bool is_part(const Dependent& dependent, const SheetTable& target, const std::string& key_slug) {
    if (dependent.table->name == "claims") return true;
    for (const int position : dependent.table->key) {
        const SheetColumn& column = dependent.table->columns[static_cast<std::size_t>(position)];
        const auto* text =
            std::get_if<std::string>(&dependent.row[static_cast<std::size_t>(column.stored[0])]);
        if (text != nullptr && *text == key_slug && column.references == target.name) return true;
    }
    return false;
}

// The row and, if they go with it, its parts and theirs.
class Removal {
public:
    Removal(const Db& db, const Catalogue& catalogue, Dependents mode)
        : db_(db), catalogue_(catalogue), mode_(mode) {}

    void add(const SheetTable& table, const Row& row) {
        const std::string id = table.name + "/" + Rows::key_text(table, row);
        if (!ids_.insert(id).second) return;
        const auto& first = row[static_cast<std::size_t>(
            table.columns[static_cast<std::size_t>(table.key.front())].stored[0])];
        const auto* slug = std::get_if<std::string>(&first);
        for (const Dependent& dependent : dependents(db_, catalogue_, table, row)) {
            if (ids_.contains(dependent.id)) continue;
            if (mode_ == Dependents::kRemove && slug != nullptr && is_part(dependent, table, *slug))
                add(*dependent.table, dependent.row);
            else
                against_.emplace_back(id, dependent);
        }
        rows_.emplace_back(&table, row);
    }

    // In an order in which what hangs on a row goes before it.
    const std::vector<std::pair<const SheetTable*, Row>>& rows() const { return rows_; }

    std::vector<Problem> problems() const {
        std::vector<Problem> problems;
        for (const auto& [id, dependent] : against_) {
            if (ids_.contains(dependent.id)) continue;
            Problem problem;
            problem.file = dependent.id;
            problem.message = fmt::format("hangs on {}", id);
            problems.push_back(std::move(problem));
        }
        return problems;
    }

private:
    const Db& db_;
    const Catalogue& catalogue_;
    Dependents mode_;
    std::set<std::string> ids_;
    std::vector<std::pair<const SheetTable*, Row>> rows_;
    std::vector<std::pair<std::string, Dependent>> against_;
};

}  // namespace

Outcome remove_row(const Book& book, const std::vector<std::string>& typed, Dependents dependents,
                   WriteMode mode) {
    need(typed, 1, "rm needs a row", "gigawatch rm legs/aws-openai-38bn/1");
    const Db& db = book.db();
    const Catalogue catalogue(db);
    ChangeSet changes(book);
    const RowFinder::Found found =
        find_row(db, catalogue, fmt::format("{}", fmt::join(typed, " ")));
    db.run("pragma defer_foreign_keys = on");
    Removal removal(db, catalogue, dependents);
    removal.add(*found.table, found.row);
    std::vector<Problem> problems = removal.problems();
    if (!problems.empty())
        throw Error(Exit::kData, std::move(problems),
                    fmt::format("{} cannot be removed; nothing was changed", found.id),
                    dependents == Dependents::kRefuse
                        ? "--with-dependents removes the rows whose key or subject names it"
                        : "remove these first, or let them name another row");
    Outcome outcome;
    RowFinder finder(db, catalogue, &changes);
    for (const auto& [table, row] : removal.rows()) {
        add_cell_changes(*table, &row, nullptr, outcome.cells);
        finder.rows(*table).remove(row);
        ++outcome.removed;
    }
    check_rules(db, {}, problems);
    const Spellings spellings = read_spellings(db, problems);
    if (!problems.empty())
        throw Error(Exit::kData, std::move(problems),
                    fmt::format("{} cannot be removed; nothing was changed", found.id));
    if (mode == WriteMode::kDryRun) return outcome;
    write_spellings(db, spellings);
    changes.commit();
    outcome.change = changes.number();
    return outcome;
}

}  // namespace gw
