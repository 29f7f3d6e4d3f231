// SPDX-License-Identifier: Apache-2.0
//
// Rows of a table straight from the pages of the book's file, for the tables that every answer
// reads whole: a third of what a statement's steps cost, and the schema need not be parsed. Reads
// the published file format (https://www.sqlite.org/fileformat.html) and nothing that is unusual in
// it: then it throws ScanFault, and the caller reads with a statement. Changes nothing.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/file_pages.h"
#include "book/value_view.h"

namespace gw {

inline constexpr std::size_t kMostScanned =
    64;  // columns of a record, up to the last one asked for

// A walk over the cells of one b-tree in key order, or over some of them.
class TreeWalk {
public:
    // A place between two cells: steps done on the root, and on its child that comes then.
    struct Cut {
        std::size_t on_root = 0;
        std::size_t on_child = 0;
    };

    TreeWalk(FilePages& pages, std::uint32_t root);
    // From a cut on, and up to it. Together they meet each cell that TreeWalk(pages, root) meets,
    // once and in order. The cut is one of this tree.
    static TreeWalk after(FilePages& pages, std::uint32_t root, Cut cut);
    static TreeWalk before(FilePages& pages, std::uint32_t root, Cut cut);

    // About the middle of the tree; nullopt: its root is a leaf. Throws ScanFault.
    static std::optional<Cut> middle(FilePages& pages, std::uint32_t root);

    bool next();  // false: no further cell. Throws ScanFault.
    // The record of the cell; valid until next() or until another page is asked of the pages.
    Bytes record() const { return record_; }
    // Cells on its page. REQUIRES that next() was true.
    std::size_t cells_beside() const { return levels_[depth_ - 1].cells; }

private:
    struct Level {
        std::vector<std::uint8_t> copy;  // of an interior page; a leaf stays in the window
        const std::uint8_t* page = nullptr;
        std::size_t header = 0;  // where the page's header begins
        std::size_t cells = 0;
        std::size_t step = 0;  // leaf: cells done; interior: children and cells done
        std::uint8_t type = 0;

        std::size_t steps() const;  // of the whole page
    };

    bool is_at_end() const;
    void descend(std::uint32_t number);  // of a page
    bool step_down(Level& level);
    void read_cell(const Level& level, std::size_t cell);
    void gather(Bytes local, std::size_t size, std::uint32_t overflow);

    FilePages& pages_;
    std::vector<Level> levels_;
    std::size_t depth_ = 0;
    std::uint32_t visited_ = 0;
    std::size_t first_step_ = 0;  // on the next page, if it is the root's child
    std::optional<Cut> end_;
    Bytes record_;
    std::vector<std::uint8_t> gathered_;  // a record that does not fit on its page
};

// Rows of one table with some of its columns. Columns count from 0, as in Statement, and the
// accessors are the same.
class TableScan {
public:
    TableScan(TreeWalk walk, std::vector<std::size_t> places);

    bool step();
    bool is_null(int column) const { return type(column) == 0; }
    std::int64_t integer(int column) const;   // 0 for NULL
    std::string_view text(int column) const;  // "" for NULL
    std::optional<std::int64_t> optional_integer(int column) const;
    ValueView view(int column) const;

private:
    void read_types();
    std::uint64_t type(int column) const {
        return types_[places_[static_cast<std::size_t>(column)]];
    }
    const std::uint8_t* body(int column) const {
        return body_ + offsets_[places_[static_cast<std::size_t>(column)]];
    }

    TreeWalk walk_;
    std::vector<std::size_t> places_;  // in the record, of each column
    std::size_t last_ = 0;             // the highest of them
    std::array<std::uint64_t, kMostScanned> types_{};
    std::array<std::uint32_t, kMostScanned> offsets_{};
    const std::uint8_t* body_ = nullptr;
};

// The rows of a table in two parts of about one size, the second after the first. Each has pages of
// its own, so that each can be read by a thread.
struct TableHalves {
    TableScan first;
    std::unique_ptr<FilePages> pages;  // of the second
    TableScan second;
    std::size_t most_rows = 0;  // about: if all pages of the file were as full of them as the first
};

// The tables of a file.
class FileTables {
public:
    // nullopt: this connection's rows cannot be read so. Throws ScanFault. Cost: some 190,000
    // instructions, which are those of reading the schema's texts.
    static std::optional<FileTables> open(const Db& db);

    // A row of sqlite_schema that has a text, views too, in any order.
    struct Entry {
        std::string type;  // "table"
        std::string name;
        std::uint32_t root = 0;
        std::string sql;
    };
    const std::vector<Entry>& entries() const { return entries_; }

    std::uint64_t bytes() const { return std::uint64_t{pages_.count()} * pages_.size(); }

    // The rows that `sql` means, "select a, b from t order by ..." of plain names: of a table whose
    // rows stand in the order of their key in that order, of others in any. Throws ScanFault.
    TableScan scan(std::string_view sql);

    // The same in halves; nullopt: all are on one page.
    std::optional<TableHalves> scan_halves(std::string_view sql);

    bool is_empty(std::string_view table);  // throws ScanFault

    // The rows of a table by the columns `order`; nullopt: they do not stand so in the file. Throws
    // ScanFault.
    std::optional<TableScan> scan_in_order(std::string_view table,
                                           const std::vector<std::string>& columns,
                                           const std::vector<std::string>& order);

private:
    explicit FileTables(FilePages pages) : pages_(std::move(pages)) {}
    void read_schema();
    const Entry& table_entry(std::string_view table) const;

    FilePages pages_;
    std::vector<Entry> entries_;
};

// Whether a table surely has no row, told without a statement, for which the schema would be
// parsed; false: it may have some. Cost: as FileTables::open.
bool is_surely_empty(const Db& db, std::string_view table);

}  // namespace gw
