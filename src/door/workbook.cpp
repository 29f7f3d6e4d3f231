// SPDX-License-Identifier: Apache-2.0
#include "door/workbook.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/book.h"
#include "door/commands.h"
#include "door/print.h"
#include "table/xlsx.h"

namespace gw {
namespace {

std::vector<std::string> split_names(std::string_view text) {
    std::vector<std::string> names;
    while (true) {
        const std::size_t comma = std::min(text.find(','), text.size());
        names.emplace_back(text.substr(0, comma));
        if (comma == text.size()) return names;
        text.remove_prefix(comma + 1);
    }
}

const Command* find_report(std::string_view name) {
    for (const Command& command : all_commands())
        if (command.name == name && command.takes == Takes::kQuery) return &command;
    return nullptr;
}

// The commands that the first word names, each once.
std::vector<const Command*> named_reports(const Invocation& invocation) {
    if (invocation.ask.words.empty())
        throw Error(Exit::kUsage, "workbook needs the commands whose answers it should hold",
                    "gigawatch workbook exposure,capacity,loops -o all.xlsx");
    std::vector<std::string> known;
    for (const Command& command : all_commands())
        if (command.takes == Takes::kQuery) known.push_back(command.name);
    const std::vector<std::string> names = split_names(invocation.ask.words.front());
    check_words("workbook", names, known);
    std::vector<const Command*> reports;
    for (const std::string& name : names) {
        const Command* report = find_report(name);
        if (std::find(reports.begin(), reports.end(), report) != reports.end())
            throw Error(Exit::kUsage, fmt::format("workbook: \"{}\" is named twice", name),
                        "a sheet has a name of its own");
        reports.push_back(report);
    }
    return reports;
}

}  // namespace

Exit write_workbook(const Command&, const Invocation& invocation, Environment& environment) {
    const std::vector<const Command*> reports = named_reports(invocation);
    if (invocation.render.format != Format::kXlsx)
        throw Error(Exit::kUsage, "a workbook is an xlsx file", "-o all.xlsx");
    // Held open, so that no one writes between two answers.
    const Book book = Book::open_to_read(invocation.book);
    std::vector<Table> tables;
    Invocation each = invocation;
    each.ask.words.erase(each.ask.words.begin());
    each.collect = &tables;
    Exit exit = Exit::kDone;
    for (const Command* report : reports) {
        each.render.name = report->name;
        exit = std::max(exit, report->run(*report, each, environment));
    }
    std::vector<WorkbookSheet> sheets;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        sheets.push_back({reports[i]->name, &tables[i]});
        rows += tables[i].rows.size();
    }
    deliver(format_xlsx(sheets),
            fmt::format("{}, {}", plural(sheets.size(), "sheet"), plural(rows, "row")), invocation,
            environment);
    return exit;
}

}  // namespace gw
