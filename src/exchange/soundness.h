// SPDX-License-Identifier: Apache-2.0
//
// What must hold of the whole book after any write: every row that is named is there, every claim
// is about a row, every spelling names one party, and the rules that span rows. import judges its
// own rows as it reads them; undo, rm and verify ask here.
#pragma once

#include <vector>

#include "book/catalogue.h"
#include "book/db.h"
#include "exchange/spellings.h"
#include "text/error.h"

namespace gw {

// Problems name the row at fault in `file`, as claims name rows. Cost: linear in the book, times
// the log of it.
void check_references(const Db& db, const Catalogue& catalogue, std::vector<Problem>& problems);

// The spellings of the parties as they are stored; two parties with one spelling are a problem.
Spellings read_spellings(const Db& db, std::vector<Problem>& problems);

// Writes book_spellings, by which parties are found.
void write_spellings(const Db& db, const Spellings& spellings);

}  // namespace gw
