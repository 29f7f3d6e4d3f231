// SPDX-License-Identifier: Apache-2.0
#include "reports/change_columns.h"

#include <fmt/core.h>

#include <string>
#include <utility>

namespace gw {
namespace {

Value people_change(const SumChange& change, Int128 difference) {
    const bool same_unknowns = change.before.unknown == change.after.unknown &&
                               change.before.unconverted == change.after.unconverted;
    if (difference == 0) return same_unknowns ? Value(Nil{}) : Value(Unknown{});
    return Figure{difference};
}

}  // namespace

bool SumChange::any() const {
    return before.legs != after.legs || before.lo != after.lo || before.stated != after.stated ||
           before.open != after.open || before.hi != after.hi || before.unknown != after.unknown ||
           before.unconverted != after.unconverted || !hi_known;
}

void SumChange::add(const SumChange& other) {
    before.add(other.before);
    after.add(other.after);
    hi_known = hi_known && other.hi_known;
}

void add_change_columns(Table& table, const SideNames& names) {
    const auto add = [&](std::string_view name, std::string_view suffix, Unit unit) {
        table.columns.push_back(
            {.name = fmt::format("{}{}", name, suffix), .unit = unit, .for_people = false});
    };
    for (const std::string_view side : {names.suffixes[0], names.suffixes[1]}) {
        add("legs", side, Unit::kCount);
        for (const std::string_view reading : {"lo", "stated", "hi"})
            add(reading, side, Unit::kMoney);
        for (const std::string_view count : {"unknown", "unconverted"})
            add(count, side, Unit::kCount);
    }
    for (const std::string_view reading : {"lo", "stated", "hi"})
        add(reading, names.suffixes[2], Unit::kMoney);
    const std::pair<std::string_view, int> for_people[] = {{names.headings[0], 4},
                                                           {names.headings[1], 3},
                                                           {"surely", 1},
                                                           {"as stated", 0},
                                                           {"at most", 2}};
    for (const auto& [heading, priority] : for_people)
        table.columns.push_back({.name = std::string(heading),
                                 .unit = Unit::kMoney,
                                 .for_machines = false,
                                 .priority = priority});
}

void add_change_values(std::vector<Value>& row, const SumChange& change) {
    for (const Sum* sum : {&change.before, &change.after})
        row.insert(row.end(),
                   {count_value(sum->legs), Figure{sum->lo}, Figure{sum->stated}, machine_hi(*sum),
                    count_value(sum->unknown), count_value(sum->unconverted)});
    const Int128 lo = change.after.lo - change.before.lo;
    const Int128 stated = change.after.stated - change.before.stated;
    const Int128 hi = change.after.hi - change.before.hi;
    row.insert(row.end(),
               {Figure{lo}, Figure{stated}, change.hi_known ? Value(Figure{hi}) : Value(Nil{})});
    row.insert(row.end(), {people_stated(change.before), people_stated(change.after),
                           people_change(change, lo), people_change(change, stated),
                           change.hi_known ? people_change(change, hi) : Value(Unknown{})});
}

}  // namespace gw
