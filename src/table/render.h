// SPDX-License-Identifier: Apache-2.0
//
// Table -> text. The one place that knows formats: the table for people (text_table.h), CSV and
// JSON. A format is one function over the same Table. Output is the same under every locale and
// terminal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

enum class Format : std::uint8_t { kTable, kCsv, kJson };

std::optional<Format> format_by_name(std::string_view name);  // "table", "csv", "json"

struct RenderOptions {
    Format format = Format::kTable;
    Units units = Units::kAuto;
    std::size_t width = 0;  // columns of the terminal; 0: not a terminal, nothing is dropped or cut
    bool ascii = false;     // - ? <= >= ~ and ASCII rules
    bool color = false;
};

// Machine formats look at options.format alone.
std::string render(const Table& table, const RenderOptions& options);

}  // namespace gw
