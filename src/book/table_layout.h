// SPDX-License-Identifier: Apache-2.0
//
// What the columns of a table are and where they stand in its stored rows, told from the text of
// its CREATE TABLE, as SQLite keeps it. Conditions are SQLite's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gw {

// A column as the text has it.
struct ColumnText {
    std::string name;
    bool is_text = false;  // else an integer
    bool not_null = false;
    bool has_default = false;
    std::string default_text;  // what stands between the quotes of a default that is a text
    std::string references;    // a table; "" for none
    bool computed = false;
};

struct TableLayout {
    bool without_rowid = false;
    std::vector<std::string> stored;  // names in the order of the record; computed ones have none
    std::size_t key = 0;              // of them, the first that are the primary key, in its order
    std::vector<ColumnText> columns;  // in the order of the table
};

// nullopt: the text is not one of the kind that our schema has (a key with an order or a collation,
// stored computed columns, a rowid that is a column). Cost: linear in the text.
std::optional<TableLayout> read_layout(std::string_view create_table);

// The columns of "create unique index i on t (a, b)", as far as the text goes; of plain names, as
// ours has them.
std::vector<std::string> read_index(std::string_view create_index);

// "select a, b from t order by ...": the columns and the table. REQUIRES: plain names, as such
// queries of schema/queries have them.
struct PlainSelect {
    std::vector<std::string_view> columns;
    std::string_view table;
};
PlainSelect read_select(std::string_view sql);

}  // namespace gw
