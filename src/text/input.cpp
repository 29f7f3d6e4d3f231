// SPDX-License-Identifier: Apache-2.0
#include "text/input.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "text/error.h"

namespace gw {

std::string read_file(const std::filesystem::path& path, std::string_view outcome) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        throw Error(Exit::kSystem, fmt::format("{}: no such file; {}", path.string(), outcome));
    if (!std::filesystem::is_regular_file(path, error))
        throw Error(Exit::kSystem,
                    fmt::format("{} is not a regular file; {}", path.string(), outcome));
    std::ifstream file(path, std::ios::binary);
    std::string bytes;
    if (file) bytes.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (!file || file.bad())
        throw Error(Exit::kSystem,
                    fmt::format("{}: {}; {}", path.string(), std::strerror(errno), outcome));
    return bytes;
}

}  // namespace gw
