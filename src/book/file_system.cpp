// SPDX-License-Identifier: Apache-2.0
#include "book/file_system.h"

#include <sys/vfs.h>

#include <algorithm>
#include <array>

namespace gw {
namespace {

struct Kind {
    std::uint32_t magic;  // statfs(2)
    std::string_view name;
};

constexpr std::array kKinds = {
    Kind{0x6969, "NFS"},       Kind{0x517B, "SMB"},      Kind{0xFF534D42, "CIFS"},
    Kind{0xFE534D42, "SMB 2"}, Kind{0x65735546, "FUSE"}, Kind{0x01021997, "9P"},
    Kind{0x5346414F, "AFS"},   Kind{0x6B414653, "AFS"},  Kind{0x00C36400, "Ceph"},
    Kind{0x73757245, "Coda"},  Kind{0x564C, "NCP"},
};

}  // namespace

std::optional<std::string_view> network_file_system(std::uint32_t magic) {
    const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                    [&](const Kind& one) { return one.magic == magic; });
    if (kind == kKinds.end()) return std::nullopt;
    return kind->name;
}

std::optional<std::string_view> network_file_system_of(const std::filesystem::path& folder) {
    struct statfs system {};
    if (statfs(folder.c_str(), &system) != 0) return std::nullopt;
    return network_file_system(static_cast<std::uint32_t>(system.f_type));
}

}  // namespace gw
