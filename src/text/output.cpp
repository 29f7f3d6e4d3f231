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
#include "text/interrupt.h"

namespace gw {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int code) {
    throw Error(Exit::kSystem,
                fmt::format("{}: {}; it was not written", path.string(), std::strerror(code)));
}

class NewFile {
public:
    explicit NewFile(const std::filesystem::path& target)
        : target_(target), name_(folder() / ".gigawatch-XXXXXX") {
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
        stop_if_interrupted("it was not written");
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
        ::close(descriptor_);
        descriptor_ = -1;
        sync_folder();
    }

private:
    std::filesystem::path folder() const {
        const std::filesystem::path folder = target_.parent_path();
        return folder.empty() ? "." : folder;
    }

    // The new name is not sure to outlast a power failure before its folder is on the disk.
    void sync_folder() const {
        const int folder_descriptor = ::open(folder().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder_descriptor < 0) return;  // a folder that may be written, but not read
        const bool synced = ::fsync(folder_descriptor) == 0 || errno == EINVAL;
        ::close(folder_descriptor);
        if (!synced)
            throw Error(Exit::kSystem, fmt::format("{}: written, but it may not outlast a power "
                                                   "failure: {}",
                                                   target_.string(), std::strerror(errno)));
    }

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
    if (!there && std::filesystem::is_symlink(std::filesystem::symlink_status(path, error)))
        throw Error(
            Exit::kSystem,
            fmt::format("{} is a link that leads nowhere; it was not written", path.string()));
    NewFile file(there ? std::filesystem::canonical(path) : path);  // through a link, which stays
    file.write(bytes);
    file.finish();
}

}  // namespace gw
