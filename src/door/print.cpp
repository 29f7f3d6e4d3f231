// SPDX-License-Identifier: Apache-2.0
#include "door/print.h"

#include <fmt/core.h>

#include <ostream>

#include "text/output.h"
#include "text/text.h"

namespace gw {
namespace {

void write_output(const std::string& text, const Book& book, const Invocation& invocation) {
    const std::filesystem::path& output = invocation.output;
    if (book.owns(output))
        throw Error(Exit::kSystem,
                    fmt::format("{} is the book itself; it was not written", output.string()),
                    "write to another file");
    std::error_code error;
    if (!invocation.force &&
        std::filesystem::exists(std::filesystem::symlink_status(output, error)))
        throw Error(Exit::kSystem,
                    fmt::format("{} exists already; it was not written", output.string()),
                    "--force overwrites it");
    write_file(output, text);
}

// The title says which moment of the book is shown.
Table with_moment(Table table, const Invocation& invocation) {
    if (invocation.as_of)
        table.title = join_title(
            {table.title, fmt::format("the book as of {}", format_moment(*invocation.as_of))});
    return table;
}

}  // namespace

void say(const Invocation& invocation, Environment& environment, std::string_view line) {
    if (!invocation.quiet) environment.err << escape_for_display(line) << '\n';
}

void write_table(const Table& table, const Book& book, const Invocation& invocation,
                 Environment& environment) {
    const bool to_stdout = invocation.output.empty() || invocation.output == "-";
    if (kind_of(invocation.render.format) == FormatKind::kBinary && to_stdout &&
        environment.out_is_terminal)
        throw Error(Exit::kUsage, "a workbook is nothing for a terminal",
                    fmt::format("-o {}.xlsx", invocation.render.name));
    const std::string text = render(with_moment(table, invocation), invocation.render);
    if (to_stdout) {
        environment.out << text;
        return;
    }
    write_output(text, book, invocation);
    say(invocation, environment,
        fmt::format("wrote {}: {}", invocation.output.string(), plural(table.rows.size(), "row")));
}

Exit print(const Table& table, const Book& book, const Invocation& invocation,
           Environment& environment) {
    write_table(table, book, invocation, environment);
    if (!table.incomplete.empty()) {
        environment.err << "warning: " << escape_for_display(table.incomplete) << '\n';
        return Exit::kFound;
    }
    if (!table.rows.empty()) return Exit::kDone;
    say(invocation, environment, "nothing in the book matches");
    return invocation.require_match ? Exit::kFound : Exit::kDone;
}

}  // namespace gw
