// SPDX-License-Identifier: Apache-2.0
//
// Where the columns of a table stand in its stored rows, told from the text of its CREATE TABLE, as
// SQLite keeps it. Knows names and order alone; types and conditions are SQLite's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

struct TableLayout {
    bool without_rowid = false;
    std::vector<std::string> stored;  // names in the order of the record; computed ones have none
    std::size_t key = 0;              // of them, the first that are the primary key, in its order
};

// nullopt: the text is not one of the kind that our schema has (a key with an order or a collation,
// stored computed columns, a rowid that is a column). Cost: linear in the text.
std::optional<TableLayout> read_layout(std::string_view create_table);

// "select a, b from t order by ...": the columns and the table. REQUIRES: plain names, as such
// queries of schema/queries have them.
struct PlainSelect {
    std::vector<std::string_view> columns;
    std::string_view table;
};
PlainSelect read_select(std::string_view sql);

}  // namespace gw
