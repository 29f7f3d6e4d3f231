// SPDX-License-Identifier: Apache-2.0
//
// Preloaded into the program (LD_PRELOAD), it makes every file system an NFS, so that what is said
// of one can be tested without a network.
#include <sys/vfs.h>

#include <cstring>

namespace {

constexpr int kNfs = 0x6969;

}  // namespace

extern "C" int statfs(const char*, struct statfs* system) noexcept {
    std::memset(system, 0, sizeof *system);
    system->f_type = kNfs;
    return 0;
}

extern "C" int statfs64(const char*, struct statfs64* system) noexcept {
    std::memset(system, 0, sizeof *system);
    system->f_type = kNfs;
    return 0;
}
