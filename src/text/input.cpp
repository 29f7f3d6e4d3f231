// SPDX-License-Identifier: Apache-2.0
#include "text/input.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "text/error.h"
#include "text/limits.h"

namespace gw {
namespace {

constexpr std::size_t kChunk = 1 << 20;

class OpenFile {
public:
    OpenFile(const std::filesystem::path& path, std::string_view outcome)
        : path_(path), outcome_(outcome) {
        descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor_ < 0) fail(errno);
    }
    ~OpenFile() { ::close(descriptor_); }
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    struct stat status() const {
        struct stat status {};
        if (::fstat(descriptor_, &status) != 0) fail(errno);
        return status;
    }

    // 0 at the end of the file.
    std::size_t read(char* into, std::size_t size) const {
        for (;;) {
            const ssize_t count = ::read(descriptor_, into, size);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno != EINTR) fail(errno);
        }
    }

private:
    [[noreturn]] void fail(int code) const {
        throw Error(Exit::kSystem,
                    fmt::format("{}: {}; {}", path_.string(), std::strerror(code), outcome_));
    }

    const std::filesystem::path& path_;
    std::string_view outcome_;
    int descriptor_ = -1;
};

bool same_file(const struct stat& before, const struct stat& after) {
    return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
           before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

// For a whole file, once it is known to be one of lines, and for its last read, which is of
// nothing: growing by and by would copy most of it. In pages of 2 MiB where the system has them,
// which is a wish: one page fault each, not 512. Where there is not so much memory, growing may do.
void make_room(std::string& bytes, std::size_t size) {
    try {
        bytes.reserve(size);
    } catch (const std::bad_alloc&) {
        return;
    }
    constexpr std::uintptr_t kLarge = 2 << 20;
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
    const std::uintptr_t first = (begin + kLarge - 1) / kLarge * kLarge;
    const std::uintptr_t end = (begin + bytes.capacity()) / kLarge * kLarge;
    if (first < end) ::madvise(bytes.data() + (first - begin), end - first, MADV_HUGEPAGE);
}

}  // namespace

std::string read_file(const std::filesystem::path& path, std::string_view outcome) {
    std::error_code error;
    if (!std::filesystem::exists(path, error))
        throw Error(Exit::kSystem, fmt::format("{}: no such file; {}", path.string(), outcome));
    if (!std::filesystem::is_regular_file(path, error))
        throw Error(Exit::kSystem,
                    fmt::format("{} is not a regular file; {}", path.string(), outcome));
    const OpenFile file(path, outcome);
    const struct stat before = file.status();
    const auto size = static_cast<std::uint64_t>(before.st_size);
    if (size > kLargestFile)
        throw Error(Exit::kData, fmt::format("{} is larger than {} bytes; {}", path.string(),
                                             kLargestFile, outcome));
    std::string bytes;
    bytes.reserve(std::min<std::size_t>(size, kLargestRecord) + kChunk);
    std::size_t line = 0;  // where the last one begins
    for (;;) {
        const std::size_t end = bytes.size();
        if (end + kChunk > bytes.capacity()) make_room(bytes, size + kChunk);
        bytes.resize(end + kChunk);
        const std::size_t count = file.read(bytes.data() + end, kChunk);
        bytes.resize(end + count);
        if (count == 0) break;
        const std::size_t last = std::string_view(bytes).substr(end).rfind('\n');
        if (last != std::string_view::npos) line = end + last + 1;
        if (bytes.size() - line > kLargestRecord) return bytes;
    }
    if (!same_file(before, file.status()))
        throw Error(Exit::kSystem,
                    fmt::format("{} was changed while it was read; {}", path.string(), outcome),
                    "try again when it is whole");
    return bytes;
}

}  // namespace gw
