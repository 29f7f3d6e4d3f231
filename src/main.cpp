// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>

#include "door/cli.h"
#include "door/editor.h"
#include "door/pager.h"
#include "door/process.h"

int main(int argc, char** argv) {
    gw::prepare_process();
    winsize size{};
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    if (terminal) ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    const auto clock = [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return gw::Moment{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
    };
    gw::Environment environment{std::cout,   std::cerr,     variable,
                                clock,       terminal,      size.ws_col,
                                size.ws_row, gw::run_pager, isatty(STDERR_FILENO) == 1};
    environment.in_is_terminal = isatty(STDIN_FILENO) == 1;
    environment.edit = gw::run_editor_command;
    return gw::run(argc, argv, environment);
}
