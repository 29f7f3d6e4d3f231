// SPDX-License-Identifier: Apache-2.0
//
// How circular money grew: what can be recycled, and how many loops there are, as of the last day
// of each period.
#pragma once

#include "book/db.h"
#include "reports/circularity_views.h"

namespace gw {

// REQUIRES: options.period. Throws Error kUsage where it has no first or no last day, or more
// periods than are solved. Cost: three linear programmes and a count of loops a period.
Table circular_growth(const Db& db, const CircularAnswer& answer);

}  // namespace gw
