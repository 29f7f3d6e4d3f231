// SPDX-License-Identifier: Apache-2.0
//
// Files that we read, whole. What is in them is the caller's business.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace gw {

// The bytes of a file of lines. Reading ends in a line of more than kLargestRecord bytes, which the
// caller finds too long by itself: a file without line ends takes no memory. Throws Error kSystem
// if `path` is no regular file, cannot be read or changes meanwhile, kData if it is larger than
// kLargestFile; its message ends in `outcome`, "nothing was imported".
std::string read_file(const std::filesystem::path& path, std::string_view outcome);

}  // namespace gw
