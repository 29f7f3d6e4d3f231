// SPDX-License-Identifier: Apache-2.0
#include "book/table_scan.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "book/table_layout.h"

namespace gw {
namespace {

constexpr std::uint8_t kInteriorIndex = 2;
constexpr std::uint8_t kInteriorTable = 5;
constexpr std::uint8_t kLeafIndex = 10;
constexpr std::uint8_t kLeafTable = 13;
constexpr std::size_t kDeepest = 20;
constexpr std::size_t kFewChildren = 8;
constexpr std::size_t kFileHeader = 100;     // on page 1, before the page's own header
constexpr std::uint64_t kLargest = 8 << 20;  // the limit of our connections (db.cpp)

bool is_leaf(std::uint8_t type) {
    return type == kLeafIndex || type == kLeafTable;
}

bool is_table(std::uint8_t type) {
    return type == kInteriorTable || type == kLeafTable;
}

// A number of one to nine bytes at `at`, which moves behind it. Throws ScanFault beyond `end`.
std::uint64_t read_varint(const std::uint8_t*& at, const std::uint8_t* end) {
    if (at < end && *at < 0x80) return *at++;
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) {
        if (at == end) throw ScanFault{};
        value = value << 7 | (*at & 0x7F);
        if (*at++ < 0x80) return value;
    }
    if (at == end) throw ScanFault{};
    return value << 8 | *at++;
}

// Bytes of a value of a serial type.
std::size_t size_of(std::uint64_t type) {
    constexpr std::array<std::uint8_t, 12> kSizes{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    if (type >= 12) return static_cast<std::size_t>((type - 12) / 2);
    if (type >= 10) throw ScanFault{};
    return kSizes[static_cast<std::size_t>(type)];
}

// The same of the types of one byte, which most are: read off a table.
constexpr std::uint8_t kNoSize = 255;
constexpr std::array<std::uint8_t, 128> kSmallSizes = [] {
    std::array<std::uint8_t, 128> sizes{0, 1, 2, 3, 4, 6, 8, 8, 0, 0, kNoSize, kNoSize};
    for (std::size_t type = 12; type < sizes.size(); ++type)
        sizes[type] = static_cast<std::uint8_t>((type - 12) / 2);
    return sizes;
}();

TableLayout layout_of(const FileTables::Entry& table) {
    std::optional<TableLayout> layout = read_layout(table.sql);
    if (!layout) throw ScanFault{};
    return std::move(*layout);
}

template <class Name>
std::vector<std::size_t> places_of(const TableLayout& layout, const std::vector<Name>& columns) {
    std::vector<std::size_t> places;
    for (const Name& column : columns) {
        const auto place = std::find(layout.stored.begin(), layout.stored.end(), column);
        if (place == layout.stored.end()) throw ScanFault{};
        places.push_back(static_cast<std::size_t>(place - layout.stored.begin()));
    }
    return places;
}

}  // namespace

TreeWalk::TreeWalk(FilePages& pages, std::uint32_t root) : pages_(pages), levels_(kDeepest) {
    descend(root);
}

TreeWalk TreeWalk::after(FilePages& pages, std::uint32_t root, Cut cut) {
    TreeWalk walk(pages, root);
    walk.levels_[0].step = cut.on_root;
    walk.first_step_ = cut.on_child;
    return walk;
}

TreeWalk TreeWalk::before(FilePages& pages, std::uint32_t root, Cut cut) {
    TreeWalk walk(pages, root);
    walk.end_ = cut;
    return walk;
}

// Of few children the last may be nearly empty, and one too many for a half: they are measured.
std::optional<TreeWalk::Cut> TreeWalk::middle(FilePages& pages, std::uint32_t root) {
    TreeWalk walk(pages, root);
    Level& top = walk.levels_[0];
    if (is_leaf(top.type)) return std::nullopt;
    const std::size_t to_next = top.type == kInteriorIndex ? 2 : 1;
    const std::size_t children = top.cells + 1;
    if (children > kFewChildren) return Cut{children / 2 * to_next, 0};
    std::vector<std::size_t> steps;
    for (std::size_t child = 0; child < children; ++child) {
        top.step = child * to_next;
        walk.step_down(top);
        steps.push_back(walk.levels_[1].steps());
        --walk.depth_;
    }
    std::size_t left = std::accumulate(steps.begin(), steps.end(), std::size_t{0}) / 2;
    std::size_t child = 0;
    for (; left > steps[child]; ++child)
        left -= steps[child];
    return Cut{child * to_next, left};
}

std::size_t TreeWalk::Level::steps() const {
    if (is_leaf(type)) return cells;
    return type == kInteriorIndex ? 2 * cells + 1 : cells + 1;
}

// Whether the walk stands at its end, with steps on the root and on the child done.
bool TreeWalk::is_at_end() const {
    if (!end_ || depth_ > 2) return false;
    if (depth_ == 1) return levels_[0].step > end_->on_root;
    return levels_[0].step == end_->on_root + 1 && levels_[1].step >= end_->on_child;
}

void TreeWalk::descend(std::uint32_t number) {
    // More pages than there are: they point at each other in a circle.
    if (depth_ == kDeepest || ++visited_ > pages_.count()) throw ScanFault{};
    Level& level = levels_[depth_];
    level.page = pages_.page(number).data();
    level.header = number == 1 ? kFileHeader : 0;
    level.type = level.page[level.header];
    level.cells = read_two(level.page + level.header + 3);
    level.step = depth_ == 1 ? std::exchange(first_step_, 0) : 0;
    const bool leaf = is_leaf(level.type);
    if (!leaf && level.type != kInteriorIndex && level.type != kInteriorTable) throw ScanFault{};
    if (is_table(level.type) != is_table(levels_[0].type)) throw ScanFault{};
    if (level.header + (leaf ? 8 : 12) + 2 * level.cells > pages_.usable()) throw ScanFault{};
    if (!leaf) {
        level.copy.assign(level.page, level.page + pages_.size());
        level.page = level.copy.data();
    }
    ++depth_;
}

bool TreeWalk::next() {
    while (depth_ > 0 && !is_at_end()) {
        Level& level = levels_[depth_ - 1];
        if (is_leaf(level.type)) {
            if (level.step < level.cells) {
                read_cell(level, level.step++);
                return true;
            }
            --depth_;
        } else if (step_down(level)) {
            return true;
        }
    }
    return false;
}

// One step on an interior page: into a child, or, where cells hold rows, onto a cell.
bool TreeWalk::step_down(Level& level) {
    const std::size_t step = level.step++;
    const bool rows = level.type == kInteriorIndex;
    const std::size_t child = rows ? step / 2 : step;
    if (child > level.cells || (rows && child == level.cells && step % 2 != 0)) {
        --depth_;
        return false;
    }
    if (rows && step % 2 != 0) {
        read_cell(level, child);
        return true;
    }
    const std::uint8_t* place = level.page + level.header + 8;
    if (child < level.cells) {
        const std::size_t cell = read_two(level.page + level.header + 12 + 2 * child);
        if (cell + 4 > pages_.usable()) throw ScanFault{};
        place = level.page + cell;
    }
    descend(read_four(place));
    return false;
}

void TreeWalk::read_cell(const Level& level, std::size_t cell) {
    const bool leaf = is_leaf(level.type);
    const bool table = is_table(level.type);
    const std::size_t start = read_two(level.page + level.header + (leaf ? 8 : 12) + 2 * cell);
    if (start < level.header + (leaf ? 8 : 12) + 2 * level.cells) throw ScanFault{};
    const std::uint8_t* end = level.page + pages_.usable();
    const std::uint8_t* at = level.page + std::min(start + (leaf ? 0 : 4), pages_.usable());
    const std::uint64_t size = read_varint(at, end);
    if (table) read_varint(at, end);
    if (size > kLargest) throw ScanFault{};
    const std::size_t usable = pages_.usable();
    const std::size_t most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    std::size_t local = static_cast<std::size_t>(size);
    if (local > most) {
        const std::size_t least = (usable - 12) * 32 / 255 - 23;
        local = least + (static_cast<std::size_t>(size) - least) % (usable - 4);
        if (local > most) local = least;
    }
    const bool overflows = local < size;
    if (static_cast<std::size_t>(end - at) < local + (overflows ? 4 : 0)) throw ScanFault{};
    record_ = Bytes(at, local);
    if (overflows) gather(record_, static_cast<std::size_t>(size), read_four(at + local));
}

// A record of which a part stands on pages of its own, each of which names the next.
void TreeWalk::gather(Bytes local, std::size_t size, std::uint32_t overflow) {
    gathered_.assign(local.begin(), local.end());
    std::vector<std::uint8_t> page;
    while (gathered_.size() < size) {
        pages_.copy_page(overflow, page);
        overflow = read_four(page.data());
        const std::size_t more = std::min(size - gathered_.size(), pages_.usable() - 4);
        gathered_.insert(gathered_.end(), page.begin() + 4,
                         page.begin() + 4 + static_cast<std::ptrdiff_t>(more));
    }
    record_ = gathered_;
}

TableScan::TableScan(TreeWalk walk, std::vector<std::size_t> places)
    : walk_(std::move(walk)), places_(std::move(places)) {
    last_ = *std::max_element(places_.begin(), places_.end());
    if (last_ >= kMostScanned) throw ScanFault{};
}

bool TableScan::step() {
    if (!walk_.next()) return false;
    read_types();
    return true;
}

void TableScan::read_types() {
    const Bytes record = walk_.record();
    const std::uint8_t* at = record.data();
    const std::uint8_t* end = at + record.size();
    const std::uint64_t header = read_varint(at, end);
    if (header > record.size()) throw ScanFault{};
    body_ = record.data() + header;
    const std::size_t most = record.size() - static_cast<std::size_t>(header);
    std::size_t offset = 0;
    for (std::size_t column = 0; column <= last_; ++column) {
        // A row that is older than the column: SQLite knows what stands there.
        if (at >= body_) throw ScanFault{};
        offsets_[column] = static_cast<std::uint32_t>(offset);
        if (*at < kSmallSizes.size() && kSmallSizes[*at] != kNoSize) {
            offset += kSmallSizes[*at];
            types_[column] = *at++;
            continue;
        }
        types_[column] = read_varint(at, body_);
        offset += size_of(types_[column]);
        if (offset > most) throw ScanFault{};
    }
    if (offset > most) throw ScanFault{};
}

std::int64_t TableScan::integer(int column) const {
    const std::uint64_t kind = type(column);
    if (kind == 0 || kind == 8) return 0;
    if (kind == 9) return 1;
    if (kind > 6) throw ScanFault{};
    const std::uint8_t* bytes = body(column);
    std::uint64_t value = (bytes[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < size_of(kind); ++i)
        value = value << 8 | bytes[i];
    return static_cast<std::int64_t>(value);
}

std::string_view TableScan::text(int column) const {
    const std::uint64_t kind = type(column);
    if (kind == 0) return {};
    if (kind < 13 || kind % 2 == 0) throw ScanFault{};
    return {reinterpret_cast<const char*>(body(column)), static_cast<std::size_t>((kind - 13) / 2)};
}

std::optional<std::int64_t> TableScan::optional_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

ValueView TableScan::view(int column) const {
    const std::uint64_t kind = type(column);
    if (kind == 0) return {};
    return kind < 10 ? ValueView(integer(column)) : ValueView(text(column));
}

std::optional<FileTables> FileTables::open(const Db& db) {
    std::optional<FilePages> pages = FilePages::open(db);
    if (!pages) return std::nullopt;
    FileTables tables(std::move(*pages));
    tables.read_schema();
    return tables;
}

// sqlite_schema: type, name, tbl_name, rootpage, sql.
void FileTables::read_schema() {
    TableScan rows(TreeWalk(pages_, 1), {0, 1, 3, 4});
    while (rows.step()) {
        if (rows.is_null(3)) continue;
        const std::int64_t root = rows.integer(2);
        if (root < 0 || root > std::int64_t{pages_.count()}) throw ScanFault{};
        entries_.push_back({std::string(rows.text(0)), std::string(rows.text(1)),
                            static_cast<std::uint32_t>(root), std::string(rows.text(3))});
    }
}

const FileTables::Entry& FileTables::table_entry(std::string_view table) const {
    const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& one) {
        return one.type == "table" && one.name == table;
    });
    if (found == entries_.end()) throw ScanFault{};
    return *found;
}

TableScan FileTables::scan(std::string_view sql) {
    const PlainSelect select = read_select(sql);
    const Entry& table = table_entry(select.table);
    return {TreeWalk(pages_, table.root), places_of(layout_of(table), select.columns)};
}

std::optional<TableHalves> FileTables::scan_halves(std::string_view sql) {
    const PlainSelect select = read_select(sql);
    const Entry& table = table_entry(select.table);
    const auto cut = TreeWalk::middle(pages_, table.root);
    if (!cut) return std::nullopt;
    const std::vector<std::size_t> places = places_of(layout_of(table), select.columns);
    auto pages = std::make_unique<FilePages>(pages_);
    TableScan second(TreeWalk::after(*pages, table.root, *cut), places);
    TreeWalk first_cell(pages_, table.root);
    const std::size_t on_first = first_cell.next() ? first_cell.cells_beside() : 0;
    return TableHalves{{TreeWalk::before(pages_, table.root, *cut), places},
                       std::move(pages),
                       std::move(second),
                       on_first * pages_.count()};
}

bool FileTables::is_empty(std::string_view table) {
    return !TreeWalk(pages_, table_entry(table).root).next();
}

std::optional<TableScan> FileTables::scan_in_order(std::string_view table,
                                                   const std::vector<std::string>& columns,
                                                   const std::vector<std::string>& order) {
    const Entry& entry = table_entry(table);
    const TableLayout layout = layout_of(entry);
    const auto key_end = layout.stored.begin() + static_cast<std::ptrdiff_t>(layout.key);
    if (!layout.without_rowid ||
        !std::equal(layout.stored.begin(), key_end, order.begin(), order.end()))
        return std::nullopt;
    return TableScan(TreeWalk(pages_, entry.root), places_of(layout, columns));
}

bool is_surely_empty(const Db& db, std::string_view table) {
    try {
        std::optional<FileTables> tables = FileTables::open(db);
        return tables && tables->is_empty(table);
    } catch (const ScanFault&) {
        return false;
    }
}

}  // namespace gw
