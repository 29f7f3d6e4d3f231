// SPDX-License-Identifier: Apache-2.0
#include "book/book_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

#include "book/book.h"
#include "book/file_system.h"
#include "text/error.h"
#include "text/output.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

// The file's first hundred bytes say what it is before SQLite touches it
// (https://www.sqlite.org/fileformat.html).
struct Header {
    std::array<char, 100> bytes{};
    std::size_t size = 0;

    std::uint32_t integer(std::size_t offset) const {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
        return value;
    }
};

[[noreturn]] void refuse(const fs::path& name, std::string_view why, std::string hint,
                         Exit exit = Exit::kSystem) {
    throw Error(exit, fmt::format("{} {}", name.string(), why), std::move(hint));
}

[[noreturn]] void refuse(const fs::path& name, int code) {
    throw Error(Exit::kSystem, fmt::format("{}: {}", name.string(), std::strerror(code)));
}

Header read_header(const fs::path& name) {
    const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) refuse(name, errno);
    Header header;
    const ssize_t size = ::read(descriptor, header.bytes.data(), header.bytes.size());
    const int code = errno;
    ::close(descriptor);
    if (size < 0) refuse(name, code);
    header.size = static_cast<std::size_t>(size);
    return header;
}

// What the name leads to; a book under two names has two journals, and each program would miss the
// other's.
BookFile look_at_file(const fs::path& name) {
    struct stat status {};
    if (::stat(name.c_str(), &status) != 0) {
        if (errno != ENOENT && errno != ENOTDIR) refuse(name, errno);
        throw Error(Exit::kSystem, fmt::format("no book at {}", name.string()),
                    fmt::format("name yours: -b FILE, or GIGAWATCH_BOOK; or make one: gigawatch "
                                "init -b {}",
                                name.string()));
    }
    if (S_ISDIR(status.st_mode))
        refuse(name, "is a directory, not a book", "name the book's file: -b FILE");
    if (!S_ISREG(status.st_mode))
        refuse(name, "is not a regular file", "name the book's file: -b FILE");
    if (status.st_nlink > 1)
        refuse(name,
               fmt::format("is one file under {} names (hard links): a journal beside one of them "
                           "would not be found from the other",
                           status.st_nlink),
               fmt::format("give it a file of its own: cp {0} {0}.new && mv {0}.new {0}",
                           name.string()));
    BookFile file;
    std::error_code error;
    file.path = fs::canonical(name, error);
    if (error) refuse(name, error.value());
    file.device = status.st_dev;
    file.inode = status.st_ino;
    file.mode = status.st_mode;
    return file;
}

int version_in(const Header& header, const fs::path& name) {
    const auto no_book = [&](std::string_view why, std::string_view hint) {
        refuse(name, why, std::string(hint), Exit::kData);
    };
    if (header.size == 0)
        no_book("is empty, not a book", "make a book under another name: gigawatch init -b FILE");
    if (header.size < header.bytes.size() ||
        std::string_view(header.bytes.data(), kDatabaseMagic.size()) != kDatabaseMagic)
        no_book("is not a book", "a book is an SQLite file made by: gigawatch init");
    if (header.integer(68) != kApplicationId)
        no_book("is another program's SQLite file, not a book",
                "make a book: gigawatch init -b FILE");
    const std::uint32_t version = header.integer(60);
    if (version > static_cast<std::uint32_t>(book_version()))
        no_book(fmt::format("is a newer book (version {}; this program reads up to {})", version,
                            book_version()),
                "install the newer gigawatch; nothing was changed");
    return static_cast<int>(version);
}

void check_file_system(const fs::path& folder, const fs::path& name, OverNetwork over) {
    if (over == OverNetwork::kAllow) return;
    if (const auto network = network_file_system_of(folder))
        refuse(name,
               fmt::format("lies on a network file system ({}), where locks may not hold and two "
                           "writers may spoil it; nothing was written",
                           *network),
               "keep the book on a local disk, or say --allow-network-fs if nobody else writes it");
}

}  // namespace

BookFile find_book_file(const fs::path& name) {
    BookFile file = look_at_file(name);
    file.version = version_in(read_header(name), name);
    return file;
}

void check_may_write(const BookFile& file, const fs::path& name, OverNetwork over) {
    const fs::path folder = folder_of(file.path);
    if (::faccessat(AT_FDCWD, file.path.c_str(), W_OK, AT_EACCESS) != 0)
        refuse(name, fmt::format("may not be written: {}", std::strerror(errno)),
               "commands that only read it still work");
    if (::faccessat(AT_FDCWD, folder.c_str(), W_OK, AT_EACCESS) != 0)
        refuse(name,
               fmt::format("lies in a folder that may not be written: {}", std::strerror(errno)),
               "what is stored needs a journal beside the book; commands that only read still "
               "work");
    check_file_system(folder, name, over);
}

void check_in_place(const BookFile& file) {
    struct stat status {};
    if (::lstat(file.path.c_str(), &status) == 0 && status.st_dev == file.device &&
        status.st_ino == file.inode)
        return;
    refuse(file.path, "was moved or replaced while it was being written; nothing was stored",
           "see which file is the book, and try again");
}

Draft draft_book_file(const fs::path& name, OverNetwork over) {
    check_file_system(folder_of(name), name, over);
    const std::string hint = "choose another name: gigawatch init -b FILE";
    std::error_code error;
    if (fs::exists(fs::symlink_status(name, error)))
        throw Error(Exit::kSystem,
                    fmt::format("{} exists already; nothing was changed", name.string()), hint);
    const fs::path folder = folder_of(name);
    if (fs::status(folder, error).type() == fs::file_type::not_found)
        throw Error(
            Exit::kSystem,
            fmt::format("{}: {}; no book was made", name.string(), std::strerror(error.value())),
            fmt::format("make the folder first: mkdir -p {}", folder.string()));
    return {name, {.outcome = "no book was made", .hint = hint}};
}

}  // namespace gw
