// SPDX-License-Identifier: Apache-2.0
//
// The pager: for an answer that is taller than the terminal it goes to. Which one, when, and the
// process that runs it. Knows nothing of tables.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "door/environment.h"

namespace gw {

// Lines that the text takes on a terminal of so many columns, which wraps the longer ones. Colour
// codes take no room.
std::size_t lines_on_screen(std::string_view text, std::size_t width);

// The command to page with: $GIGAWATCH_PAGER, else $PAGER, else less; "" for none (`cat`, or a
// terminal that cannot).
std::string pager_command(const Environment& environment);

// Runs the command by /bin/sh with the text as its input, and waits for it. False if it did not
// start, and so has shown nothing. A pager that is left before the end is no error. less is told to
// leave the answer on the screen and to take colours, unless $LESS says otherwise.
bool run_pager(const std::string& command, std::string_view text);

}  // namespace gw
