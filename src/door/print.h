// SPDX-License-Identifier: Apache-2.0
//
// How an answer leaves the program: a Table to stdout or a file in the format asked for, words
// about it to stderr. What a format looks like is table/render.h's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "door/command.h"
#include "table/table.h"
#include "text/output.h"

namespace gw {

// How this command writes files: never over what it reads.
OutputTerms output_terms(const Invocation& invocation);

// Whether the answer's rows can be written while they are made (Table::stream).
bool may_stream(const Invocation& invocation);

// A line on stderr, escaped; nothing with --quiet.
void say(const Invocation& invocation, Environment& environment, std::string_view line);

// Writes an answer to stdout, by the pager if it is a table taller than the terminal, or to
// --output with a word on stderr on `what` was written ("3 rows"). Throws Error kSystem if a file
// may not be overwritten or cannot be written, kUsage for a workbook on a terminal.
void deliver(const std::string& text, std::string_view what, const Invocation& invocation,
             Environment& environment);

// Writes the table to stdout or to --output, or keeps it where `invocation` collects answers.
// Returns the number of its rows. Throws Error kSystem if a file may not be overwritten or cannot
// be written.
std::size_t write_table(const Table& table, const Invocation& invocation, Environment& environment);

// The same, with a word on stderr if the table has no rows. Returns kFound if it has no rows and
// --require-match wants some.
Exit print(const Table& table, const Invocation& invocation, Environment& environment);

}  // namespace gw
