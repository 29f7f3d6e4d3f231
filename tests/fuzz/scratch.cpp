// SPDX-License-Identifier: Apache-2.0
#include "scratch.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "door/cli.h"

namespace gw::fuzz {

namespace fs = std::filesystem;

Scratch::Scratch() {
    const fs::path parent = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    folder_ = parent / ("gigawatch-fuzz-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directory(folder_);
}

Scratch::~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

void Scratch::write(std::string_view name, std::string_view bytes) const {
    std::ofstream out(at(name), std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string Scratch::read(std::string_view name) const {
    std::ifstream in(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void Scratch::remove(std::string_view name) const {
    fs::remove_all(at(name));
}

int Scratch::run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"-b", at("book.db").string(), "--today", "2026-07-15"});
    std::ostringstream out;
    std::ostringstream err;
    Environment environment{out, err, [](const char*) { return std::string(); },
                            [] { return Moment{}; }};
    return gw::run(arguments, environment);
}

}  // namespace gw::fuzz
