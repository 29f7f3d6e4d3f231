// SPDX-License-Identifier: Apache-2.0
#include "exchange/outcome.h"

#include <fmt/core.h>

#include "book/rows.h"

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

void add_cell_changes(const SheetTable& table, const Row* before, const Row* after,
                      std::vector<CellChange>& changes) {
    const std::string id =
        table.name + "/" + Rows::key_text(table, before != nullptr ? *before : *after);
    using What = CellChange::What;
    if (before == nullptr)
        return changes.push_back({What::kAdded, id, "", "", all_cells(table, *after)});
    if (after == nullptr)
        return changes.push_back({What::kRemoved, id, "", all_cells(table, *before), ""});
    for (const SheetColumn& column : table.columns) {
        std::string was = Rows::cell(column, *before);
        std::string is = Rows::cell(column, *after);
        if (was != is)
            changes.push_back({What::kChanged, id, column.name, std::move(was), std::move(is)});
    }
}

}  // namespace gw
