// SPDX-License-Identifier: Apache-2.0
//
// The one way in which files are written (but for the book, which SQLite writes): whole or absent,
// never half, and never over a database, what belongs to one, an input, a device or through a
// link. Written beside the target under another name, synced, then renamed. A test holds that no
// other file of src/ makes or renames one.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {

inline constexpr std::string_view kDatabaseMagic{"SQLite format 3\0", 16};  // begins a database

std::filesystem::path folder_of(const std::filesystem::path& path);  // "." of a bare name

enum class Overwrite : std::uint8_t { kRefuse, kAllow };

// How a command writes files.
struct OutputTerms {
    Overwrite overwrite = Overwrite::kRefuse;
    std::vector<std::filesystem::path> inputs{};  // what the command reads
    std::string outcome = "it was not written";   // ends what is said when nothing was written
    std::string hint = "--force overwrites it";   // where a file is there already
};

struct OutputFile {
    std::filesystem::path path;
    std::string bytes;
};

// Throws Error kSystem if `path` may not be written: a link, a folder, a device, a database (such
// as a book) or what SQLite keeps beside one, an input of the command, or there already.
void check_output(const std::filesystem::path& path, const OutputTerms& terms);

// A new, empty file that nobody else makes at the same time; returns 0 or an errno. Throws what
// check_output throws, but for a file that is there, which is EEXIST.
int make_new_file(const std::filesystem::path& path, ::mode_t mode, const OutputTerms& terms);

// A folder for files, made with those above it if it is not there, and on the disk. What was made
// is gone with this object unless it is kept.
class NewFolder {
public:
    // Throws Error kSystem if it cannot be made, or would be taken for a part of a database.
    NewFolder(const std::filesystem::path& path, const OutputTerms& terms);
    ~NewFolder();
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    void keep() { made_.clear(); }

private:
    NewFolder() = default;

    std::vector<std::filesystem::path> made_;  // the deepest first
};

// A file beside its target that becomes the target, or is gone with this object. Others may write
// it by its name.
class Draft {
public:
    // Throws what check_output throws, and Error kSystem if no file can be made there.
    Draft(const std::filesystem::path& target, const OutputTerms& terms);
    ~Draft();
    Draft(Draft&& other) noexcept;
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const std::string& name() const { return name_; }
    // Each throws Error kSystem, and leaves the target as it was.
    void write(std::string_view bytes) const;   // in place of what is there
    void append(std::string_view bytes) const;  // behind it
    void sync() const;
    void become_target();  // after sync(); all three of these steps:
    void prepare();        // looks whether it may, and does all that needs memory
    void take_name();      // takes none: nothing can come between two of them but a failing disk
    void sync_folder() const;
    void set_outcome(std::string outcome) { terms_.outcome = std::move(outcome); }

private:
    [[noreturn]] void fail(int code) const;
    void write(std::string_view bytes, int flags) const;

    std::filesystem::path target_;
    OutputTerms terms_;
    std::string name_;  // empty: it is the target now
    std::string journal_;
    int folder_ = -1;  // open from prepare() on, unless it may be written but not read
};

// Files that are written one after the other, piece by piece, and all become their targets or none
// does: until finish() ends, or if it throws Error kSystem, every path is as it was. If it is only
// the last step, a rename, that fails, the message says which were written and which were not.
class FileSet {
public:
    explicit FileSet(OutputTerms terms) : terms_(std::move(terms)) {}

    void begin(const std::filesystem::path& path);  // throws what Draft throws
    void append(std::string_view bytes) const;      // to the file that was begun last
    void begin_again() const;                       // that file, empty
    void finish();

private:
    OutputTerms terms_;
    std::vector<std::filesystem::path> paths_;
    std::vector<Draft> drafts_;
};

// All of them or none, as a FileSet of them.
void write_files(const std::vector<OutputFile>& files, const OutputTerms& terms);

}  // namespace gw
