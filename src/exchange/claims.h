// SPDX-License-Identifier: Apache-2.0
//
// Claims: what sources say about a field of a row, beside what the book stores. Reading a claim's
// subject and value by the form of the column that it is about, and how a claimed value relates to
// the stored one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "book/catalogue.h"
#include "book/rows.h"
#include "text/error.h"

namespace gw {

// A claim about something that no column holds has a field "topic:SHORT NAME" and prose as its
// value.
inline constexpr std::string_view kTopicField = "topic:";

struct ClaimCheck {
    std::optional<CellError> error;
    std::string_view column;             // of claims, in which the error lies
    std::string subject = {};            // the subject in canonical form, if there is no error
    const SheetTable* table = nullptr;   // of the row that the claim is about
    const SheetColumn* about = nullptr;  // of that table; nullptr: the claim is about a topic
    Row stored = {};
};

// Whether the subject of a row of claims is a row of the book, its field a column of it, and its
// value in that column's form. `row` is a row of `claims`.
ClaimCheck check_claim_row(RowFinder& finder, const SheetTable& claims, const Row& row);

// How a claimed cell relates to the stored one.
enum class Relation : std::uint8_t {
    kSame,
    kRounding,  // two exact values within 2 % of the larger
    kRefines,   // one range lies inside the other
    kOverlap,   // ranges that meet, neither inside the other
    kDisjoint,  // nothing can be both
    kBound,     // both open at one side, with another bound
    kUnit,      // another currency or unit
};
std::string_view relation_name(Relation relation);

// REQUIRES: both cells in the form of `column`; an empty stored cell is refined by any claim.
Relation relate(const SheetColumn& column, std::string_view stored, std::string_view claimed);

}  // namespace gw
