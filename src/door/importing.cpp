// SPDX-License-Identifier: Apache-2.0
#include "door/importing.h"

#include <fmt/core.h>

#include "door/print.h"
#include "door/writing.h"
#include "exchange/import.h"

namespace gw {
namespace {

std::string of_other_sources(std::size_t rows) {
    return plural(rows, "row") + (rows == 1 ? " of another source" : " of other sources");
}

// What became of rows that rest on another source than the book's.
void say_testimony(const ImportResult& result, const Invocation& invocation,
                   Environment& environment) {
    const std::string claims =
        result.claims == 0 ? "no new claim" : plural(result.claims, "claim") + " added";
    if (result.heard > 0)
        say(invocation, environment,
            fmt::format("{}: {}, nothing stored changed; gigawatch conflicts shows where they "
                        "differ, --accept stores what they say",
                        of_other_sources(result.heard), claims));
    if (result.displaced > 0)
        say(invocation, environment,
            fmt::format("{} stored: {} for what the book said before",
                        of_other_sources(result.displaced), claims));
}

}  // namespace

Exit import_command(const Command&, const Invocation& invocation, Environment& environment) {
    if (invocation.ask.words.empty())
        throw Error(Exit::kUsage, "import needs a folder of CSV files, or CSV files",
                    "gigawatch import docs/ai-deals");
    const Book book = open_to_write(invocation, environment);
    const ImportResult result =
        import_files(book, {invocation.ask.words.begin(), invocation.ask.words.end()},
                     {.mode = invocation.dry_run ? WriteMode::kDryRun : WriteMode::kStore,
                      .accept = invocation.accept,
                      .reason = invocation.why});
    ImportCount all;
    for (const ImportCount& count : result.counts) {
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
    return Exit::kDone;
}

}  // namespace gw
