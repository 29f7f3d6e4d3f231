// SPDX-License-Identifier: Apache-2.0
#include "text/output.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "text/error.h"

namespace gw {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int code) {
    throw Error(Exit::kSystem,
                fmt::format("{}: {}; it was not written", path.string(), std::strerror(code)));
}

class NewFile {
public:
    explicit NewFile(const std::filesystem::path& target)
        : target_(target), name_(target.string() + ".XXXXXX") {
        descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
        if (descriptor_ < 0) fail(target, errno);
    }
    ~NewFile() {
        if (descriptor_ < 0) return;
        ::close(descriptor_);
        ::unlink(name_.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view bytes) const {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(target_, errno);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    void finish() {
        if (::fsync(descriptor_) != 0) fail(target_, errno);
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
        ::close(descriptor_);
        descriptor_ = -1;
    }

private:
    std::filesystem::path target_;
    std::string name_;
    int descriptor_ = -1;
};

}  // namespace

void write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    const bool there = std::filesystem::exists(path, error);
    if (there && !std::filesystem::is_regular_file(path, error))
        throw Error(Exit::kSystem,
                    fmt::format("{} is not a regular file; it was not written", path.string()));
    NewFile file(there ? std::filesystem::canonical(path) : path);  // through a link, which stays
    file.write(bytes);
    file.finish();
}

}  // namespace gw
