// SPDX-License-Identifier: Apache-2.0
//
// A Table as GitHub Flavored Markdown: the title in bold, a table with its totals in bold below the
// rows, the notes as a list. What people see, in the units that they see; nothing is dropped.
#pragma once

#include <string>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

std::string format_markdown(const Table& table, Units units, bool ascii);

}  // namespace gw
