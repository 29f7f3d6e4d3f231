// SPDX-License-Identifier: Apache-2.0
//
// One write of facts: a transaction with a number, an author and a digest of every row that it
// writes or replaces. book/rows.cpp tells it what it does; nothing else writes facts. Whatever is
// not committed never happened.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/author.h"
#include "book/book.h"
#include "book/db.h"
#include "book/value_view.h"
#include "text/digest_batch.h"
#include "text/error.h"

namespace gw {

using Row = std::vector<DbValue>;  // stored values in the order of SheetTable::stored

// 128 bits of BLAKE2b over a row as a change set wrote it. Values that are null do not count, so
// that a column added later changes nothing.
using RowDigest = ShortDigest;
RowDigest digest_row(std::string_view table, std::int64_t change, const Row& row);
// The same of `columns` values that lie elsewhere: into a batch, which makes the digest.
void add_row(DigestBatch& batch, std::string_view table, std::int64_t change, const ValueView* row,
             std::size_t columns);

// Of a row that `change` replaced or removed: which one, and which change set had written it.
RowDigest digest_replaced(std::string_view table, std::int64_t change, std::string_view key,
                          std::int64_t since, std::int64_t row_check);

// What a row carries of its digest (column book_check).
inline std::int64_t row_check(const RowDigest& digest) {
    return static_cast<std::int64_t>(digest[0]);
}

// Hexadecimal digest of all digests of one change set, whatever their order.
std::string digest_of_rows(std::vector<RowDigest> digests);

using ChangeCount = std::array<std::int64_t, 3>;  // rows added, changed, removed

// What ChangeRecord::undoes says of the change set that took in the rows of a book that had no
// history yet.
inline constexpr std::int64_t kTookIn = 0;

// A change set as it is stored, and the digest that holds it and all before it together.
struct ChangeRecord {
    std::int64_t change = 0;
    std::string at;  // as format_moment
    std::string who;
    std::string command;
    std::optional<std::string> note;
    std::optional<std::string> input;  // digest of the files that were read
    std::optional<std::int64_t> undoes;
    std::string rows;  // digest_of_rows
    std::string head;
    std::map<std::string, ChangeCount> counts;  // by table
};
std::string head_of(const ChangeRecord& record, std::string_view head_before);

// The last step of storing failed, which says nothing about whether it was stored.
class UnsureCommit : public Error {
public:
    explicit UnsureCommit(const Error& error) : Error(error.exit(), error.what(), error.hint()) {}
};

// Whether a change set whose commit was begun is in the book, which is opened again: no connection
// of this program may be open to it. Never throws.
enum class Stored : std::uint8_t { kYes, kNo, kUnknown };
Stored look_whether_stored(const Storing& storing) noexcept;

class ChangeSet {
public:
    // Begins the transaction, waiting for other writers, or takes part in one that is open.
    // `book`, opened to write, must outlive this object.
    explicit ChangeSet(const Book& book);

    const Db& db() const { return db_; }
    std::int64_t number() const { return record_.change; }
    void set_input(std::string digest) { record_.input = std::move(digest); }
    void set_undoes(std::int64_t change) { record_.undoes = change; }
    void set_command(std::string command) { record_.command = std::move(command); }

    enum class Did : std::uint8_t { kAdded, kChanged, kRemoved };
    void count(const std::string& table, Did did, std::int64_t rows = 1);
    void add(const RowDigest& digest) { digests_.push_back(digest); }
    void add(const std::vector<RowDigest>& digests) {
        digests_.insert(digests_.end(), digests.begin(), digests.end());
    }
    void expect(std::size_t rows) { digests_.reserve(digests_.size() + rows); }  // to be added

    bool empty() const { return record_.counts.empty(); }
    bool touches(const std::string& table) const { return record_.counts.contains(table); }

    // Stores the change set with the moment of the clock, or one millisecond after the last one's
    // if that is later: change sets are strictly ordered in time. Commits, unless the transaction
    // is another's. REQUIRES not empty(). Throws UnsureCommit if the last step fails.
    void commit();

private:
    void commit_transaction();

    const Db& db_;
    const Book& book_;
    const Author& author_;
    std::optional<Transaction> transaction_;
    ChangeRecord record_;
    std::string last_at_;
    std::string last_head_;
    std::vector<RowDigest> digests_;
};

}  // namespace gw
