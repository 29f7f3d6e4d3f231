// SPDX-License-Identifier: Apache-2.0
//
// The command that reads files into the book, and how it says what it did.
#pragma once

#include "door/command.h"

namespace gw {

// For its help.
inline constexpr const char* kImportDetails =
    "reads CSV files named after the book's tables, or a folder of them: all or nothing. A row "
    "with a new key is new, a known key changes its row. Files called .json hold the same rows as "
    "a list of objects (gigawatch export --json writes them).\n\n"
    "A row that names another source than the stored one and says otherwise is another witness's "
    "word: it changes nothing, and what it says is added as claims (gigawatch conflicts). With "
    "--accept it is stored, and what the book said before is kept as claims of the source before. "
    "A row of the same source, or that names none, corrects the stored one, and so does a row that "
    "changes nothing but the source: your own corrected files change the book.\n\n"
    "gigawatch import sheet.csv --rules press.toml reads a spreadsheet with columns of its own "
    "(gigawatch help rules). With --skip-bad rejects.csv the good lines are stored and the bad "
    "ones written there with the reasons: exit 1 if there are any.";

Exit import_command(const Command& command, const Invocation& invocation, Environment& environment);

}  // namespace gw
