// SPDX-License-Identifier: Apache-2.0
//
// The book: one SQLite file that carries our application_id. Opens only what is a book of this
// version, and says of everything else what it is; reading never creates or changes a file. A Book
// owns its connection.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/author.h"
#include "book/book_file.h"
#include "book/db.h"
#include "cells/date.h"

namespace gw {

// pragma user_version of a book of this program: the number of the last file of schema/migrations.
int book_version();

class Book {
public:
    // Throws Error as find_book_file, check_may_write (book/book_file.h) and check_schema do.
    // A book of an older version is brought up to date by open_to_write, after a backup beside it.
    // `as_of`: the book as it was at that moment (book/as_of.h); throws Error kUsage if that is
    // before its history begins.
    static Book open_to_read(const std::filesystem::path& path,
                             const std::optional<Moment>& as_of = {});
    // To look at, whatever tables it has: for verify, which names them, and for copies.
    static Book open_to_examine(const std::filesystem::path& path);
    static Book open_to_write(const std::filesystem::path& path, Author author,
                              OverNetwork over = OverNetwork::kRefuse);

    // An empty book in memory, whose schema is what every book's of this version is.
    static Db empty_in_memory();

    // What opening did beside opening, for the user: "brought up to date ..."; else "".
    const std::string& news() const { return news_; }

    // Makes a new, empty book; throws Error kSystem if the file exists or cannot be made, and
    // leaves nothing behind.
    static void create(const std::filesystem::path& path, OverNetwork over = OverNetwork::kRefuse);

    const Db& db() const { return db_; }
    const std::filesystem::path& path() const { return path_; }  // as the user named it
    const BookFile& file() const { return file_; }
    const Author& author() const { return author_; }

    // Makes temporary views of schema/views over the world as of `day` (kEndOfTime: everything
    // recorded), for the reports that name them; a view brings those it is made of. Cost: about 0.1
    // ms a view.
    void set_lens(Day day, const std::vector<std::string_view>& views) const;

private:
    Book(Db db, std::filesystem::path path, BookFile file, Author author = {})
        : db_(std::move(db)),
          path_(std::move(path)),
          file_(std::move(file)),
          author_(std::move(author)) {}

    static Book connect_to_read(const std::filesystem::path& path);

    Db db_;
    std::filesystem::path path_;
    BookFile file_;
    Author author_;
    std::string news_;
};

}  // namespace gw
