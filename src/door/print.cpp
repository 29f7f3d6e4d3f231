// SPDX-License-Identifier: Apache-2.0
#include "door/print.h"

#include <fmt/core.h>

#include <ostream>

#include "door/pager.h"
#include "table/separated.h"
#include "text/text.h"

namespace gw {
namespace {

// The title says which moment of the book is shown.
Table with_moment(Table table, const Invocation& invocation) {
    if (invocation.as_of)
        table.title = join_title(
            {table.title, fmt::format("the book as of {}", format_moment(*invocation.as_of))});
    return table;
}

// Whether a pager has shown the text: one that is taller than the terminal, which keeps a line for
// what is typed next.
bool page(const std::string& text, const Invocation& invocation, const Environment& environment) {
    const bool for_screen = invocation.render.format == Format::kTable &&
                            environment.out_is_terminal && environment.height > 0;
    if (!for_screen || !invocation.pager || !environment.page) return false;
    if (lines_on_screen(text, environment.width) < environment.height) return false;
    const std::string command = pager_command(environment);
    return !command.empty() && environment.page(command, text);
}

// Rows that are written while they are made: stdout or the file has them piece by piece. Returns
// how many.
std::size_t write_stream(const Table& table, const Invocation& invocation,
                         Environment& environment) {
    if (environment.progress != nullptr) environment.progress->stop();
    if (invocation.output.empty() || invocation.output == "-") {
        CsvStream rows(table, [&](std::string_view piece) { environment.out << piece; });
        table.stream(rows);
        rows.finish();
        return rows.rows();
    }
    Draft draft(invocation.output, output_terms(invocation));
    CsvStream rows(table, [&](std::string_view piece) { draft.append(piece); });
    table.stream(rows);
    rows.finish();
    draft.sync();
    draft.become_target();
    say(invocation, environment,
        fmt::format("wrote {}: {}", invocation.output.string(), plural(rows.rows(), "row")));
    return rows.rows();
}

}  // namespace

OutputTerms output_terms(const Invocation& invocation) {
    return {.overwrite = invocation.force ? Overwrite::kAllow : Overwrite::kRefuse,
            .inputs = invocation.inputs};
}

void say(const Invocation& invocation, Environment& environment, std::string_view line) {
    if (environment.progress != nullptr) environment.progress->stop();
    if (!invocation.quiet) environment.err << escape_for_display(line) << '\n';
}

void deliver(const std::string& text, std::string_view what, const Invocation& invocation,
             Environment& environment) {
    if (environment.progress != nullptr) environment.progress->stop();
    if (!invocation.output.empty() && invocation.output != "-") {
        environment.unless_done = "it was not written";
        write_files({{invocation.output, text}}, output_terms(invocation));
        environment.note_written();
        say(invocation, environment, fmt::format("wrote {}: {}", invocation.output.string(), what));
        return;
    }
    const bool binary = kind_of(invocation.render.format) == FormatKind::kBinary;
    if (binary && environment.out_is_terminal)
        throw Error(Exit::kUsage, "a workbook is nothing for a terminal",
                    fmt::format("-o {}.xlsx", invocation.render.name));
    if (!page(text, invocation, environment)) environment.out << text;
}

bool may_stream(const Invocation& invocation) {
    return invocation.render.format == Format::kCsv && invocation.collect == nullptr;
}

std::size_t write_table(const Table& table, const Invocation& invocation,
                        Environment& environment) {
    if (table.stream) return write_stream(table, invocation, environment);
    if (invocation.collect != nullptr)
        invocation.collect->push_back(with_moment(table, invocation));
    else
        deliver(render(with_moment(table, invocation), invocation.render),
                plural(table.rows.size(), "row"), invocation, environment);
    return table.rows.size();
}

Exit print(const Table& table, const Invocation& invocation, Environment& environment) {
    const std::size_t rows = write_table(table, invocation, environment);
    if (!table.incomplete.empty()) {
        environment.err << "warning: " << escape_for_display(table.incomplete) << '\n';
        return Exit::kFound;
    }
    if (rows > 0) return Exit::kDone;
    say(invocation, environment, "nothing in the book matches");
    return invocation.require_match ? Exit::kFound : Exit::kDone;
}

}  // namespace gw
