// SPDX-License-Identifier: Apache-2.0
//
// What a command is, and what it is given: the parsed command line. Plain data; cli.cpp fills it,
// commands.cpp acts on it.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counting/terms.h"
#include "door/environment.h"
#include "exchange/export.h"
#include "query/ask.h"
#include "table/render.h"
#include "text/error.h"

namespace gw {

// Everything that options may say, whatever the command.
struct Invocation {
    std::filesystem::path book;
    std::filesystem::path config_book;  // what the config file says; empty: nothing
    bool book_given = false;            // by -b or the environment; else it is the default one
    AskOptions ask;                     // ask.words: the positional words of any command
    RenderOptions render;
    bool format_given = false;
    std::optional<std::size_t> width;        // of the table for people; not given: the terminal's
    bool color_given = false;                // on the command line
    std::string color = "auto";              // "always", "never"
    std::filesystem::path output;            // empty or "-": stdout
    Severity severity = Severity::kWarning;  // of check: the least that is shown
    FileForm file_form = FileForm::kCsv;     // of export
    bool force = false;
    std::vector<std::filesystem::path> inputs;  // files that it reads, which it never overwrites
    std::chrono::seconds timeout{10};           // of sql
    std::filesystem::path man;                  // of help: where to write manual pages
    bool dry_run = false;
    bool allow_network_fs = false;  // of a book that is written
    std::optional<Moment> as_of;    // the book as it was then
    bool with_dependents = false;
    std::string head;                // for verify
    std::string note;                // why something is written
    std::string why;                 // the reason of a verdict on claims
    bool accept = false;             // of import: what other sources say is stored
    std::filesystem::path rules;     // of import: how a foreign spreadsheet is read
    std::filesystem::path skip_bad;  // of import: where bad lines go
    std::string command_line;        // as it was typed, without the program
    bool quiet = false;
    bool verbose = false;
    bool require_match = false;
    bool pager = true;  // where it makes sense
    // Where answers are kept instead of being printed, for a command that asks others.
    std::vector<Table>* collect = nullptr;
};

// Which options a command has beside those of every command.
enum class Takes : std::uint8_t {
    kNothing,
    kQuery,
    kFiles,
    kTarget,
    kId,
    kTopic,
    kDays,
    kRules,
    kQueries,
    kParties,
    kReports,
    kStatement,
    kShell,
    kRow,
    kCells,
    kClaim,
    kDeal,
    kChange,
    kHistory,
    kNewFile
};

struct Command {
    std::string_view group;  // "Ask", "Change", "Share", "Mind"
    std::string name;
    std::string summary;  // one line, lower case
    std::string details;  // more for --help; may be empty
    Takes takes = Takes::kNothing;
    Exit (*run)(const Command& command, const Invocation& invocation, Environment& environment);
};

}  // namespace gw
