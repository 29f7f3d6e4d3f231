// SPDX-License-Identifier: Apache-2.0
//
// What the history keeps, read back: change sets, and rows as they were. Reads only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "book/catalogue.h"
#include "book/change_set.h"
#include "book/db.h"

namespace gw {

// A row as change set `since` wrote it; `until` replaced or removed it, 0: it stands.
struct Version {
    std::string key;  // "aws-openai-38bn/1"
    Row row;
    std::int64_t since = 0;
    std::int64_t until = 0;
    std::int64_t row_check = 0;
};

enum class Which : std::uint8_t { kStanding, kReplaced };

// Every version of one table, by key and then age. Cost: a scan of the table, or of the history of
// all tables.
void for_each_version(const Db& db, const SheetTable& table, Which which,
                      const std::function<void(Version&)>& visit);

// In their order.
std::vector<ChangeRecord> read_changes(const Db& db);

// Change sets that are undone, each with the one that undid it last. One whose undoing was undone
// again is not.
std::map<std::int64_t, std::int64_t> undone_changes(const std::vector<ChangeRecord>& changes);

}  // namespace gw
