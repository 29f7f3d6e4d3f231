// SPDX-License-Identifier: Apache-2.0
//
// A cell of a foreign spreadsheet as the book would write it, by the rules for its column. Changes
// only what the rules tell it to: words, marks, units, the order of days. Whether the result is a
// cell of the book is for the grammars of cells/ to judge, with their hints.
#pragma once

#include <string>
#include <string_view>

#include "cells/cells.h"
#include "foreign/rules_file.h"

namespace gw {

// Whether the cell says nothing: it is blank, or one of the words for that.
bool is_missing(std::string_view text, const Notation& notation);

// `texts`: the cells of rule.from, as many and in their order. "" where they say nothing. A
// CellError is about the whole cell.
Parsed<std::string> read_foreign(const CellRule& rule, const std::vector<std::string_view>& texts);

// Without spaces of any kind at both ends.
std::string_view trim_cell(std::string_view text);

}  // namespace gw
