// SPDX-License-Identifier: Apache-2.0
//
// Which rows hang on a row: those that name it in a column that references its table, and the
// claims about it. By the catalogue, whatever the table.
#pragma once

#include <string>
#include <vector>

#include "book/catalogue.h"
#include "book/change_set.h"
#include "book/db.h"

namespace gw {

// By table and key; the row itself is none of them. Cost: a scan of every table that references
// the row's table.
struct Dependent {
    const SheetTable* table;
    Row row;
    std::string id;  // "legs/aws-openai-38bn/1"
};
std::vector<Dependent> dependents(const Db& db, const Catalogue& catalogue, const SheetTable& table,
                                  const Row& row);

}  // namespace gw
