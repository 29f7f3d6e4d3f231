// SPDX-License-Identifier: Apache-2.0
//
// A Table laid out in lines for people: title with units, header, rows, totals under a rule,
// footnotes. Columns are as wide as their widest cell on a terminal (East Asian characters take
// two); a narrow screen loses columns first, then the ends of texts, never digits.
#pragma once

#include <cstddef>
#include <string>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

struct Screen {
    std::size_t width = 0;  // columns; 0: not a terminal, nothing is dropped or cut
    bool ascii = false;     // nothing but ASCII is added to the table's own texts
    bool color = false;     // bold title, header and totals, yellow unknown, dim footnotes
};

std::string format_text_table(const Table& table, Units units, const Screen& screen);

}  // namespace gw
