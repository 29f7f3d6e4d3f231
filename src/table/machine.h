// SPDX-License-Identifier: Apache-2.0
//
// A Table as machines read it: which columns, and a value as whole units. Shared by every machine
// format, so that they cannot differ in a figure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "table/table.h"

namespace gw {

// The columns that machines read, as places in a row.
std::vector<std::size_t> machine_columns(const Table& table);

// The digits of a value that is a number, "-1234567"; nullopt for all others.
std::optional<std::string> machine_number(const Value& value);

}  // namespace gw
