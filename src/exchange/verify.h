// SPDX-License-Identifier: Apache-2.0
//
// Whether the book is as this program wrote it: the file's structure, its schema, every row against
// the check that it carries, every change set against the digest of its rows, and the chain of
// heads; then what must hold of every book. Finds what another program changed; somebody who
// recomputes all checks is found by a head that was noted elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "book/book.h"

namespace gw {

struct Finding {
    std::string subject;  // a row ("legs/aws-openai-38bn/1"), "change 12", "file", "schema" ...
    std::string message;
};

struct Verdict {
    std::vector<Finding> findings;
    std::int64_t rows = 0;      // that stand
    std::int64_t replaced = 0;  // that the history keeps
    std::int64_t changes = 0;
    std::string head;  // of the last change set, "" if there is none
};

// `head`: one that was noted before, or "". Rows are not looked at if the file or its schema is not
// as it should be. Cost: two passes over the book and its history.
Verdict verify(const Book& book, const std::string& head);

}  // namespace gw
