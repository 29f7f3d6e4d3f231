// SPDX-License-Identifier: Apache-2.0
//
// Which file system a file lies on, as far as it matters to a book: over a network locks may not
// hold, and two writers may then spoil it (https://www.sqlite.org/useovernet.html).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace gw {

// "NFS" of the number that statfs(2) gives a file system; nullopt: none that is known to go over a
// network.
std::optional<std::string_view> network_file_system(std::uint32_t magic);

// Of the file system that holds `folder`; nullopt also if it cannot be asked.
std::optional<std::string_view> network_file_system_of(const std::filesystem::path& folder);

}  // namespace gw
