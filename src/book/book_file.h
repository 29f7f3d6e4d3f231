// SPDX-License-Identifier: Apache-2.0
//
// The file that a book is in, looked at before SQLite opens it: whether it is a book, which one,
// and whether it may be written safely. Opens no connection: a file that is opened and closed
// beside SQLite would drop SQLite's locks (https://www.sqlite.org/howtocorrupt.html).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "text/output.h"

namespace gw {

inline constexpr std::int64_t kApplicationId = 1196900692;  // "GWAT"

// A book's file, whatever links lead to it: SQLite finds the journal by the file's own name.
struct BookFile {
    std::filesystem::path path;  // absolute, without symbolic links
    int version = 0;             // of the schema, at most book_version() (book/book.h)
    dev_t device = 0;
    ino_t inode = 0;
    mode_t mode = 0;

    std::string journal() const { return path.string() + "-journal"; }
};

enum class OverNetwork : std::uint8_t { kRefuse, kAllow };

// Throws Error: kSystem if `name` is missing, a directory, unreadable or has a second name (a hard
// link); kData if it is no book or a newer one.
BookFile find_book_file(const std::filesystem::path& name);

// Throws Error kSystem if the book or its folder may not be written, or lies on a network file
// system and that is not allowed. `name` is what the user calls it.
void check_may_write(const BookFile& file, const std::filesystem::path& name, OverNetwork over);

// Throws Error kSystem if the file at `file.path` is not the one that was opened any more.
void check_in_place(const BookFile& file);

// Where a new book is made before it gets its name: of two programs that make the same book, one
// fails then. Throws Error kSystem if the name is taken.
Draft draft_book_file(const std::filesystem::path& name, OverNetwork over);

}  // namespace gw
