// SPDX-License-Identifier: Apache-2.0
//
// The pages of the book's file, read while a connection holds its lock for reading: what SQLite
// would read, byte for byte, through SQLite's own access to the file. Knows the file's header and
// nothing of what the pages hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "book/db.h"

namespace gw {

// The pages are not as this reading expects them. Whoever reads so reads with statements then,
// which either can or say what is wrong; no user ever meets this.
struct ScanFault {};

using Bytes = std::span<const std::uint8_t>;

// 2 or 4 bytes, the highest first.
inline std::uint32_t read_two(const std::uint8_t* bytes) {
    return static_cast<std::uint32_t>(bytes[0]) << 8 | bytes[1];
}
inline std::uint32_t read_four(const std::uint8_t* bytes) {
    return read_two(bytes) << 16 | read_two(bytes + 2);
}

// A copy is for another thread: they read the file by turns, as SQLite has one thread at a time.
// While it reads, nobody may use `db` but through its copies.
class FilePages {
public:
    // nullopt: the connection does not read the bytes of a file alone (Db::reads_file), or the file
    // is not of the plain kind: a rollback journal, UTF-8. `db` must outlive the result.
    static std::optional<FilePages> open(const Db& db);

    std::uint32_t count() const { return count_; }  // pages are numbered from 1
    std::size_t size() const { return size_; }      // bytes of a page
    std::size_t usable() const { return usable_; }  // of them, those that hold anything

    // Throws ScanFault for a page that is not there. Pages in their order are read many at a time.
    // Valid until the next page is asked for.
    Bytes page(std::uint32_t number);
    void copy_page(std::uint32_t number, std::vector<std::uint8_t>& into) const;

private:
    explicit FilePages(const Db& db) : db_(&db), turn_(std::make_shared<std::mutex>()) {}
    void read(std::uint32_t number, std::span<std::uint8_t> into) const;  // from a page on

    const Db* db_;
    std::shared_ptr<std::mutex> turn_;
    std::size_t size_ = 0;
    std::size_t usable_ = 0;
    std::uint32_t count_ = 0;
    std::vector<std::uint8_t> window_;
    std::uint32_t first_ = 0;  // page of the window's first byte
    std::uint32_t end_ = 0;    // page after its last
};

}  // namespace gw
