// SPDX-License-Identifier: Apache-2.0
//
// Where sources disagree: every claim whose value differs from what the book stores in that field.
#pragma once

#include <string>
#include <vector>

#include "book/book.h"
#include "exchange/claims.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

struct Conflict {
    std::string subject;  // the row, "legs/aws-openai-38bn/1"
    std::string field;
    std::string stored;         // the cell; "" if the book knows nothing
    std::string stored_source;  // "" if the row names none
    std::string claimed;
    std::string claimed_source;
    Relation relation{};
    std::string standing;
    bool same_origin = false;  // one of the two sources rewrites the other, so they are one witness
};

// Every claim that differs from what is stored, topics aside: by subject, field, standing, source.
std::vector<Conflict> find_conflicts(const Db& db);

// Query words select deals (claims about a deal's rows) and parties (claims about a party's rows).
Table conflicts(const Book& book, const AskOptions& options);

}  // namespace gw
