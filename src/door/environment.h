// SPDX-License-Identifier: Apache-2.0
//
// What a command may know of the world outside: streams, environment variables, the terminal. Tests
// make their own.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

#include "book/author.h"
#include "cells/moment.h"
#include "text/progress.h"

namespace gw {

struct Environment {
    std::ostream& out;
    std::ostream& err;
    std::function<std::string(const char*)> variable;  // "" if it is not set
    std::function<Moment()> clock;  // for what is stored only; --today stands in its place
    bool out_is_terminal = false;
    std::size_t width = 0;   // columns of the terminal
    std::size_t height = 0;  // its lines; 0: not known
    // Shows a text by that command (door/pager.h); false: it did not start.
    std::function<bool(const std::string& command, std::string_view text)> page = {};
    bool err_is_terminal = false;
    bool in_is_terminal = false;
    // Runs the user's editor on a file (door/editor.h); what it ended with.
    std::function<int(const std::string& command, const std::string& file)> edit = {};
    Progress* progress = nullptr;  // what waiters are told while a command runs; stopped to speak
    // What is said of the book, or of the files, if SQLite or lack of memory ends the command now;
    // empty: nothing. `storing` is for a book that is open to be written.
    std::string_view unless_done = {};
    bool has_written = false;  // the file that it was to make is there
    Storing storing = {};

    void note_written() {
        unless_done = {};
        has_written = true;
    }
};

}  // namespace gw
