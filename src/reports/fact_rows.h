// SPDX-License-Identifier: Apache-2.0
//
// The two ways to the rows of a fixed query, with statements and by a scan of the file's pages, in
// one form, so that whoever reads facts is written once (reports/facts.cpp).
#pragma once

#include <fmt/core.h>

#include <optional>
#include <string_view>

#include "book/damage.h"
#include "book/db.h"
#include "book/table_scan.h"
#include "cells/date.h"
#include "text/processors.h"

namespace gw {

// Hands each row to `take`.
template <class Rows, class Take>
void each_row(Rows& rows, Take take) {
    while (rows.step())
        take(rows);
}

// Both hand each row to `take`, which knows its columns by their places.
struct ByStatement {
    const Db& db;

    template <class Take>
    void each(std::string_view sql, Take take) const {
        Statement rows = db.prepare(sql);
        each_row(rows, take);
    }

    static std::optional<TableHalves> halves(std::string_view) { return std::nullopt; }
};

struct ByScan {
    // Of a book, from which on a second thread is worth its start.
    static constexpr std::uint64_t kLarge = 8 << 20;

    FileTables& tables;

    template <class Take>
    void each(std::string_view sql, Take take) const {
        TableScan rows = tables.scan(sql);
        each_row(rows, take);
    }

    // The rows in two parts for two threads; nullopt: one thread reads them as soon.
    std::optional<TableHalves> halves(std::string_view sql) const {
        if (tables.bytes() < kLarge || processors() < 2) return std::nullopt;
        return tables.scan_halves(sql);
    }
};

// What `read` makes of rows: by a scan, or where that does not go, from the start again by
// statements, which read or say what is wrong.
template <class Read>
auto read_rows(const Db& db, Read read) {
    try {
        std::optional<FileTables> tables = FileTables::open(db);
        if (tables) return read(ByScan{*tables});
    } catch (const ScanFault&) {
    } catch (const Error&) {
    }
    return read(ByStatement{db});
}

// Columns "NAME_lo" and "NAME_hi" of a row.
template <class Row>
DateRange read_range(const Row& row, int column, std::string_view name) {
    const auto read = [&](int place, std::string_view end) -> Maybe<Day> {
        if (row.is_null(place)) return std::nullopt;
        const auto day = parse_day(row.text(place));
        if (!day)
            damaged(fmt::format("{}_{}", name, end),
                    fmt::format("\"{}\" is no day", row.text(place)));
        return *day;
    };
    DateRange range{read(column, "lo"), std::nullopt};
    const bool one_day = range.lo && row.text(column) == row.text(column + 1);
    range.hi = one_day ? range.lo : read(column + 1, "hi");
    if (range.lo && range.hi && *range.hi < *range.lo)
        damaged(fmt::format("{}_lo", name),
                fmt::format("{} comes after {}", format_day(*range.lo), format_day(*range.hi)));
    return range;
}

}  // namespace gw
