// SPDX-License-Identifier: Apache-2.0
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>

#include "door/cli.h"

int main(int argc, char** argv) {
    umask(077);                     // a book is its owner's
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is an error, not an end
    winsize size{};
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    if (terminal) ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    gw::Environment environment{std::cout, std::cerr, variable, terminal, size.ws_col};
    return gw::run({argv + 1, argv + argc}, environment);
}
