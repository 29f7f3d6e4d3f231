// SPDX-License-Identifier: Apache-2.0
#include "book/file_pages.h"

#include <algorithm>
#include <array>

namespace gw {
namespace {

// Places in the file's header: https://www.sqlite.org/fileformat.html, section 1.3.
constexpr std::size_t kHeader = 100;
constexpr std::size_t kPageSize = 16;
constexpr std::size_t kWriteVersion = 18;  // 1: a rollback journal, as is the next for readers
constexpr std::size_t kReserved = 20;      // bytes at the end of each page
constexpr std::size_t kChanges = 24;
constexpr std::size_t kPages = 28;     // valid if `kValidFor` is the count of changes
constexpr std::size_t kEncoding = 56;  // 1: UTF-8
constexpr std::size_t kValidFor = 92;

constexpr std::size_t kWindow = 128 << 10;  // bytes that are read at once

}  // namespace

std::optional<FilePages> FilePages::open(const Db& db) {
    std::array<std::uint8_t, kHeader> header{};
    if (!db.reads_file() || !db.read_file(0, header)) return std::nullopt;
    const std::uint32_t size = read_two(&header[kPageSize]);
    FilePages pages(db);
    pages.size_ = size == 1 ? 65536 : size;
    if (pages.size_ < 512 || (pages.size_ & (pages.size_ - 1)) != 0) return std::nullopt;
    pages.usable_ = pages.size_ - header[kReserved];
    if (pages.usable_ < 480) return std::nullopt;
    if (header[kWriteVersion] != 1 || header[kWriteVersion + 1] != 1) return std::nullopt;
    if (read_four(&header[kEncoding]) != 1) return std::nullopt;
    if (read_four(&header[kValidFor]) != read_four(&header[kChanges])) return std::nullopt;
    pages.count_ = read_four(&header[kPages]);
    if (pages.count_ == 0) return std::nullopt;
    return pages;
}

Bytes FilePages::page(std::uint32_t number) {
    if (number < first_ || number >= end_) {
        if (number < 1 || number > count_) throw ScanFault{};
        const std::size_t ahead = number == end_ ? std::max<std::size_t>(kWindow / size_, 1) : 1;
        const auto pages =
            static_cast<std::uint32_t>(std::min<std::size_t>(ahead, count_ - number + 1));
        const std::size_t bytes = pages * size_;
        if (window_.size() < bytes) window_.resize(bytes);
        first_ = end_ = 0;
        read(number, std::span(window_).first(bytes));
        first_ = number;
        end_ = number + pages;
    }
    return Bytes(window_).subspan((number - first_) * size_, size_);
}

void FilePages::copy_page(std::uint32_t number, std::vector<std::uint8_t>& into) const {
    if (number < 1 || number > count_) throw ScanFault{};
    into.resize(size_);
    read(number, into);
}

void FilePages::read(std::uint32_t number, std::span<std::uint8_t> into) const {
    const std::lock_guard lock(*turn_);
    const auto offset = static_cast<std::int64_t>(number - 1) * static_cast<std::int64_t>(size_);
    if (!db_->read_file(offset, into)) throw ScanFault{};
}

}  // namespace gw
