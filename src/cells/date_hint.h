// SPDX-License-Identifier: Apache-2.0
//
// What to say about a text that is no date cell: why it is refused, and which cell its writer may
// have meant by "Q3 2026", "03/04/2026" or a spreadsheet's day number. Proposes, and leaves it to
// the grammar in date.h to say whether a proposal is a date.
#pragma once

#include <string_view>

#include "text/error.h"

namespace gw {

// Why `text` is no date. `is_date` tells whether a text is a date cell; it is none for `text`.
CellError explain_date(std::string_view text, bool (*is_date)(std::string_view));

}  // namespace gw
