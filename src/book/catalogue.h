// SPDX-License-Identifier: Apache-2.0
//
// What the book's tables look like as CSV files, read off the texts that made them: one
// mechanism for import, export, show and every later command that writes, so that a new table needs
// a migration and nothing else. Stored columns become CSV columns by their names:
//   x_lo, x_hi text            a date x              x_lo, x_hi integer (+ x_approx)   an amount,
//   or a count (shares, x_kw_lo, x_kw_hi           a power x quantity), or signed (value) x_bp_lo,
//   x_bp_hi           a percentage x        x_months                          a term x x_deal,
//   x_leg              a leg "deal/leg"      x_key (generated)                 the key form of date
//   x; hidden
// Tables called book_... are the program's own and left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"
#include "cells/cells.h"

namespace gw {

enum class Grammar : std::uint8_t {
    kText,
    kWholeNumber,
    kAmount,
    kSignedAmount,
    kPower,
    kCount,
    kPercent,
    kDate,
    kTerm,
    kDecimal,
    kCurrency,
    kCurrencyOrPower,  // the unit of a metric
    kLeg,
    kClaimValue  // text in the form of the column that the claim is about
};

// One column of a CSV file, and where its value is stored.
struct SheetColumn {
    std::string name;
    Grammar grammar = Grammar::kText;
    std::vector<int>
        stored;  // positions in SheetTable::stored: lo, hi, approx as far as there are such
    bool key = false;
    bool required = false;     // an empty cell is refused
    std::string default_text;  // what an empty cell stands for, "" for none
    std::string references;    // table whose key the cell names, "" for none
};

struct SheetTable {
    std::string name;
    std::vector<std::string> stored;   // stored columns that hold values, in table order
    std::vector<SheetColumn> columns;  // in table order
    std::vector<int> key;              // positions in columns

    const SheetColumn* find(std::string_view column) const;
};

class Catalogue {
public:
    explicit Catalogue(const Db& db);

    // In an order in which a table comes after those that it references.
    const std::vector<SheetTable>& tables() const { return tables_; }
    const SheetTable* find(std::string_view table) const;

private:
    std::vector<SheetTable> tables_;
};

// The cell's stored values (as many as column.stored), or what is wrong with it. An empty cell is
// NULLs. Does not look anything up: names of parties and other rows are taken as they are.
Parsed<std::vector<DbValue>> parse_cell(const SheetColumn& column, std::string_view text);

// The cell's canonical text behind `out`, from its stored values, as many as column.stored. Cost:
// some 50 to 300 instructions, and no memory of its own.
void append_cell(std::string& out, const SheetColumn& column, const ValueView* values);

// What one row of a table is called: "party", "leg", "alias".
std::string row_noun(std::string_view table);

// The key's cells joined by "/", as claims name a row: "legs/aws-openai-38bn/1".
std::string row_id(const SheetTable& table, const std::vector<std::string>& key_cells);

}  // namespace gw
