// SPDX-License-Identifier: Apache-2.0
#include "exchange/import.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <tuple>

#include "book/change_set.h"
#include "book/rows.h"
#include "exchange/references.h"
#include "exchange/rules.h"
#include "exchange/sheet_import.h"
#include "exchange/sheet_rows.h"
#include "exchange/soundness.h"
#include "text/digest.h"

namespace gw {
namespace {

// Of the files' names and bytes, in the order of the tables.
std::string digest_of_files(const std::vector<Sheet>& sheets) {
    Digest digest(32);
    for (const Sheet& sheet : sheets) {
        digest.add(fmt::format("{} {}\n", sheet.name, sheet.bytes.size()));
        digest.add(sheet.bytes);
    }
    return to_hex(digest.finish());
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

bool by_hand(const std::vector<Sheet>& sheets) {
    return !sheets.empty() && sheets.front().by_hand();
}

[[noreturn]] void refuse(std::vector<Problem> problems, const std::vector<Sheet>& sheets) {
    sort_by_place(problems, sheets);
    const auto same = [](const Problem& a, const Problem& b) {
        return a.line != 0 && std::tie(a.file, a.line, a.column, a.message) ==
                                  std::tie(b.file, b.line, b.column, b.message);
    };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
    const std::size_t count = problems.size();
    throw Error(Exit::kData, std::move(problems),
                fmt::format("{} {}; nothing was {}", count, count == 1 ? "error" : "errors",
                            by_hand(sheets) ? "stored" : "imported"));
}

// A row that is there no more is no problem.
void remove_rows(RowFinder& finder, const SheetFiles& files, Outcome& outcome,
                 std::vector<Problem>& problems) {
    for (const std::string& name : files.removed) {
        const auto found = finder.find(name);
        if (!found) continue;
        add_cell_changes(*found->table, &found->row, nullptr, outcome.cells);
        finder.rows(*found->table).remove(found->row);
        ++outcome.removed;
    }
    if (problems.empty()) check_references(finder.db(), finder.catalogue(), problems);
}

bool is_alone(const Sheet& sheet, const std::vector<Sheet>& sheets) {
    return std::none_of(sheets.begin(), sheets.end(), [&](const Sheet& other) {
        return &other != &sheet && other.table == sheet.table;
    });
}

// Rows that CSV files have at most.
std::size_t count_lines(const std::vector<Sheet>& sheets) {
    std::size_t lines = 0;
    for (const Sheet& sheet : sheets)
        lines += sheet.lines;
    return lines;
}

const Sheet* largest_of(const std::vector<Sheet>& sheets) {
    const auto found = std::max_element(
        sheets.begin(), sheets.end(),
        [](const Sheet& a, const Sheet& b) { return a.bytes.size() < b.bytes.size(); });
    return found == sheets.end() ? nullptr : &*found;
}

// The digest of the files, made on another thread if they are large and there is one.
std::future<std::string> start_digest(const std::vector<Sheet>& sheets) {
    std::size_t bytes = 0;
    for (const Sheet& sheet : sheets)
        bytes += sheet.bytes.size();
    const auto how =
        bytes < kWorthAThread ? std::launch::deferred : std::launch::deferred | std::launch::async;
    return std::async(how, [&] { return digest_of_files(sheets); });
}

// `digest`: of the files, if it was begun.
void commit(ChangeSet& changes, const SheetFiles& files, const References& references,
            std::future<std::string>& digest) {
    if (changes.touches("parties") || changes.touches("aliases"))
        write_spellings(changes.db(), references.parties());
    if (!files.digest.empty())
        changes.set_input(files.digest);
    else if (!by_hand(files.sheets))
        changes.set_input(digest.valid() ? digest.get() : digest_of_files(files.sheets));
    changes.commit();
}

ImportResult import_all(const Book& book, const Catalogue& catalogue, const SheetFiles& files,
                        const ImportTerms& terms, std::vector<Problem> problems) {
    const Db& db = book.db();
    ChangeSet changes(book);
    if (files.begun) files.begun();
    db.run("pragma defer_foreign_keys = on");
    References references(db, catalogue, files, problems);
    RowFinder finder(db, catalogue, &changes);
    ImportResult result;
    Testimony testimony(finder, terms);
    Places places;
    changes.expect(count_lines(files.sheets));
    references.read_ahead();
    const Sheet* largest = largest_of(files.sheets);
    std::future<std::string> digest;
    for (const Sheet& sheet : files.sheets) {
        // Beside the file that takes longest: before it, keys and other files are read.
        if (&sheet == largest) digest = start_digest(files.sheets);
        if (!result.counts.empty() && result.counts.back().table != sheet.table->name)
            places.clear();
        result.counts.push_back(
            import_sheet({finder, references, testimony, places, result.outcome.cells, problems,
                          terms.mode == WriteMode::kDryRun ? &result.traces : nullptr, changes,
                          is_alone(sheet, files.sheets), terms.bulk_from},
                         sheet));
        result.outcome.added += result.counts.back().added;
        result.outcome.changed += result.counts.back().changed;
    }
    testimony.write(result.outcome.cells);
    if (!files.removed.empty()) remove_rows(finder, files, result.outcome, problems);
    result.heard = testimony.heard();
    result.displaced = testimony.displaced();
    result.claims = testimony.claims();
    check_rules(db, files.sheets, problems);
    if (!problems.empty()) refuse(std::move(problems), files.sheets);
    if (changes.empty() || terms.mode == WriteMode::kDryRun) return result;
    commit(changes, files, references, digest);
    result.outcome.change = changes.number();
    return result;
}

}  // namespace

ImportResult import_files(const Book& book, const std::vector<std::filesystem::path>& paths,
                          const ImportTerms& terms) {
    const Catalogue catalogue(book.db());
    std::vector<Problem> problems;
    const SheetFiles files = read_sheets(catalogue, paths, problems);
    return import_all(book, catalogue, files, terms, std::move(problems));
}

ImportResult import_sheets(const Book& book, const Catalogue& catalogue, const SheetFiles& files,
                           const ImportTerms& terms, std::vector<Problem> problems) {
    return import_all(book, catalogue, files, terms, std::move(problems));
}

}  // namespace gw
