// SPDX-License-Identifier: Apache-2.0
//
// Files that we write: whole or absent, never half. Written beside the target under another name,
// synced, then renamed.
#pragma once

#include <filesystem>
#include <string_view>

namespace gw {

// Replaces `path` if it exists (the caller asks before). Throws Error kSystem and leaves `path` as
// it was.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace gw
