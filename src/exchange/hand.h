// SPDX-License-Identifier: Apache-2.0
//
// Writing by hand: rows given as words "column=value" in the cell grammars of the CSV form. Each
// becomes a sheet of one row and goes the way of an import, so that the same is refused with the
// same words, but placed in the word that was typed. One mechanism for all tables.
#pragma once

#include <string>
#include <vector>

#include "book/book.h"
#include "exchange/outcome.h"

namespace gw {

// `typed`: a table (one or many: leg, legs), then the key ("aws-openai/2") or none, then
// column=value. A leg without a number gets the next one. Throws Error kUsage if the words cannot
// be read, kData with what is wrong in them, or if the row is there already.
Outcome add_row(const Book& book, const std::vector<std::string>& typed, WriteMode mode);

// `typed`: a row ("legs/aws-openai/1"), or the slug of one, then column=value; an empty value
// clears the cell. A row whose key is given otherwise goes on under that, with the claims about it.
Outcome set_row(const Book& book, const std::vector<std::string>& typed, WriteMode mode);

enum class Dependents : std::uint8_t { kRefuse, kRemove };

// kRemove: with the rows that cannot be without it, their keys or subjects naming it. Others that
// name it stand against it either way.
Outcome remove_row(const Book& book, const std::vector<std::string>& typed, Dependents dependents,
                   WriteMode mode);

}  // namespace gw
