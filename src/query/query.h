// SPDX-License-Identifier: Apache-2.0
//
// The query language's grammar: words on the command line to terms. A space is AND, a comma is OR
// inside a term, `not:` turns a term round, a word without a field is a party or a deal. What the
// words mean in a book is selection.h's business. No word needs quoting in a shell.
//   query := term*        term := ["not:"] (FIELD ":" value ("," value)* | WORD)
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cells/cells.h"
#include "cells/date.h"
#include "text/error.h"

namespace gw {

enum class Field : std::uint8_t {
    kAny,  // a bare word: a party or a deal
    kParty,
    kPayer,
    kPayee,
    kDeal,
    kProgramme,
    kKind,
    kClass,
    kBucket,
    kStatus,
    kFirmness,
    kCurrency,
    kAmount,
    kPower,
    kLayer,
    kBasis,
    kSite,
    kUser,
    kAgreed,
    kStart,
    kEnd,
    kTerm
};

struct FieldName {
    std::string_view name;
    Field field;
    std::string_view help;     // one line for people
    std::string_view example;  // a term that can be typed
};
const std::vector<FieldName>& query_fields();  // in the order in which help shows them

// One alternative of a term. `known` and `unknown` ask whether there is a value at all.
struct QueryValue {
    enum class Is : std::uint8_t { kValue, kKnown, kUnknown };
    std::string text;
    std::size_t offset = 0;  // byte in Query::text
    Is is = Is::kValue;
    // What a field with a form says: amounts and power as an interval, dates as days, terms as
    // months.
    std::variant<std::monostate, Interval, DateRange> range;
};

struct QueryTerm {
    Field field = Field::kAny;
    bool negated = false;
    std::vector<QueryValue> values;  // any of them
    std::size_t offset = 0;          // of the whole term in Query::text
    std::size_t length = 0;
};

struct Query {
    std::string text;              // the words joined by spaces, for messages
    std::vector<QueryTerm> terms;  // all of them
};

// What is wrong goes into `problems`, all at once; the query is then not to be used.
Query parse_query(const std::vector<std::string>& words, std::vector<Problem>& problems);

// A problem at a place of the query's text: "query:1:COLUMN".
Problem query_problem(const Query& query, std::size_t offset, std::size_t length,
                      std::string message, std::vector<std::string> hints);

}  // namespace gw
