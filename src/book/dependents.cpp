// SPDX-License-Identifier: Apache-2.0
#include "book/dependents.h"

#include <fmt/core.h>

#include "book/rows.h"

namespace gw {
namespace {

std::string stored_name(const SheetTable& table, const SheetColumn& column, std::size_t i) {
    return quote_identifier(table.stored[static_cast<std::size_t>(column.stored[i])]);
}

// The condition under which a row of `table` names the row of `target` whose key is bound from ?1
// on; "" if none can.
std::string naming_condition(const SheetTable& table, const SheetTable& target) {
    std::string condition;
    const auto add = [&](const std::string& one) {
        condition += (condition.empty() ? "" : " or ") + one;
    };
    for (const SheetColumn& column : table.columns) {
        if (target.name == "legs" && column.grammar == Grammar::kLeg)
            add(fmt::format("({} = ?1 and {} = ?2)", stored_name(table, column, 0),
                            stored_name(table, column, 1)));
        else if (column.references == target.name)
            add(stored_name(table, column, 0) + " = ?1");
    }
    // A leg given by its number alone is one of the row's deal.
    const SheetColumn* leg = table.find("leg");
    if (target.name == "legs" && table.name != "legs" && leg != nullptr &&
        leg->grammar == Grammar::kWholeNumber)
        add(fmt::format("({} = ?1 and {} = ?2)", quote_identifier("deal"),
                        quote_identifier("leg")));
    if (table.name == "claims") add("subject = ?3");
    return condition;
}

void add_naming(const Db& db, const SheetTable& in, const SheetTable& table, const Row& row,
                std::vector<Dependent>& found) {
    const std::string condition = naming_condition(in, table);
    if (condition.empty()) return;
    std::string columns;
    for (const std::string& name : in.stored)
        columns += (columns.empty() ? "" : ", ") + quote_identifier(name);
    Statement rows =
        db.prepare(fmt::format("select {} from {} where ({}) and ?2 is ?2 and ?3 is ?3", columns,
                               quote_identifier(in.name), condition));
    const SheetColumn& key = table.columns[static_cast<std::size_t>(table.key.front())];
    rows.bind_value(0, row[static_cast<std::size_t>(key.stored[0])]);
    if (table.name == "legs") rows.bind_value(1, row[1]);
    rows.bind(2, table.name + "/" + Rows::key_text(table, row));
    while (rows.step()) {
        Dependent& dependent = found.emplace_back(Dependent{&in, {}, {}});
        for (int i = 0; i < rows.columns(); ++i)
            dependent.row.push_back(rows.value(i));
        dependent.id = in.name + "/" + Rows::key_text(in, dependent.row);
        if (&in == &table && dependent.row == row) found.pop_back();
    }
}

}  // namespace

std::vector<Dependent> dependents(const Db& db, const Catalogue& catalogue, const SheetTable& table,
                                  const Row& row) {
    std::vector<Dependent> found;
    for (const SheetTable& in : catalogue.tables())
        add_naming(db, in, table, row, found);
    return found;
}

}  // namespace gw
