// SPDX-License-Identifier: Apache-2.0
//
// The commands that write facts by hand, and how each says what it did and how to take it back.
#pragma once

#include "book/author.h"
#include "book/book.h"
#include "door/command.h"
#include "exchange/outcome.h"

namespace gw {

// The last line of a command that stored nothing because SQLite failed.
inline constexpr std::string_view kNotSaved = "NOT SAVED: the book is as it was";

// Whether a book on a network file system may be written.
OverNetwork over_network(const Invocation& invocation);

// Of what a command stores: who, when, by what command and why.
Author author_of(const Invocation& invocation, const Environment& environment);

// Says so if the book was brought up to date, and if others may read or write it. From here on
// Ctrl-C rolls back.
Book open_to_write(const Invocation& invocation, Environment& environment);

// What changed, cell by cell, then how many rows, as which change set, and how to undo it.
void say_outcome(const Outcome& outcome, const Invocation& invocation, Environment& environment);

// For their help.
inline constexpr const char* kBackupDetails =
    "copy the book to a new file, whole and checked, while others may write to it. Never "
    "overwrites";
inline constexpr const char* kVerifyDetails =
    "check that the book is as gigawatch wrote it: every row, the history, the structure of the "
    "file, and the rules that hold in every book. Exit 1 if something is found. The head that it "
    "prints stands for the whole history: note it elsewhere, and --head HASH proves later that "
    "nothing up to there was changed";
inline constexpr const char* kAddDetails =
    "write a new row: gigawatch add TABLE KEY column=value..., with the cells of the CSV form. "
    "TABLE "
    "is one of its tables, one or many (leg, legs); KEY is the row's key (aws-openai, "
    "big-deal/2), or its columns as words; a leg without a number gets the next one";
inline constexpr const char* kSetDetails =
    "change cells of a row: gigawatch set ID column=value... An empty value clears the cell. ID is "
    "a deal, a party or another slug, or a row such as legs/aws-openai-38bn/1. A cell of the key, "
    "such as an event's date, gives the row another name, and the claims about it go with it";
inline constexpr const char* kRmDetails =
    "remove a row: a deal, a party or another slug, or a row such as legs/aws-openai-38bn/1. What "
    "hangs on it stands against it. Nothing is lost: the history keeps it";
inline constexpr const char* kAcceptDetails =
    "store what a claim says in the row that it is about, and mark it accepted, with the reason: "
    "gigawatch accept CLAIM --why TEXT. What the book said before stays as a rejected claim of the "
    "source that the row rests on; an amount and its currency go together. CLAIM is "
    "SOURCE/SUBJECT/FIELD/VALUE or the beginning of it, or SUBJECT/FIELD where one open claim "
    "alone "
    "is about it";
inline constexpr const char* kRejectDetails =
    "mark a claim rejected, with the reason: gigawatch reject CLAIM --why TEXT. It stays in the "
    "book, as what a source said. CLAIM is named as for accept";
inline constexpr const char* kUndoDetails =
    "take a change set back, as a new change set: the last one that is not undone, or the one of "
    "this number. Refused if its rows were changed again since";
inline constexpr const char* kLogDetails =
    "what was written, when, by whom; of a deal, a party or a row, cell by cell, what it said "
    "before and after";

Exit backup_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit verify_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit add_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit set_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit rm_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit accept_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit reject_command(const Command& command, const Invocation& invocation, Environment& environment);
Exit undo_command(const Command& command, const Invocation& invocation, Environment& environment);

}  // namespace gw
