// SPDX-License-Identifier: Apache-2.0
//
// `sql`: one SELECT of the user's own over the tables and views of the book. What select.h lets
// through is shown as it comes: whole units as stored, no unit applied, nothing added up.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "book/book.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

inline constexpr std::size_t kMostSqlRows = 100'000;  // unless --limit says otherwise

struct SqlAnswer {
    Table table;
    std::string cut;  // what was left out; "" if nothing was
};

// Views see the world as of options.on. Throws Error kUsage with the place of the first mistake,
// kSystem when the time is up.
SqlAnswer run_sql(const Book& book, std::string_view statement, std::chrono::seconds time,
                  const AskOptions& options);

// A view of the book as SQL names it, and what one row of it is.
struct SqlView {
    std::string name;
    std::string grain;  // "one row per ..."
};

std::vector<SqlView> view_relations();       // by name
std::vector<std::string> table_relations();  // those of the CSV form, by name

}  // namespace gw
