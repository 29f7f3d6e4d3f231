// SPDX-License-Identifier: Apache-2.0
//
// The sources that the rows of a deal name, and the claims about such rows: what the view
// deal_sources tells, for reports that want it of every deal.
#pragma once

#include <cstddef>
#include <vector>

#include "book/db.h"
#include "reports/facts.h"

namespace gw {

// How many different ones, by position of the deal. Cost: linear in the book's rows.
std::vector<std::size_t> count_cited_sources(const Db& db, const Facts& facts);

}  // namespace gw
