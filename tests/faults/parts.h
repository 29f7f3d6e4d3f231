// SPDX-License-Identifier: Apache-2.0
//
// The sorts of faults that fault_tests can try. Each part prints a line for each command and every
// point at which something was wrong; true if nothing was. A run that must be caught comes first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace gw::faults {

struct Choice {
    std::int64_t every = 1;             // takes every so many points only
    std::int64_t at_most = 0;           // points for each command and sort of fault; 0: all
    std::vector<std::string> commands;  // none: all

    bool takes(const std::string& name) const {
        return commands.empty() ||
               std::find(commands.begin(), commands.end(), name) != commands.end();
    }
};

bool prove_files(const Choice& choice);   // SQLite's file system fails
bool prove_memory(const Choice& choice);  // there is no memory

}  // namespace gw::faults
