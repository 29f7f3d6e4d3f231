// SPDX-License-Identifier: Apache-2.0
#include "exchange/outcome.h"

#include <fmt/core.h>

#include "book/rows.h"
#include "table/figure.h"

namespace gw {

std::string all_cells(const SheetTable& table, const Row& row) {
    std::string cells;
    for (const SheetColumn& column : table.columns) {
        if (column.key) continue;
        const std::string cell = Rows::cell(column, row);
        if (cell.empty() || cell == column.default_text) continue;
        cells += fmt::format("{}{}={}", cells.empty() ? "" : " ", column.name, cell);
    }
    return cells;
}

namespace {

// Of an amount of money in bare units below a million; a rate is often that small.
void note_bare_amount(const SheetTable& table, const SheetColumn& column, const Row& row,
                      std::vector<std::string>& notes) {
    constexpr std::int64_t kMillion = 1'000'000;
    if (column.grammar != Grammar::kAmount) return;
    const auto text_of = [&](std::string_view name) {
        const SheetColumn* other = table.find(name);
        return other == nullptr ? std::string() : Rows::cell(*other, row);
    };
    if (!text_of("per").empty()) return;
    for (const int end : {1, 0}) {
        const auto* units = std::get_if<std::int64_t>(
            &row[static_cast<std::size_t>(column.stored[static_cast<std::size_t>(end)])]);
        if (units == nullptr) continue;
        const std::string currency = text_of("currency");
        if (*units > 0 && *units < kMillion)
            notes.push_back(fmt::format("{} is {}{}{}, without m or bn", column.name,
                                        format_grouped(*units), currency.empty() ? "" : " ",
                                        currency));
        return;
    }
}

}  // namespace

void add_cell_changes(const SheetTable& table, const Row* before, const Row* after,
                      std::vector<CellChange>& changes) {
    const std::string id =
        table.name + "/" + Rows::key_text(table, before != nullptr ? *before : *after);
    using What = CellChange::What;
    if (before == nullptr) {
        changes.push_back({What::kAdded, id, "", "", all_cells(table, *after)});
        for (const SheetColumn& column : table.columns)
            note_bare_amount(table, column, *after, changes.back().notes);
        return;
    }
    if (after == nullptr)
        return changes.push_back({What::kRemoved, id, "", all_cells(table, *before), ""});
    for (const SheetColumn& column : table.columns) {
        std::string was = Rows::cell(column, *before);
        std::string is = Rows::cell(column, *after);
        if (was == is) continue;
        changes.push_back({What::kChanged, id, column.name, std::move(was), std::move(is)});
        note_bare_amount(table, column, *after, changes.back().notes);
    }
}

}  // namespace gw
