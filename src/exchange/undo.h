// SPDX-License-Identifier: Apache-2.0
//
// Takes a change set back, as a new change set: every row that it wrote becomes what it was before.
// Refused if a row is not any more as the change set left it, or if the book would not be sound
// without what it brought.
#pragma once

#include <cstdint>
#include <optional>

#include "book/book.h"
#include "exchange/outcome.h"

namespace gw {

struct Undone {
    ChangeRecord change;  // the one taken back
    Outcome outcome;
};

// nullopt: the last change set that is neither undone nor an undoing itself. Throws Error kUsage if
// there is none such, kData with all that stands against it. Cost: linear in the book.
Undone undo(const Book& book, const std::optional<std::int64_t>& change, WriteMode mode);

}  // namespace gw
