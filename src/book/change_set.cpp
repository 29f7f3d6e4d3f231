// SPDX-License-Identifier: Apache-2.0
#include "book/change_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <future>
#include <numeric>
#include <span>

#include "book/schema.h"
#include "text/digest.h"
#include "text/interrupt.h"

namespace gw {
namespace {

void append_number(std::string& bytes, std::int64_t number) {
    char raw[sizeof number];
    std::memcpy(raw, &number, sizeof number);
    bytes.append(raw, sizeof number);
}

// With its length before it, so that no two lists of texts read the same.
void append_text(std::string& bytes, std::string_view text) {
    append_number(bytes, static_cast<std::int64_t>(text.size()));
    bytes += text;
}

RowDigest to_row_digest(std::string_view bytes) {
    RowDigest row;
    Digest digest(sizeof row);
    digest.add(bytes);
    digest.finish(row.data());
    return row;
}

// The same as append_number and append_text, where there is room; they return the end.
char* put_number(char* at, std::int64_t number) {
    std::memcpy(at, &number, sizeof number);
    return at + sizeof number;
}

char* put_text(char* at, std::string_view text) {
    at = put_number(at, static_cast<std::int64_t>(text.size()));
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    return at + text.size();
}

void append_value(std::string& bytes, std::size_t column, std::int64_t number) {
    bytes += static_cast<char>(column);
    bytes += 'i';
    append_number(bytes, number);
}

void append_value(std::string& bytes, std::size_t column, std::string_view text) {
    bytes += static_cast<char>(column);
    bytes += 't';
    append_text(bytes, text);
}

// Into heaps by eight of their bits, in place, and each of these by the next eight: digests lie
// evenly, so that after two steps a million are in heaps of some fifteen. `bit`: those from it on
// are the same in all of them.
void sort_digests(std::span<RowDigest> digests, int bit = 64) {
    constexpr int kBits = 8;
    constexpr std::size_t kHeaps = std::size_t{1} << kBits;
    if (digests.size() < kHeaps || bit < kBits) return std::sort(digests.begin(), digests.end());
    const auto heap_of = [&](const RowDigest& digest) {
        return static_cast<std::size_t>(digest[0] >> (bit - kBits)) % kHeaps;
    };
    std::array<std::size_t, kHeaps + 1> begins{};
    for (const RowDigest& digest : digests)
        ++begins[heap_of(digest) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::array<std::size_t, kHeaps> next{};  // where the next one of a heap goes
    std::copy(begins.begin(), begins.end() - 1, next.begin());
    for (std::size_t heap = 0; heap < kHeaps; ++heap) {
        while (next[heap] < begins[heap + 1]) {
            RowDigest digest = digests[next[heap]];
            while (heap_of(digest) != heap)
                std::swap(digest, digests[next[heap_of(digest)]++]);
            digests[next[heap]++] = digest;
        }
        sort_digests(digests.subspan(begins[heap], begins[heap + 1] - begins[heap]), bit - kBits);
    }
}

constexpr std::size_t kMany = std::size_t{1} << 14;  // digests that are worth a thread

// Those of a first bit 0 on this thread, the others on another.
void sort_many(std::vector<RowDigest>& digests) {
    if (digests.size() < kMany) return sort_digests(digests);
    const auto upper = std::partition(digests.begin(), digests.end(),
                                      [](const RowDigest& one) { return one[0] >> 63 == 0; });
    auto sorted = std::async(std::launch::deferred | std::launch::async, [&] {
        sort_digests({upper, digests.end()});
    });
    sort_digests({digests.begin(), upper});
    sorted.get();
}

std::string after(const std::string& last) {
    const auto moment = parse_moment(last);
    if (const auto* at = std::get_if<Moment>(&moment))
        return format_moment(add_milliseconds(*at, 1));
    throw Error(Exit::kData, fmt::format("\"{}\" is no moment of the history", last),
                "gigawatch verify tells what is wrong with the book");
}

void bind_optional(Statement& statement, int parameter, const std::optional<std::string>& text) {
    if (text)
        statement.bind(parameter, *text);
    else
        statement.bind(parameter, nullptr);
}

}  // namespace

RowDigest digest_row(std::string_view table, std::int64_t change, const Row& row) {
    std::string bytes;
    bytes.reserve(256);
    append_text(bytes, table);
    append_number(bytes, change);
    for (std::size_t i = 0; i < row.size(); ++i)
        if (const auto* number = std::get_if<std::int64_t>(&row[i]))
            append_value(bytes, i, *number);
        else if (const auto* text = std::get_if<std::string>(&row[i]))
            append_value(bytes, i, *text);
    return to_row_digest(bytes);
}

void add_row(DigestBatch& batch, std::string_view table, std::int64_t change, const ValueView* row,
             std::size_t columns) {
    std::size_t most = table.size() + 2 * sizeof change;
    for (std::size_t i = 0; i < columns; ++i)
        most += 2 + sizeof change + row[i].size;
    char* const begin = batch.room(most);
    char* end = put_number(put_text(begin, table), change);
    for (std::size_t i = 0; i < columns; ++i) {
        if (row[i].is_null()) continue;
        const bool number = row[i].kind == ValueView::Kind::kInteger;
        *end++ = static_cast<char>(i);
        *end++ = number ? 'i' : 't';
        end = number ? put_number(end, row[i].integer) : put_text(end, row[i].text());
    }
    batch.added(static_cast<std::size_t>(end - begin));
}

RowDigest digest_replaced(std::string_view table, std::int64_t change, std::string_view key,
                          std::int64_t since, std::int64_t row_check) {
    std::string bytes = "replaced";
    append_text(bytes, table);
    append_number(bytes, change);
    append_text(bytes, key);
    append_number(bytes, since);
    append_number(bytes, row_check);
    return to_row_digest(bytes);
}

std::string digest_of_rows(std::vector<RowDigest> digests) {
    sort_many(digests);
    const auto* bytes = reinterpret_cast<const char*>(digests.data());
    return to_hex(digest_of({bytes, digests.size() * sizeof(RowDigest)}, 32));
}

std::string head_of(const ChangeRecord& record, std::string_view head_before) {
    std::string bytes;
    append_text(bytes, head_before);
    append_number(bytes, record.change);
    for (const std::string* text : {&record.at, &record.who, &record.command, &record.rows})
        append_text(bytes, *text);
    for (const auto* text : {&record.note, &record.input})
        append_text(bytes, *text ? "+" + **text : "");
    append_number(bytes, record.undoes.value_or(-1));
    for (const auto& [table, count] : record.counts) {
        append_text(bytes, table);
        for (const std::int64_t number : count)
            append_number(bytes, number);
    }
    return to_hex(digest_of(bytes, 32));
}

Stored look_whether_stored(const Storing& storing) noexcept {
    if (storing.done) return Stored::kYes;
    if (storing.change == 0) return Stored::kNo;
    try {
        const Book book = Book::open_to_read(storing.book);
        Statement stored = book.db().prepare(schema_text("queries", "head_of_change"));
        const bool saved = stored.bind(0, storing.change).step() && stored.text(0) == storing.head;
        return saved ? Stored::kYes : Stored::kNo;
    } catch (const std::exception&) {
        return Stored::kUnknown;
    }
}

ChangeSet::ChangeSet(const Book& book) : db_(book.db()), book_(book), author_(book.author()) {
    if (!db_.in_transaction()) transaction_.emplace(db_);
    Statement last = db_.prepare(schema_text("queries", "last_change"));
    record_.change = 1;
    if (!last.step()) return;
    record_.change = last.integer(0) + 1;
    last_at_ = last.text(1);
    last_head_ = last.text(2);
}

void ChangeSet::count(const std::string& table, Did did, std::int64_t rows) {
    if (rows > 0) record_.counts[table][static_cast<std::size_t>(did)] += rows;
}

void ChangeSet::commit() {
    assert(!empty());
    record_.at = format_moment(author_.clock());
    if (record_.at <= last_at_) record_.at = after(last_at_);
    record_.who = author_.who;
    if (record_.command.empty()) record_.command = author_.command;
    if (!author_.note.empty()) record_.note = author_.note;
    record_.rows = digest_of_rows(std::move(digests_));
    record_.head = head_of(record_, last_head_);
    Statement add = db_.prepare(schema_text("queries", "add_change"));
    add.bind(0, record_.change).bind(1, record_.at).bind(2, record_.who).bind(3, record_.command);
    bind_optional(add, 4, record_.note);
    bind_optional(add, 5, record_.input);
    if (record_.undoes)
        add.bind(6, *record_.undoes);
    else
        add.bind(6, nullptr);
    add.bind(7, record_.rows).bind(8, record_.head).run();
    Statement add_count = db_.prepare(schema_text("queries", "add_change_count"));
    for (const auto& [table, count] : record_.counts)
        add_count.bind(0, record_.change)
            .bind(1, table)
            .bind(2, count[0])
            .bind(3, count[1])
            .bind(4, count[2])
            .run();
    if (!transaction_) return;
    check_in_place(book_.file());
    stop_if_interrupted("nothing was stored");
    commit_transaction();
}

void ChangeSet::commit_transaction() {
    Storing unheard;
    Storing& storing = author_.storing == nullptr ? unheard : *author_.storing;
    storing.head = record_.head;
    storing.book = book_.file().path;
    storing.change = record_.change;
    try {
        transaction_->commit();
    } catch (const Error& error) {
        throw UnsureCommit(error);
    }
    storing.done = true;
}

}  // namespace gw
