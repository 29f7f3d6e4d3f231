// SPDX-License-Identifier: Apache-2.0
#include "text/output.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <utility>

#include "text/error.h"
#include "text/interrupt.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kElsewhere = "write to another file";
constexpr std::string_view kJournal = "-journal";

// A descriptor that is closed with this object.
class Descriptor {
public:
    Descriptor(const fs::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC)) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

[[noreturn]] void refuse(const fs::path& path, std::string_view why, const OutputTerms& terms,
                         std::string_view hint = kElsewhere) {
    throw Error(Exit::kSystem, fmt::format("{} {}; {}", path.string(), why, terms.outcome),
                std::string(hint));
}

bool is_database(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return false;
    std::ifstream file(path, std::ios::binary);
    std::array<char, kDatabaseMagic.size()> head{};
    file.read(head.data(), head.size());
    return std::string_view(head.data(), static_cast<std::size_t>(file.gcount())) == kDatabaseMagic;
}

// The database beside which SQLite keeps, or would take up, a file of this name; or empty.
fs::path database_of(const fs::path& path) {
    const std::string name = path.string();
    for (const std::string_view end : {"-journal", "-wal", "-shm"})
        if (name.ends_with(end))
            if (fs::path database = name.substr(0, name.size() - end.size()); is_database(database))
                return database;
    return {};
}

// What it is that may never be written, whether or not it may be overwritten.
void check_kind(const fs::path& path, const OutputTerms& terms) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(path, error);
    if (fs::is_symlink(status)) refuse(path, "is a link", terms, "name a file, not a link to one");
    if (fs::exists(status) && !fs::is_regular_file(status))
        refuse(path, "is not a regular file", terms);
    if (is_database(path)) refuse(path, "is a database, such as a book", terms);
    if (const fs::path database = database_of(path); !database.empty())
        refuse(path, fmt::format("would be taken for a part of the database {}", database.string()),
               terms);
    for (const fs::path& input : terms.inputs)
        if (fs::equivalent(path, input, error)) refuse(path, "is what the command reads", terms);
}

// "written: deals.csv; not written: legs.csv, parties.csv"
std::string which_were_written(const std::vector<fs::path>& paths, std::size_t written) {
    std::string text = "written: ";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        if (i > 0) text += i == written ? "; not written: " : ", ";
        text += paths[i].filename().string();
    }
    return text;
}

}  // namespace

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void check_output(const fs::path& path, const OutputTerms& terms) {
    check_kind(path, terms);
    std::error_code error;
    if (terms.overwrite == Overwrite::kRefuse && fs::exists(fs::symlink_status(path, error)))
        refuse(path, "exists already", terms, terms.hint);
}

int make_new_file(const fs::path& path, ::mode_t mode, const OutputTerms& terms) {
    std::error_code error;
    if (!fs::exists(fs::symlink_status(path, error))) check_kind(path, terms);
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0) return errno;
    ::close(descriptor);
    return 0;
}

NewFolder::NewFolder(const fs::path& path, const OutputTerms& terms) : NewFolder() {
    std::error_code error;
    for (fs::path folder = path; !folder.empty() && !fs::exists(folder, error);
         folder = folder.parent_path()) {
        check_kind(folder, terms);
        made_.push_back(folder);
    }
    fs::create_directories(path, error);
    if (error)
        throw Error(Exit::kSystem,
                    fmt::format("{}: {}; {}", path.string(), error.message(), terms.outcome),
                    "name a folder that can be made");
    for (const fs::path& folder : made_) {
        const Descriptor above(folder_of(folder), O_RDONLY | O_DIRECTORY);
        if (above.number() >= 0 && ::fsync(above.number()) != 0 && errno != EINVAL)
            throw Error(Exit::kSystem, fmt::format("{}: {}; {}", path.string(),
                                                   std::strerror(errno), terms.outcome));
    }
}

NewFolder::~NewFolder() {
    std::error_code ignored;
    for (const fs::path& folder : made_)
        fs::remove(folder, ignored);  // but not what somebody has put a file into
}

Draft::Draft(const fs::path& target, const OutputTerms& terms) : target_(target), terms_(terms) {
    check_output(target, terms);
    std::error_code error;
    const fs::path folder = fs::canonical(folder_of(target), error);  // SQLite follows no links
    if (error) fail(error.value());
    std::string name = (folder / ".gigawatch-XXXXXX").string();
    journal_.reserve(name.size() + kJournal.size());
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) fail(errno);
    ::close(descriptor);
    journal_ = name;
    journal_ += kJournal;
    name_ = std::move(name);
}

Draft::~Draft() {
    if (folder_ >= 0) ::close(folder_);
    if (name_.empty()) return;
    ::unlink(name_.c_str());
    ::unlink(journal_.c_str());
}

Draft::Draft(Draft&& other) noexcept
    : target_(std::move(other.target_)),
      terms_(std::move(other.terms_)),
      name_(std::exchange(other.name_, {})),
      journal_(std::move(other.journal_)),
      folder_(std::exchange(other.folder_, -1)) {}

void Draft::fail(int code) const {
    if (code == EEXIST) refuse(target_, "exists already", terms_, terms_.hint);
    throw Error(Exit::kSystem,
                fmt::format("{}: {}; {}", target_.string(), std::strerror(code), terms_.outcome));
}

void Draft::write(std::string_view bytes) const {
    write(bytes, O_TRUNC);
}

void Draft::append(std::string_view bytes) const {
    write(bytes, O_APPEND);
}

void Draft::write(std::string_view bytes, int flags) const {
    const Descriptor file(name_, O_WRONLY | flags);
    if (file.number() < 0) fail(errno);
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void Draft::sync() const {
    const Descriptor file(name_, O_RDWR);
    if (file.number() < 0 || ::fsync(file.number()) != 0) fail(errno);
}

void Draft::prepare() {
    check_kind(target_, terms_);
    stop_if_interrupted(terms_.outcome.c_str());
    folder_ = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void Draft::take_name() {
    if (terms_.overwrite == Overwrite::kAllow) {
        if (::rename(name_.c_str(), target_.c_str()) != 0) fail(errno);
    } else if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) !=
               0) {
        if (errno != EINVAL && errno != ENOSYS) fail(errno);
        if (::link(name_.c_str(), target_.c_str()) != 0) fail(errno);
        ::unlink(name_.c_str());
    }
    name_.clear();
}

// The new name is not sure to outlast a power failure before its folder is on the disk.
void Draft::sync_folder() const {
    if (folder_ < 0 || ::fsync(folder_) == 0 || errno == EINVAL) return;
    throw Error(Exit::kSystem,
                fmt::format("{}: written, but it may not outlast a power failure: {}",
                            target_.string(), std::strerror(errno)));
}

void Draft::become_target() {
    prepare();
    take_name();
    sync_folder();
}

void FileSet::begin(const fs::path& path) {
    paths_.push_back(path);
    drafts_.emplace_back(path, terms_);
}

void FileSet::append(std::string_view bytes) const {
    drafts_.back().append(bytes);
}

void FileSet::begin_again() const {
    drafts_.back().write({});
}

void FileSet::finish() {
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
        drafts_[i].sync();
        drafts_[i].prepare();
        if (i > 0) drafts_[i].set_outcome(which_were_written(paths_, i));
    }
    for (Draft& draft : drafts_)
        draft.take_name();
    for (const Draft& draft : drafts_)
        draft.sync_folder();
}

void write_files(const std::vector<OutputFile>& files, const OutputTerms& terms) {
    for (const OutputFile& file : files)
        check_output(file.path, terms);
    FileSet set(terms);
    for (const OutputFile& file : files) {
        set.begin(file.path);
        set.append(file.bytes);
    }
    set.finish();
}

}  // namespace gw
