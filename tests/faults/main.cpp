// SPDX-License-Identifier: Apache-2.0
//
// Commands while the file system or the memory fails: after each failure the book is as it was
// before the command or as the command leaves it, never between, and what the user was told is
// true.
//
//     fault_tests files|memory [--every N] [--at-most N] [COMMAND...]
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "commands.h"
#include "parts.h"

int main(int argc, char** argv) {
    using namespace gw::faults;
    const Words words(argv + 1, argv + argc);
    Choice choice;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const bool value_follows = i + 1 < words.size();
        if (words[i] == "--every" && value_follows)
            choice.every = std::strtoll(words[++i].c_str(), nullptr, 10);
        else if (words[i] == "--at-most" && value_follows)
            choice.at_most = std::strtoll(words[++i].c_str(), nullptr, 10);
        else
            choice.commands.push_back(words[i]);
    }
    const std::string part = words.empty() ? "" : words[0];
    if ((part != "files" && part != "memory") || choice.every < 1) {
        std::cerr << "fault_tests files|memory [--every N] [--at-most N] [COMMAND...]\n";
        return 2;
    }
    const Place place;
    const bool sound = part == "files" ? prove_files(choice) : prove_memory(choice);
    return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}
