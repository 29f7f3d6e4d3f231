// SPDX-License-Identifier: Apache-2.0
//
// Files that we read, whole. What is in them is the caller's business.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gw {

// Throws Error kSystem if `path` is no regular file or cannot be read; its message ends in
// `outcome`, "nothing was imported".
std::string read_file(const std::filesystem::path& path, std::string_view outcome);

}  // namespace gw
