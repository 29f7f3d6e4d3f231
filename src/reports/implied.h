// SPDX-License-Identifier: Apache-2.0
//
// What counts of hardware imply in power, beside what is stated: units times watts a unit, the IT
// load of the hardware alone. Never added to what is stated, nor layers to each other.
#pragma once

#include "book/book.h"
#include "query/ask.h"
#include "reports/world.h"
#include "table/table.h"

namespace gw {

// A row for each layer and basis in which a selected deal with counts of hardware states power (one
// without both, if none). Each count in kW rounded half-even once; a count without a number,
// without watts, or of another unit than the watts are of adds nothing and opens the upper end.
Table implied_capacity(const Book& book, const World& world, const AskOptions& options);

}  // namespace gw
