// SPDX-License-Identifier: Apache-2.0
//
// Claims decided: accepted, a claim's value is stored and what the book said before becomes a
// rejected claim of its witness; rejected, it stays as what a source said, with the reason. A value
// in the row's key, such as an event's day, renames the row and the claims about it. Each is one
// change set and goes the way of an import, so that the same is refused with the same words.
#pragma once

#include <string>
#include <vector>

#include "book/book.h"
#include "exchange/outcome.h"

namespace gw {

enum class Ruling : std::uint8_t { kAccept, kReject };

// `words`: a claim as it is named (SOURCE/SUBJECT/FIELD/VALUE, with or without claims/ before it),
// or the beginning of that, or SUBJECT or SUBJECT/FIELD, where one open claim alone fits. An amount
// and the currency that its source claims with it are accepted together. REQUIRES a reason. Throws
// Error kUsage if no claim or more than one is meant, kData if its value cannot be stored.
Outcome judge_claim(const Book& book, const std::vector<std::string>& words, Ruling ruling,
                    const std::string& reason, WriteMode mode);

}  // namespace gw
