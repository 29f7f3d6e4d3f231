// SPDX-License-Identifier: Apache-2.0
#include "book/backup.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "text/error.h"
#include "text/interrupt.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& to, int code) {
    if (code == EEXIST)
        throw Error(Exit::kSystem,
                    fmt::format("{} exists already; no backup was made", to.string()),
                    "a backup never overwrites: choose another name");
    throw Error(Exit::kSystem,
                fmt::format("{}: {}; no backup was made", to.string(), std::strerror(code)));
}

// SQLite opens nothing behind a symbolic link, and the target's folder may be one.
std::string draft_name(const fs::path& to) {
    std::error_code error;
    const fs::path folder = fs::canonical(to.parent_path().empty() ? "." : to.parent_path(), error);
    if (error) fail(to, error.value());
    return (folder / ".gigawatch-XXXXXX").string();
}

// A file beside the target that is gone unless it becomes the target.
class Draft {
public:
    explicit Draft(const fs::path& to) : to_(to), name_(draft_name(to)) {
        const int descriptor = ::mkostemp(name_.data(), O_CLOEXEC);
        if (descriptor < 0) fail(to, errno);
        ::close(descriptor);
    }
    ~Draft() {
        if (name_.empty()) return;
        ::unlink(name_.c_str());
        ::unlink((name_ + "-journal").c_str());
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const std::string& name() const { return name_; }

    void become_target() {
        sync(name_, O_RDWR);
        if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, to_.c_str(), RENAME_NOREPLACE) != 0) {
            if (errno != EINVAL && errno != ENOSYS) fail(to_, errno);
            if (::link(name_.c_str(), to_.c_str()) != 0) fail(to_, errno);
            ::unlink(name_.c_str());
        }
        name_.clear();
        const fs::path folder = to_.parent_path();
        sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
    }

private:
    void sync(const std::string& path, int flags) const {
        const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
        if (descriptor < 0) fail(to_, errno);
        const int code = ::fsync(descriptor) == 0 ? 0 : errno;
        ::close(descriptor);
        if (code != 0) fail(to_, code);
    }

    fs::path to_;
    std::string name_;
};

void check_copy(const std::string& name) {
    const Db copy(name, OpenMode::kReadOnly);
    Statement rows = copy.prepare("pragma integrity_check(1)");
    if (!rows.step() || rows.text(0) != "ok")
        throw Error(Exit::kData, fmt::format("the copy is damaged: {}", rows.text(0)),
                    "so is the book: gigawatch verify; no backup was made");
}

}  // namespace

void back_up(const Db& from, const fs::path& to) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(to, error))) fail(to, EEXIST);
    Draft draft(to);
    try {
        Db copy(draft.name(), OpenMode::kReadWrite);
        from.copy_into(copy);
        copy.close();
        check_copy(draft.name());
    } catch (const DbError& failure) {
        throw Error(failure.exit(), fmt::format("{}; no backup was made", failure.what()),
                    failure.hint());
    }
    stop_if_interrupted("no backup was made");
    draft.become_target();
}

}  // namespace gw
