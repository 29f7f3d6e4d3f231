// SPDX-License-Identifier: Apache-2.0
//
// Manual pages, made of the texts of help: gigawatch(1), one page a command in section 1, one a
// topic in section 7. Installing writes them; no other text is kept for man.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace gw {

struct ManPage {
    std::string file;  // "gigawatch-exposure.1"
    std::string text;  // for man(7)'s macros
};

std::vector<ManPage> man_pages();

// Writes them into `folder`, which is made if need be; returns how many.
std::size_t write_man_pages(const std::filesystem::path& folder);

}  // namespace gw
