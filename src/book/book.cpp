// SPDX-License-Identifier: Apache-2.0
#include "book/book.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>

#include "book/as_of.h"
#include "book/backup.h"
#include "book/catalogue.h"
#include "book/change_set.h"
#include "book/known_schema.h"
#include "book/rows.h"
#include "book/schema.h"
#include "text/error.h"
#include "text/output.h"

namespace gw {
namespace {

namespace fs = std::filesystem;

// "create view x as" of the embedded text, made as the temporary "create temp view x as".
std::string temporary(std::string_view text) {
    constexpr std::string_view kCreate = "create view";
    const std::size_t at = text.find(kCreate);
    return std::string(text.substr(0, at)) + "create temp view" +
           std::string(text.substr(at + kCreate.size()));
}

// Bytes. A million legs are stored in a sixth less time than in pages of 4096 (docs/decisions.md).
constexpr int kBytesOfPage = 16384;

// "0001-book" is 1.
int number_of(const SchemaFile& migration) {
    int number = 0;
    std::from_chars(migration.name.data(), migration.name.data() + migration.name.size(), number);
    return number;
}

void drop_views(const Db& db) {
    std::vector<std::string> names;
    Statement rows = db.prepare(schema_text("queries", "views"));
    while (rows.step())
        names.emplace_back(rows.text(0));
    for (const std::string& name : names)
        db.run(fmt::format("drop view {}", quote_identifier(name)));
}

// The migrations after `version`, and the views as they are now. REQUIRES a transaction.
void write_schema(const Db& db, int version) {
    for (const SchemaFile& file : schema_files())
        if (file.folder == "migrations" && number_of(file) > version) db.run(file.text);
    drop_views(db);
    for (const SchemaFile& file : schema_files())
        if (file.folder == "views") db.run(file.text);
    db.run(fmt::format("pragma user_version = {}", book_version()));
}

// Rows that no change set wrote, since they are older than the history, become this one's.
void take_in(const Db& db, ChangeSet& changes) {
    const Catalogue catalogue(db);
    for (const SheetTable& table : catalogue.tables())
        Rows(db, table, &changes).take_in();
}

// Of two programs that find an older book, the one that waited finds it up to date.
void migrate(const Book& book, int version) {
    Transaction transaction(book.db());
    if (book.db().read_integer("pragma user_version") != version) return;
    check_schema(book.db(), version, book.path());
    write_schema(book.db(), version);
    ChangeSet changes(book);
    take_in(book.db(), changes);
    changes.set_command(fmt::format("history begins: rows of a book of version {}", version));
    changes.set_undoes(kTookIn);
    if (!changes.empty()) changes.commit();
    if (book.author().storing != nullptr) book.author().storing->renewed = true;
    transaction.commit();
}

// "book.db.v1-20260714T093000Z.bak"
fs::path backup_name(const Book& book, int version) {
    std::string moment = format_moment(book.author().clock());
    moment.erase(moment.find('.'), 4);
    moment.erase(
        std::remove_if(moment.begin(), moment.end(), [](char c) { return c == '-' || c == ':'; }),
        moment.end());
    return fmt::format("{}.v{}-{}.bak", book.path().string(), version, moment);
}

bool mentions(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        const auto is_name = [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
        };
        const bool starts = at == 0 || !is_name(text[at - 1]);
        const bool ends = at + word.size() == text.size() || !is_name(text[at + word.size()]);
        if (starts && ends) return true;
    }
    return false;
}

void add_with_parts(std::string_view view, std::set<std::string_view>& wanted) {
    if (!wanted.insert(view).second) return;
    const auto files = schema_files();
    const auto self = std::find_if(files.begin(), files.end(), [&](const SchemaFile& file) {
        return file.folder == "views" && file.name == view;
    });
    if (self == files.end()) return;
    for (const SchemaFile& other : files)
        if (other.folder == "views" && other.name != view && mentions(self->text, other.name))
            add_with_parts(other.name, wanted);
}

// A writer that was killed leaves a journal, which only a connection that may write can roll back.
void recover(const BookFile& file) {
    std::error_code error;
    if (!fs::exists(file.journal(), error)) return;
    try {
        Db(file.path.string(), OpenMode::kReadWrite)
            .read_integer("select count(*) from sqlite_schema");
    } catch (const Error&) {
        // The book may not be writable, or another program is writing: what reading says is then
        // the better message.
        return;
    }
}

}  // namespace

int book_version() {
    int last = 0;
    for (const SchemaFile& file : schema_files())
        if (file.folder == "migrations") last = number_of(file);
    return last;
}

Book Book::connect_to_read(const fs::path& path) {
    BookFile file = find_book_file(path);
    if (file.version < book_version())
        throw Error(Exit::kData,
                    fmt::format("{} is an older book; nothing was changed", path.string()),
                    "any command that writes brings it up to date, such as: gigawatch import");
    recover(file);
    Db db(file.path.string(), OpenMode::kReadOnly);
    return Book(std::move(db), path, std::move(file));
}

Book Book::open_to_examine(const fs::path& path) {
    Book book = connect_to_read(path);
    book.db().run("begin");
    return book;
}

Book Book::open_to_read(const fs::path& path, const std::optional<Moment>& as_of) {
    Book book = connect_to_read(path);
    if (as_of) prepare_as_of(book.db_);
    // One command reads one state of the book, from here on: the pragma takes the file's lock.
    book.db().run("begin; pragma user_version");
    check_schema(book.db(), book_version(), path);
    if (as_of) show_as_of(book.db(), *as_of);
    return book;
}

Book Book::open_to_write(const fs::path& path, Author author, OverNetwork over) {
    BookFile file = find_book_file(path);
    check_may_write(file, path, over);
    Db db(file.path.string(), OpenMode::kReadWrite);
    Book book(std::move(db), path, std::move(file), std::move(author));
    const int version = book.file().version;
    if (version < book_version()) {
        const fs::path backup = backup_name(book, version);
        back_up(book.db(), backup);
        migrate(book, version);
        book.news_ = fmt::format("{} was brought up to date from version {} to {}; as it was: {}",
                                 path.string(), version, book_version(), backup.string());
    }
    check_schema(book.db(), book_version(), path);
    return book;
}

Db Book::empty_in_memory() {
    Db db(":memory:", OpenMode::kReadWrite);
    write_schema(db, 0);
    return db;
}

void Book::create(const fs::path& path, OverNetwork over) {
    Draft draft = draft_book_file(path, over);
    Db db(draft.name(), OpenMode::kReadWrite);
    db.run(fmt::format("pragma page_size = {}", kBytesOfPage));
    Transaction transaction(db);
    write_schema(db, 0);
    transaction.commit();
    db.close();
    draft.sync();
    draft.become_target();
}

void Book::set_lens(Day day, const std::vector<std::string_view>& views) const {
    db_.run("create temp table lens (day text not null) strict");
    db_.prepare("insert into temp.lens values (?)").bind(0, format_day(day)).run();
    std::set<std::string_view> wanted;
    for (const std::string_view view : views)
        add_with_parts(view, wanted);
    for (const SchemaFile& file : schema_files())
        if (file.folder == "views" && file.name != "lens" && wanted.contains(file.name))
            db_.run(temporary(file.text));
}

}  // namespace gw
