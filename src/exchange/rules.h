// SPDX-License-Identifier: Apache-2.0
//
// The rules of the book that span rows: schema/rules/*.sql, one rule a file. Each returns the rows
// that break it as (subject, column, message, hint): subject as claims name a row. An import that
// breaks one is refused.
#pragma once

#include <vector>

#include "book/db.h"
#include "exchange/sheet.h"
#include "text/error.h"

namespace gw {

// Appends a problem for every breach, placed at the row of `sheets` that makes it, if one does.
void check_rules(const Db& db, const std::vector<Sheet>& sheets, std::vector<Problem>& problems);

}  // namespace gw
