// SPDX-License-Identifier: Apache-2.0
//
// Replays stored inputs, each a file: replay FOLDER. With no folder of that name it fails, so that
// a corpus that was lost is noticed.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "property.h"

int main(int count, char** arguments) {
    namespace fs = std::filesystem;
    if (count != 2 || !fs::is_directory(arguments[1])) {
        fmt::print(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(arguments[1]))
        files.insert(entry.path());
    for (const fs::path& file : files) {
        fmt::print(stderr, "{}\n", file.filename().string());
        std::ifstream in(file, std::ios::binary);
        gw::fuzz::check_input(std::string(std::istreambuf_iterator<char>(in), {}));
    }
    fmt::print("{} inputs, every property holds\n", files.size());
    return files.empty() ? 1 : 0;
}
