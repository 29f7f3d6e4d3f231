// SPDX-License-Identifier: Apache-2.0
//
// The query language's grammar: words of the command line to a condition of terms. What the terms
// mean in a book is selection.h's business. No simple word needs quoting in a shell.
//   query    := argument*                        all of them
//   argument := and ("or" and)*
//   and      := operand (["and"] operand)*
//   operand  := ("not" | "not:") operand | "(" argument ")" | "@" NAME | term
//   term     := FIELD ":" value ("," value)* | name
// A term runs on to the next operator, parenthesis, @, FIELD: or word in quotes, so names need no
// quotes for their spaces. Within double quotes everything is itself ("" is a quotation mark).
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "query/fields.h"
#include "text/error.h"

namespace gw {

// A stretch of a text that was parsed: the command line's words, or a saved query.
struct QueryPlace {
    std::size_t text = 0;  // position in Query::texts
    std::size_t offset = 0;
    std::size_t length = 0;  // bytes
};

// One alternative of a term. `known` and `unknown` ask whether there is a value at all.
struct QueryValue {
    enum class Is : std::uint8_t { kValue, kKnown, kUnknown };
    std::string text;  // without quotes
    QueryPlace place;
    Is is = Is::kValue;
    ValueRange range;  // of a field with a form
};

struct QueryTerm {
    Field field = Field::kAny;
    std::vector<QueryValue> values;  // any of them; one where the field is kAny
    QueryPlace place;
    int number = -1;  // for whoever compiles the query

    // Whether one of the alternatives is `unknown`, or `known`.
    bool asks_for(QueryValue::Is is) const;
};

// A term, or what joins the nodes below it: one of them where it is kNot, else two or more.
struct QueryNode {
    enum class Is : std::uint8_t { kTerm, kNot, kAnd, kOr };
    Is is = Is::kTerm;
    QueryTerm term;  // of a kTerm
    std::vector<QueryNode> below;
    QueryPlace place;
};

struct QueryText {
    std::string name;  // "query", or "@mine"
    std::string text;
};

struct Query {
    std::vector<QueryText> texts;     // the words joined by spaces, then saved queries, as met
    std::vector<QueryNode> operands;  // all must hold; none: everything is meant

    // The words as they stand in titles: arguments joined by "or" in parentheses.
    std::string title;
};

// Name to text, as AskOptions has them.
using SavedQueries = std::map<std::string, std::string>;

// What is wrong goes into `problems`, all at once; the query is then not to be used.
Query parse_query(const std::vector<std::string>& words, const SavedQueries& saved,
                  std::vector<Problem>& problems);

// A problem at a place of the query: "query:1:COLUMN", "@mine:1:COLUMN".
Problem query_problem(const Query& query, const QueryPlace& place, std::string message,
                      std::vector<std::string> hints);

}  // namespace gw
