// SPDX-License-Identifier: Apache-2.0
#include "table/format.h"

#include <fmt/format.h>

namespace gw {
namespace {

std::string list_or(std::string_view FormatFacts::*word) {
    std::string list;
    const std::vector<FormatFacts>& all = all_formats();
    for (const FormatFacts& one : all) {
        if (&one != &all.front()) list += &one == &all.back() ? " or " : ", ";
        list += one.*word;
    }
    return list;
}

std::optional<Format> find(std::string_view FormatFacts::*word, std::string_view wanted) {
    for (const FormatFacts& one : all_formats())
        if (one.*word == wanted) return one.format;
    return std::nullopt;
}

}  // namespace

const std::vector<FormatFacts>& all_formats() {
    static const std::vector<FormatFacts> all{
        {Format::kTable, "table", ".txt", "for people: one unit, totals, footnotes"},
        {Format::kCsv, "csv", ".csv", "RFC 4180; whole units, formulas guarded by '"},
        {Format::kTsv, "tsv", ".tsv", "tabs between cells; \\t \\n \\r \\\\ inside them"},
        {Format::kJson, "json", ".json", "one array of flat objects"},
        {Format::kNdjson, "ndjson", ".ndjson", "one object a line"},
        {Format::kMarkdown, "md", ".md", "for people: a table as GitHub draws it"},
    };
    return all;
}

std::optional<Format> format_by_name(std::string_view name) {
    return find(&FormatFacts::name, name);
}

std::optional<Format> format_by_extension(std::string_view extension) {
    return find(&FormatFacts::extension, extension);
}

std::string format_names() {
    return list_or(&FormatFacts::name);
}

std::string format_extensions() {
    return list_or(&FormatFacts::extension);
}

}  // namespace gw
