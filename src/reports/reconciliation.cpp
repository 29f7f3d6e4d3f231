// SPDX-License-Identifier: Apache-2.0
#include "reports/reconciliation.h"

#include <fmt/core.h>

#include "counting/terms.h"
#include "query/ask.h"

namespace gw {
namespace {

void add_reconciliation_columns(Table& table) {
    table.columns = {{.name = "deal", .for_people = false},
                     {.name = "leg", .for_people = false},
                     {.name = "deal or leg", .for_machines = false},
                     {.name = "payer", .priority = 6},
                     {.name = "payee", .priority = 7},
                     {.name = "class"},
                     {.name = "bucket"}};
    add_change_columns(table, kAAndB);
    table.columns.push_back({.name = "why", .priority = 5});
}

void add_line(Table& table, const ReconciledLine& line) {
    std::vector<Value> row{
        text_or_nil(line.deal),
        line.leg > 0 ? Value(std::to_string(line.leg)) : Value(Nil{}),
        line.leg > 0 ? Value(fmt::format("{}/{}", line.deal, line.leg)) : text_or_nil(line.deal),
        text_or_nil(line.payer),
        text_or_nil(line.payee),
        text_or_nil(line.leg_class),
        text_or_nil(line.bucket)};
    add_change_values(row, line.sums);
    row.push_back(text_or_nil(line.why));
    table.rows.push_back(std::move(row));
}

std::vector<Value> total_row(const Table& table, std::string_view what, const ClassAndBucket& key) {
    std::vector<Value> row;
    for (const Column& column : table.columns) {
        if (column.unit != Unit::kText) break;
        row.emplace_back(column.name == "deal or leg" ? std::string(what)
                         : column.name == "class"     ? key.first
                         : column.name == "bucket"    ? key.second
                                                      : std::string());
    }
    return row;
}

void add_total(Table& table, const ReconciledTotal& total, const Left& left,
               const ClassAndBucket& key) {
    const auto add = [&](std::string_view what, const SumChange& change) {
        std::vector<Value> row = total_row(table, what, key);
        add_change_values(row, change);
        row.resize(table.columns.size(), std::string());
        table.totals.push_back(std::move(row));
    };
    if (total.alike.before.legs + total.alike.after.legs > 0) add("alike in both", total.alike);
    add("total", total.whole);
    std::vector<Value> row = total_row(table, "left unexplained", key);
    for (const Column& column : table.columns) {
        if (column.unit == Unit::kText && row.size() >= table.columns.size() - 1) break;
        if (column.unit == Unit::kText) continue;
        row.emplace_back(column.name == "surely"      ? Value(Figure{left.lo})
                         : column.name == "as stated" ? Value(Figure{left.stated})
                         : column.name == "at most" && total.whole.hi_known ? Value(Figure{left.hi})
                                                                            : Value(std::string()));
    }
    row.resize(table.columns.size(), std::string());
    table.totals.push_back(std::move(row));
}

}  // namespace

Left left_unexplained(const ReconciledTotal& total, const std::vector<ReconciledLine>& lines,
                      const ClassAndBucket& key) {
    const auto difference = [](const SumChange& change) {
        return Left{change.after.lo - change.before.lo, change.after.stated - change.before.stated,
                    change.after.hi - change.before.hi};
    };
    Left left = difference(total.whole);
    const auto explain = [&](const SumChange& change) {
        const Left part = difference(change);
        left.lo -= part.lo;
        left.stated -= part.stated;
        left.hi -= part.hi;
    };
    explain(total.alike);
    for (const ReconciledLine& line : lines)
        if (line.leg_class == key.first && line.bucket == key.second) explain(line.sums);
    return left;
}

Table reconciliation_table(const std::vector<ReconciledLine>& lines,
                           const ReconciledTotals& totals) {
    Table table;
    add_reconciliation_columns(table);
    for (const ReconciledLine& line : lines)
        add_line(table, line);
    std::size_t alike = 0;
    for (const std::string_view leg_class : kClassNames)
        for (const std::string_view bucket : kBucketNames) {
            const ClassAndBucket key{leg_class, bucket};
            const auto total = totals.find(key);
            if (total == totals.end()) continue;
            if (total->second.whole.any())
                add_total(table, total->second, left_unexplained(total->second, lines, key), key);
            else
                ++alike;
        }
    if (!lines.empty())
        table.notes.emplace_back(
            "surely, as stated, at most: B less A; alike in both + the lines above = total, and "
            "what is left unexplained is 0, to the dollar");
    if (alike > 0)
        table.notes.push_back(fmt::format(
            "{} the same in A and B, leg by leg",
            alike == 1 ? "1 other total is" : fmt::format("{} other totals are", alike)));
    return table;
}

}  // namespace gw
