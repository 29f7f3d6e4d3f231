// SPDX-License-Identifier: Apache-2.0
#include "table/format.h"

#include <cassert>

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
        {Format::kTable, FormatKind::kPeople, "table", ".txt",
         "for people: one unit, totals, footnotes"},
        {Format::kCsv, FormatKind::kMachine, "csv", ".csv",
         "commas, quotes as in RFC 4180; ' before what a spreadsheet would run"},
        {Format::kTsv, FormatKind::kMachine, "tsv", ".tsv",
         R"(tabs, no quotes; \t \n \r \\ inside a cell; ' as in csv)"},
        {Format::kJson, FormatKind::kMachine, "json", ".json", "one array of flat objects"},
        {Format::kNdjson, FormatKind::kMachine, "ndjson", ".ndjson", "one object a line"},
        {Format::kMarkdown, FormatKind::kPeople, "md", ".md",
         "for people: a table as GitHub draws it"},
        {Format::kHtml, FormatKind::kPeople, "html", ".html",
         "for people: one page that loads nothing"},
        {Format::kXlsx, FormatKind::kBinary, "xlsx", ".xlsx",
         "a workbook: the rows as in csv, the footnotes on a sheet of their own"},
        {Format::kDot, FormatKind::kPicture, "dot", ".dot",
         "a picture of exposure or loops, drawn by dot -Tsvg"},
        {Format::kMermaid, FormatKind::kPicture, "mermaid", ".mmd",
         "the same picture, drawn by GitHub and other pages"},
    };
    return all;
}

std::optional<Format> format_by_name(std::string_view name) {
    return find(&FormatFacts::name, name);
}

std::optional<Format> format_by_extension(std::string_view extension) {
    return find(&FormatFacts::extension, extension);
}

FormatKind kind_of(Format format) {
    for (const FormatFacts& one : all_formats())
        if (one.format == format) return one.kind;
    assert(false);
    return FormatKind::kMachine;
}

std::string format_names() {
    return list_or(&FormatFacts::name);
}

std::string format_extensions() {
    return list_or(&FormatFacts::extension);
}

}  // namespace gw
