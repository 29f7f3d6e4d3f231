// SPDX-License-Identifier: Apache-2.0
#include "exchange/claims.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "book/damage.h"
#include "cells/interval.h"
#include "text/suggest.h"

namespace gw {
namespace {

ClaimCheck refused(std::string_view column, std::string message, std::vector<std::string> hints) {
    return {CellError{std::move(message), 0, 0, std::move(hints)}, column, {}};
}

ClaimCheck check_field(const SheetTable& table, std::string_view field, std::string_view value) {
    if (field.starts_with(kTopicField)) return {};
    const SheetColumn* column = table.find(field);
    if (column == nullptr) {
        std::vector<std::string> names;
        for (const SheetColumn& known : table.columns)
            names.push_back(known.name);
        std::vector<std::string> hints = suggest(field, names);
        if (hints.empty())
            hints = {fmt::format("the columns of {} are {}", table.name, fmt::join(names, ", ")),
                     "topic:SHORT NAME for anything else"};
        return refused("field", fmt::format("\"{}\" is no column of {}", field, table.name), hints);
    }
    auto parsed = parse_cell(*column, value);
    if (auto* error = std::get_if<CellError>(&parsed)) return {std::move(*error), "value", {}};
    return {};
}

// The ends of a cell as comparable values: numbers, or ISO days.
struct Ends {
    DbValue lo;
    DbValue hi;
    bool open() const { return lo.index() == 0 || hi.index() == 0; }
    bool unknown() const { return lo.index() == 0 && hi.index() == 0; }
    bool exact() const { return !open() && lo == hi; }
};

Ends ends_of(const SheetColumn& column, std::string_view text) {
    const auto parsed = parse_cell(column, text);
    if (const auto* error = std::get_if<CellError>(&parsed)) damaged(column.name, error->message);
    const auto& values = std::get<std::vector<DbValue>>(parsed);
    return {values[0], values.size() > 1 ? values[1] : values[0]};
}

bool contains(const Ends& outer, const Ends& inner) {
    const bool low = outer.lo.index() == 0 || (inner.lo.index() != 0 && outer.lo <= inner.lo);
    const bool high = outer.hi.index() == 0 || (inner.hi.index() != 0 && inner.hi <= outer.hi);
    return low && high;
}

bool within_two_percent(const Ends& a, const Ends& b) {
    const auto* x = std::get_if<std::int64_t>(&a.lo);
    const auto* y = std::get_if<std::int64_t>(&b.lo);
    if (x == nullptr || y == nullptr || !a.exact() || !b.exact()) return false;
    const Int128 gap = *x > *y ? Int128{*x} - *y : Int128{*y} - *x;
    const std::int64_t larger = std::max(std::abs(*x), std::abs(*y));
    return gap * 50 <= larger;
}

bool has_ends(Grammar grammar) {
    return grammar == Grammar::kAmount || grammar == Grammar::kSignedAmount ||
           grammar == Grammar::kPower || grammar == Grammar::kCount ||
           grammar == Grammar::kPercent || grammar == Grammar::kDate || grammar == Grammar::kTerm;
}

}  // namespace

ClaimCheck check_claim_row(RowFinder& finder, const SheetTable& claims, const Row& row) {
    const auto cell = [&](std::string_view column) {
        return Rows::cell(*claims.find(column), row);
    };
    std::string subject = cell("subject");
    if (!parse_row_name(finder.catalogue(), subject) && finder.find("legs/" + subject))
        subject = "legs/" + subject;  // as reports print it
    const std::string example =
        "a subject is TABLE/KEY, such as deals/aws-openai-38bn or legs/aws-openai-38bn/1";
    if (!parse_row_name(finder.catalogue(), subject))
        return refused("subject", fmt::format("\"{}\" names no row", subject), {example});
    const auto found = finder.find(subject);
    if (!found)
        return refused("subject", fmt::format("\"{}\" is no row of the book", subject),
                       {"add the row, or correct the subject; " + example});
    const std::string field = cell("field");
    ClaimCheck checked = check_field(*found->table, field, cell("value"));
    checked.subject = found->id;
    checked.table = found->table;
    checked.about = field.starts_with(kTopicField) ? nullptr : found->table->find(field);
    checked.stored = found->row;
    return checked;
}

std::string_view relation_name(Relation relation) {
    constexpr std::string_view kNames[] = {"same",     "rounding", "refines", "overlap",
                                           "disjoint", "bound",    "unit"};
    return kNames[static_cast<std::size_t>(relation)];
}

Relation relate(const SheetColumn& column, std::string_view stored, std::string_view claimed) {
    if (column.grammar == Grammar::kCurrency || column.grammar == Grammar::kCurrencyOrPower)
        return stored == claimed ? Relation::kSame
               : stored.empty()  ? Relation::kRefines
                                 : Relation::kUnit;
    if (!has_ends(column.grammar))
        return stored == claimed ? Relation::kSame
               : stored.empty()  ? Relation::kRefines
                                 : Relation::kDisjoint;
    const Ends a = ends_of(column, stored);
    const Ends b = ends_of(column, claimed);
    if (a.lo == b.lo && a.hi == b.hi) return Relation::kSame;
    if (a.unknown() || b.unknown()) return Relation::kRefines;
    const bool both_open =
        (a.lo.index() == 0 && b.lo.index() == 0) || (a.hi.index() == 0 && b.hi.index() == 0);
    if (both_open) return Relation::kBound;
    if (within_two_percent(a, b)) return Relation::kRounding;
    const bool before = a.hi.index() != 0 && b.lo.index() != 0 && a.hi < b.lo;
    const bool after = b.hi.index() != 0 && a.lo.index() != 0 && b.hi < a.lo;
    if (before || after) return Relation::kDisjoint;
    return contains(a, b) || contains(b, a) ? Relation::kRefines : Relation::kOverlap;
}

}  // namespace gw
