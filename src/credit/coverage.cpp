// SPDX-License-Identifier: Apache-2.0
#include "credit/coverage.h"

#include <fmt/core.h>

#include <algorithm>

#include "counting/sums.h"
#include "reports/group_sums.h"
#include "reports/programmes.h"
#include "reports/world.h"

namespace gw {
namespace {

// Nothing is above a headline of "at least".
bool is_over(const Programme& programme) {
    return programme.headline.hi && programme.covered.stated > programme.headline.stated;
}

Value end_value(const std::optional<Int128>& end) {
    return end ? Value(Figure{*end}) : Value(NoLimit{});
}

std::vector<Value> headline_values(const Readings& headline) {
    if (headline.unknown()) return {Nil{}, Nil{}, Nil{}, Unknown{}};
    const Mark mark = !headline.hi ? Mark::kAtLeast : !headline.lo ? Mark::kAtMost : Mark::kNone;
    return {Figure{headline.lo.value_or(0)}, Figure{headline.stated}, end_value(headline.hi),
            Figure{headline.stated, mark}};
}

// None below 0.
Value shown_left(const Readings& headline, const Sum& covered) {
    Sum whole;
    whole.add(headline, false);
    Value shown = people_difference(whole, covered);
    if (Figure* left = std::get_if<Figure>(&shown)) left->value = std::max<Int128>(left->value, 0);
    return shown;
}

// What the headline leaves over, none below 0: surely, if all is as high as it may be; at most, if
// it is as low.
std::vector<Value> unallocated_values(const Readings& headline, const Sum& covered) {
    if (headline.unknown()) return {Nil{}, Nil{}, Nil{}, Unknown{}};
    const auto left = [](Int128 whole, Int128 part) { return std::max<Int128>(whole - part, 0); };
    const Int128 lo = covered.open ? 0 : left(headline.lo.value_or(0), covered.hi);
    const Int128 stated = left(headline.stated, covered.stated);
    if (!headline.hi) return {Figure{lo}, Figure{stated}, NoLimit{}, shown_left(headline, covered)};
    const Int128 hi = left(*headline.hi, covered.lo);
    const bool exact = lo == hi;
    return {Figure{lo}, Figure{stated}, Figure{hi},
            exact ? Value(Figure{stated}) : shown_left(headline, covered)};
}

void add_coverage_columns(Table& table) {
    table.columns.push_back({.name = "programme"});
    table.columns.push_back({.name = "deals", .unit = Unit::kCount, .priority = 3});
    table.columns.push_back({.name = "legs", .unit = Unit::kCount, .priority = 3});
    for (const char* const name : {"headline", "covered", "unallocated"})
        for (Column& column : reading_columns(name, name))
            table.columns.push_back(std::move(column));
    for (const std::string_view bucket : kBucketNames) {
        const std::string name(bucket);
        table.columns.push_back(
            {.name = name + "_stated", .heading = name, .unit = Unit::kMoney, .priority = 2});
    }
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
    table.columns.push_back({.name = "unconverted", .unit = Unit::kCount, .for_people = false});
    table.columns.push_back({.name = "over", .heading = "over the headline"});
}

void add_row(Table& table, const World& world, const Programme& programme) {
    const Sum& covered = programme.covered;
    std::vector<Value> row{world.deal(programme.deal), count_value(programme.deals),
                           count_value(covered.legs)};
    for (auto values : {headline_values(programme.headline), reading_values(covered),
                        unallocated_values(programme.headline, covered)})
        for (Value& value : values)
            row.push_back(std::move(value));
    for (const Sum& sum : programme.by_bucket)
        row.push_back(sum.legs == 0 ? Value(Nil{}) : people_stated(sum));
    row.push_back(count_value(covered.unknown));
    row.push_back(count_value(covered.unconverted));
    row.emplace_back(std::string(is_over(programme) ? "yes" : "no"));
    table.rows.push_back(std::move(row));
}

}  // namespace

Table coverage(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<Programme> programmes = read_programmes(book.db(), world);
    Table table;
    add_coverage_columns(table);
    std::vector<std::string> over;
    for (const Programme& programme : programmes) {
        add_row(table, world, programme);
        if (is_over(programme)) over.push_back(world.deal(programme.deal));
    }
    table.title =
        join_title({"Coverage of programmes by the spend of their deals", world.selection.text(),
                    lens_text(options.on), plural(programmes.size(), "programme")});
    if (!over.empty())
        table.notes.push_back(
            fmt::format("warning: more is covered than the headline: {}", list_some(over, 6)));
    table.notes.emplace_back(
        "covered: live spend of the deals and of the sub-programmes' deals, whatever its bucket, "
        "without pass-through; a leg may stand under several programmes, so programmes are never "
        "added up");
    arrange(table, options);
    return table;
}

}  // namespace gw
