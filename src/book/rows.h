// SPDX-License-Identifier: Apache-2.0
//
// Single rows of the book's tables, whatever the table: found by key, inserted, updated, removed.
// The one path by which facts are written, but for whole tables of new rows (book/row_feed.h): what
// a row said before stays in book_versions, and the change set is told. Rows are vectors of stored
// values in the order of SheetTable::stored.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/catalogue.h"
#include "book/change_set.h"
#include "book/db.h"

namespace gw {

class Rows {
public:
    // All must outlive this object. Without a change set the rows are for reading.
    Rows(const Db& db, const SheetTable& table, ChangeSet* changes = nullptr);

    // The stored row with the key of `row`, of which only the key's values are read.
    std::optional<Row> find(const Row& row);

    // "" or the message of the constraint that the row breaks; nothing may be committed after
    // that. REQUIRES a change set, and for update that `before` is stored and has the same key.
    std::string insert(const Row& row);
    std::string update(const Row& before, const Row& row);
    std::string remove(const Row& row);

    // Rows that no change set wrote, since they are older than the history, become this one's.
    void take_in();

    // What update would say; changes nothing.
    std::string try_update(const Row& row);

    // The row's values of one column, and its canonical cell.
    static std::vector<DbValue> values(const SheetColumn& column, const Row& row);
    static std::string cell(const SheetColumn& column, const Row& row);

    // "aws-openai-38bn/1", and with its table "legs/aws-openai-38bn/1".
    static std::string key_text(const SheetTable& table, const Row& row);
    std::string id(const Row& row) const;

private:
    void bind_key(Statement& statement, int first, const Row& row) const;
    std::string write(std::optional<Statement>& statement, const Row& row, bool with_key);
    void keep(const Row& row);

    const Db& db_;
    const SheetTable& table_;
    ChangeSet* changes_;
    std::optional<Statement> find_;  // each made when it is first needed
    std::optional<Statement> insert_;
    std::optional<Statement> update_;
    std::optional<Statement> remove_;
    std::optional<Statement> keep_;
};

// "legs/aws-openai-38bn/1" of every row of a table, for suggestions.
std::vector<std::string> all_row_names(const Db& db, const SheetTable& table);

// A row as claims and commands name it ("legs/aws-openai-38bn/1"), taken apart by the catalogue:
// the table and a row of which only the key is set. nullopt: no such table, or the key is no key of
// it.
struct RowName {
    const SheetTable* table = nullptr;
    Row key;
};
std::optional<RowName> parse_row_name(const Catalogue& catalogue, std::string_view name);

// Finds rows of any table by name, with one set of statements a table, made when it is first asked
// for.
class RowFinder {
public:
    // All must outlive this object. Without a change set the rows are for reading.
    RowFinder(const Db& db, const Catalogue& catalogue, ChangeSet* changes = nullptr)
        : db_(db), catalogue_(catalogue), changes_(changes) {}

    struct Found {
        const SheetTable* table = nullptr;
        Row row;
        std::string id;  // the name in its canonical form
    };
    std::optional<Found> find(std::string_view name);
    Rows& rows(const SheetTable& table);

    const Catalogue& catalogue() const { return catalogue_; }
    const Db& db() const { return db_; }

private:
    const Db& db_;
    const Catalogue& catalogue_;
    ChangeSet* changes_;
    std::map<const SheetTable*, Rows> rows_;
};

}  // namespace gw
