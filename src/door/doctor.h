// SPDX-License-Identifier: Apache-2.0
//
// `doctor`: what the program sees of its surroundings: itself, the book and why that one, the
// config file, the environment, the terminal. Each line is ok, a warning or a failure with its
// remedy. It looks at the world, so its answer is the machine's, not the book's; it changes
// nothing.
#pragma once

#include "door/command.h"
#include "table/table.h"

namespace gw {

// Columns: check, state (ok, warn, fail), found, remedy. Never throws for what is wrong with a
// book.
Table doctor(const Invocation& given, const Environment& environment);

// Whether a line of the table is a failure.
bool has_failure(const Table& table);

}  // namespace gw
