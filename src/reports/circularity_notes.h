// SPDX-License-Identifier: Apache-2.0
//
// What circularity says below its table in sentences: the figure to quote, what it rests on, and
// where a search ended before it was done.
#pragma once

#include "reports/circularity_views.h"
#include "table/table.h"

namespace gw {

// How much can come back, in three readings, which open legs leave it without a limit, and whether
// it is exact.
void add_headline_notes(Table& table, const CircularAnswer& answer);

// The largest loops of one possible use.
void add_use_note(Table& table, const CircularAnswer& answer);

}  // namespace gw
