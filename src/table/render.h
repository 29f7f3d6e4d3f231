// SPDX-License-Identifier: Apache-2.0
//
// Table -> text in one of the formats of format.h: each is a function over the same Table in a file
// of its own. Output is the same under every locale and terminal.
#pragma once

#include <cstddef>
#include <string>

#include "table/figure.h"
#include "table/format.h"
#include "table/table.h"

namespace gw {

struct RenderOptions {
    Format format = Format::kTable;
    Units units = Units::kAuto;
    std::size_t width = 0;  // columns of the terminal; 0: not a terminal, nothing is dropped or cut
    bool ascii = false;     // - ? <= >= ~ and ASCII rules
    bool color = false;
    std::string name = "answer";  // of the sheet in a workbook: the command
};

// Machine formats look at options.format and name alone. Throws Error kUsage if the table has no
// picture and one is asked for, and what format_xlsx throws.
std::string render(const Table& table, const RenderOptions& options);

}  // namespace gw
