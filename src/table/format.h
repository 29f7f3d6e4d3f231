// SPDX-License-Identifier: Apache-2.0
//
// The one table of output formats: names for -f, extensions for -o, what each is for. Help, option
// errors and tests read it, so a format is a row here and a case of render().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

enum class Format : std::uint8_t {
    kTable,
    kCsv,
    kTsv,
    kJson,
    kNdjson,
    kMarkdown,
    kHtml,
    kXlsx,
    kDot,
    kMermaid
};

enum class FormatKind : std::uint8_t {
    kPeople,   // scaled figures, title, totals, notes
    kMachine,  // whole units, rows alone
    kBinary,   // the same, and nothing for a terminal
    kPicture,  // Table::graph, which not every table has
};

struct FormatFacts {
    Format format;
    FormatKind kind;
    std::string_view name;       // as -f takes it
    std::string_view extension;  // of a file that -o writes, with its dot
    std::string_view help;       // a line, lower case
};

const std::vector<FormatFacts>& all_formats();  // in the order in which help lists them

std::optional<Format> format_by_name(std::string_view name);            // "csv"
std::optional<Format> format_by_extension(std::string_view extension);  // ".csv"

FormatKind kind_of(Format format);

std::string format_names();       // "table, csv, tsv or json"
std::string format_extensions();  // ".txt, .csv, .tsv or .json"

}  // namespace gw
