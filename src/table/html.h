// SPDX-License-Identifier: Apache-2.0
//
// A Table as one HTML page that stands alone: no script, nothing loaded, nothing but its own style.
// What people see, in the units that they see; nothing is dropped. Made for screen readers too:
// caption, scopes of headers, a foot for the totals.
#pragma once

#include <string>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

std::string format_html(const Table& table, Units units, bool ascii);

}  // namespace gw
