// SPDX-License-Identifier: Apache-2.0
#include "door/importing.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <ostream>

#include "door/print.h"
#include "door/writing.h"
#include "exchange/import.h"
#include "foreign/foreign_import.h"
#include "text/problem.h"

namespace gw {
namespace {

std::string of_other_sources(std::size_t rows) {
    return plural(rows, "row") + (rows == 1 ? " of another source" : " of other sources");
}

// One count for each table, whatever the number of sheets.
std::vector<ImportCount> by_table(const std::vector<ImportCount>& counts) {
    std::vector<ImportCount> tables;
    for (const ImportCount& count : counts) {
        if (tables.empty() || tables.back().table != count.table)
            tables.push_back({count.table, 0, 0, 0});
        tables.back().added += count.added;
        tables.back().changed += count.changed;
        tables.back().same += count.same;
    }
    return tables;
}

// What became of rows that rest on another source than the book's.
void say_testimony(const ImportResult& result, const Invocation& invocation,
                   Environment& environment) {
    const std::string claims = result.claims == 0 ? "no new claim"
                                                  : plural(result.claims, "claim") +
                                                        (invocation.dry_run ? " to add" : " added");
    if (result.heard > 0)
        say(invocation, environment,
            fmt::format("{}: {}, nothing stored changed; gigawatch conflicts shows where they "
                        "differ, --accept stores what they say",
                        of_other_sources(result.heard), claims));
    if (result.displaced > 0)
        say(invocation, environment,
            fmt::format("{} {}: {} for what the book said before",
                        of_other_sources(result.displaced),
                        invocation.dry_run ? "to store" : "stored", claims));
}

void say_counts(const ImportResult& result, const Invocation& invocation,
                Environment& environment) {
    ImportCount all;
    for (const ImportCount& count : by_table(result.counts)) {
        if (invocation.verbose || invocation.dry_run)
            say(invocation, environment,
                fmt::format("{:<12}{} new, {} changed, {} same", count.table, count.added,
                            count.changed, count.same));
        all.added += count.added;
        all.changed += count.changed;
        all.same += count.same;
    }
    say_testimony(result, invocation, environment);
    say(invocation, environment,
        fmt::format("{} new, {} changed, {} same{}", all.added, all.changed, all.same,
                    invocation.dry_run ? " (dry run, nothing was stored)" : ""));
}

// Which lines were left out and why; exit 1 if any was.
Exit say_rejects(const GoodRows& good, const Invocation& invocation, Environment& environment) {
    if (good.rejects.empty()) return Exit::kDone;
    if (environment.progress != nullptr) environment.progress->stop();
    environment.err << format_problems(good.problems);
    say(invocation, environment,
        invocation.dry_run
            ? fmt::format("{} left out (dry run, {} was not written)",
                          plural(good.rejects.size(), "line"), invocation.skip_bad.string())
            : fmt::format("{} left out: {} has them with the reasons",
                          plural(good.rejects.size(), "line"), invocation.skip_bad.string()));
    return Exit::kFound;
}

RejectsFile rejects_file(const Invocation& invocation) {
    RejectsFile file{invocation.skip_bad, output_terms(invocation)};
    file.terms.outcome = "nothing was imported";
    return file;
}

Exit import_sheet_by_rules(const Book& book, const ImportTerms& terms, const Invocation& invocation,
                           Environment& environment) {
    const ForeignImport done = import_foreign(book, invocation.ask.words.front(), invocation.rules,
                                              terms, rejects_file(invocation));
    if (invocation.dry_run) write_table(done.cells, invocation, environment);
    const Exit exit = say_rejects(done.good, invocation, environment);
    say(invocation, environment,
        fmt::format("{}: {} read{}{}", done.name, plural(done.lines, "line"),
                    done.skipped == 0 ? "" : fmt::format(", {} passed over", done.skipped),
                    done.unread.empty() ? ""
                                        : fmt::format("; columns that no rule names: {}",
                                                      fmt::join(done.unread, ", "))));
    say_counts(done.good.result, invocation, environment);
    return exit;
}

void check_files(const Invocation& invocation) {
    const auto& words = invocation.ask.words;
    const bool one = !invocation.rules.empty() || !invocation.skip_bad.empty();
    if (words.empty())
        throw Error(Exit::kUsage, "import needs a folder of CSV files, or CSV files",
                    "gigawatch import docs/ai-deals");
    if (one && (words.size() > 1 || std::filesystem::is_directory(words.front())))
        throw Error(Exit::kUsage,
                    fmt::format("{} takes one file at a time",
                                invocation.rules.empty() ? "--skip-bad" : "--rules"),
                    "import the others by themselves");
    if (!invocation.skip_bad.empty())
        check_output(invocation.skip_bad, rejects_file(invocation).terms);
}

}  // namespace

Exit import_command(const Command&, const Invocation& invocation, Environment& environment) {
    check_files(invocation);
    const Book book = open_to_write(invocation, environment);
    const ImportTerms terms{.mode = invocation.dry_run ? WriteMode::kDryRun : WriteMode::kStore,
                            .accept = invocation.accept,
                            .reason = invocation.why};
    if (!invocation.rules.empty())
        return import_sheet_by_rules(book, terms, invocation, environment);
    const auto& words = invocation.ask.words;
    if (invocation.skip_bad.empty()) {
        say_counts(import_files(book, {words.begin(), words.end()}, terms), invocation,
                   environment);
        return Exit::kDone;
    }
    const GoodRows good = import_with_rejects(book, words.front(), terms, rejects_file(invocation));
    const Exit exit = say_rejects(good, invocation, environment);
    say_counts(good.result, invocation, environment);
    return exit;
}

}  // namespace gw
