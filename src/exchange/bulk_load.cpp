// SPDX-License-Identifier: Apache-2.0
#include "exchange/bulk_load.h"

#include <fmt/core.h>

#include <string>
#include <vector>

#include "book/row_feed.h"
#include "exchange/read_ahead.h"

namespace gw {
namespace {

bool is_empty(const Db& db, const SheetTable& table) {
    return !db.prepare(fmt::format("select 1 from {} limit 1", quote_identifier(table.name)))
                .step();
}

}  // namespace

BulkLoad load_rows(ChangeSet& changes, const References& references, const Sheet& sheet) {
    const SheetTable& table = *sheet.table;
    const Db& db = changes.db();
    if (!is_empty(db, table)) return {};
    auto reader = RowReader::of(db, sheet, references);
    if (!reader) return {};
    std::vector<std::string> columns;
    for (const std::size_t at : reader->given())
        columns.push_back(table.stored[at]);
    columns.emplace_back("book_check");
    std::vector<FixedColumn> fixed{{"book_change", ValueView(changes.number())}};
    for (const std::size_t at : reader->fixed())
        fixed.push_back({table.stored[at], reader->row()[at]});
    BatchReader batches(sheet, std::move(*reader), changes.number());
    SheetFeed feed(batches, changes);
    BulkLoad load;
    load.rows = store_proved_rows(db, table.name, columns, fixed, feed);
    load.whole = batches.whole(load.rows);
    changes.count(table.name, ChangeSet::Did::kAdded, static_cast<std::int64_t>(load.rows));
    return load;
}

}  // namespace gw
