// SPDX-License-Identifier: Apache-2.0
//
// Commands on a book in a folder of its own, run in this process, for targets that need a whole
// book.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gw::fuzz {

class Scratch {
public:
    Scratch();  // a new, empty folder; in memory where the system has one
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::filesystem::path at(std::string_view name) const { return folder_ / name; }
    void write(std::string_view name, std::string_view bytes) const;
    std::string read(std::string_view name) const;
    void remove(std::string_view name) const;

    // Exit code of the command on book.db of this folder; what it says is dropped.
    int run(std::vector<std::string> arguments) const;

private:
    std::filesystem::path folder_;
};

}  // namespace gw::fuzz
