// SPDX-License-Identifier: Apache-2.0
#include "reports/cube_table.h"

#include <algorithm>
#include <utility>

#include "cells/position.h"
#include "counting/terms.h"
#include "text/error.h"

namespace gw {
namespace {

// None where every row is a total already.
std::vector<CubeGroup> totals_of(const CubeView& view, bool in_periods) {
    std::vector<CubeGroup> totals = merge_groups(view.groups, apart_places(view.by));
    if (totals.size() == view.groups.size() && !in_periods) return {};
    return totals;
}

void order_groups(CubeView& view) {
    const std::vector<std::size_t> apart = apart_places(view.by);
    std::stable_sort(view.groups.begin(), view.groups.end(),
                     [&](const CubeGroup& a, const CubeGroup& b) {
                         for (const std::size_t place : apart)
                             if (a.keys[place] != b.keys[place])
                                 return a.keys[place] < b.keys[place];
                         return view.largest_first && a.sum.stated > b.sum.stated;
                     });
}

Value key_value(const Dimension& dimension, int key) {
    std::string text = dimension.text(key);
    return text.empty() ? dimension.empty : Value(std::move(text));
}

std::vector<Value> key_values(const CubeView& view, const CubeGroup& group) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < view.by.size(); ++i)
        values.push_back(key_value(view.by[i], group.keys[i]));
    return values;
}

// A total's keys are those of the dimensions that are kept apart; the first other one says "total".
std::vector<Value> total_key_values(const CubeView& view, const CubeGroup& total) {
    std::vector<Value> values;
    std::size_t next = 0;
    for (const Dimension& dimension : view.by) {
        if (dimension.apart)
            values.push_back(key_value(dimension, total.keys[next++]));
        else
            values.emplace_back(std::string(values.empty() ? "total" : ""));
    }
    return values;
}

void add_dimension_columns(Table& table, const CubeView& view) {
    for (const Dimension& dimension : view.by)
        table.columns.push_back(
            {.name = dimension.name, .heading = dimension.heading, .priority = dimension.priority});
}

bool any_unconverted(const CubeView& view) {
    return std::any_of(view.groups.begin(), view.groups.end(),
                       [](const CubeGroup& group) { return group.sum.unconverted > 0; });
}

// A column of people's figures has the machine name of its reading, so that --columns and --sort
// mean both.
Column people_column(const std::string& name, std::string heading, Unit unit, int priority = 0) {
    return {.name = name,
            .heading = std::move(heading),
            .unit = unit,
            .for_machines = false,
            .priority = priority};
}

void add_sum_columns(Table& table, const CubeView& view, const std::string& stated,
                     int priority_of_ends, int priority_of_unknown = 1) {
    const SumColumns& names = view.columns;
    for (const std::string& name : {names.lo, names.stated, names.hi})
        if (!name.empty())
            table.columns.push_back({.name = name, .unit = names.unit, .for_people = false});
    table.columns.push_back(people_column(names.lo, "surely", names.unit, priority_of_ends));
    table.columns.push_back(people_column(names.people_stated, stated, names.unit));
    table.columns.push_back(people_column(names.hi, "at most", names.unit, priority_of_ends));
    table.columns.push_back(
        {.name = "unknown", .unit = Unit::kCount, .priority = priority_of_unknown});
    if (!names.unconverted.empty())
        table.columns.push_back({.name = names.unconverted,
                                 .unit = Unit::kCount,
                                 .for_people = any_unconverted(view),
                                 .priority = 1});
}

void add_sum_values(std::vector<Value>& row, const SumColumns& names, const Sum& sum,
                    bool for_total) {
    const auto counted = [&](std::size_t n) {
        return for_total ? count_or_nil(n) : count_value(n);
    };
    if (!names.lo.empty()) row.emplace_back(Figure{sum.lo});
    if (!names.stated.empty()) row.emplace_back(Figure{sum.stated});
    if (!names.hi.empty()) row.push_back(machine_hi(sum));
    row.push_back(people_lo(sum));
    row.push_back(people_stated(sum));
    row.push_back(people_hi(sum));
    row.push_back(counted(sum.unknown));
    if (!names.unconverted.empty()) row.push_back(counted(sum.unconverted));
}

void add_further_columns(Table& table, const CubeView& view) {
    for (const FurtherColumns& further : view.further)
        for (Column column : further.columns) {
            if (column.priority == 0) column.priority = -1;  // before class and bucket do
            table.columns.push_back(std::move(column));
        }
}

void add_further(std::vector<Value>& row, const CubeView& view, const CubeGroup& group,
                 bool is_total) {
    for (const FurtherColumns& further : view.further)
        for (Value& value : further.values(group, is_total))
            row.push_back(std::move(value));
}

Value day_value(const std::string& day) {
    return day.empty() ? Value(Nil{}) : Value(day);
}

std::vector<Value> tidy_row(const CubeView& view, const CubeGroup& group, const CubeCell* cell) {
    std::vector<Value> row = key_values(view, group);
    const Sum& sum = cell == nullptr ? group.sum : cell->sum;
    if (cell != nullptr) {
        const auto& [name, start, end, always] = view.slots[cell->slot];
        const bool undated = start.empty() && end.empty();
        row.push_back(undated ? Value(Unknown{}) : day_value(start));
        row.push_back(undated ? Value(Unknown{}) : day_value(end));
    }
    row.push_back(count_value(sum.legs));
    add_sum_values(row, view.columns, sum, false);
    add_further(row, view, group, false);
    return row;
}

// What machines have of a sum in a slot.
std::vector<Value> machine_cells(const SumColumns& names, const Sum& sum) {
    std::vector<Value> values;
    if (!names.lo.empty()) values.emplace_back(Figure{sum.lo});
    if (!names.stated.empty()) values.emplace_back(Figure{sum.stated});
    if (!names.hi.empty()) values.push_back(machine_hi(sum));
    values.push_back(count_value(sum.unknown));
    if (!names.unconverted.empty()) values.push_back(count_value(sum.unconverted));
    return values;
}

std::vector<Value> wide_cells(const CubeView& view, const CubeGroup& group) {
    std::vector<Value> values;
    auto cell = group.cells.begin();
    for (std::size_t slot = 0; slot < view.slots.size(); ++slot) {
        Sum none;
        const bool here = cell != group.cells.end() && cell->slot == slot;
        const Sum& sum = here ? (cell++)->sum : none;
        for (Value& value : machine_cells(view.columns, sum))
            values.push_back(std::move(value));
        values.push_back(here ? people_stated(sum) : Value(Nil{}));
        if (view.slots_show_hi) values.push_back(here ? people_hi(sum) : Value(Nil{}));
    }
    return values;
}

bool is_used(const CubeView& view, std::size_t slot) {
    return std::any_of(view.groups.begin(), view.groups.end(), [&](const CubeGroup& group) {
        return std::any_of(group.cells.begin(), group.cells.end(),
                           [&](const CubeCell& cell) { return cell.slot == slot; });
    });
}

// What a narrow terminal does without are the last periods first; the first period stays, and what
// has no date stays longer than what has one.
int priority_of_slot(const CubeView& view, std::size_t slot) {
    if (!view.slots_are_periods) return 2;
    const SlotColumn& shown = view.slots[slot];
    if (shown.start.empty() && shown.end.empty()) return 1;
    const bool is_first = !shown.start.empty() && (slot == 0 || view.slots[slot - 1].start.empty());
    return is_first ? 0 : 2;
}

void add_wide_columns(Table& table, const CubeView& view) {
    const SumColumns& names = view.columns;
    for (std::size_t slot = 0; slot < view.slots.size(); ++slot) {
        const SlotColumn& shown = view.slots[slot];
        const std::string prefix = shown.name + "_";
        for (const std::string& reading : {names.lo, names.stated, names.hi})
            if (!reading.empty())
                table.columns.push_back(
                    {.name = prefix + reading, .unit = names.unit, .for_people = false});
        table.columns.push_back(
            {.name = prefix + "unknown", .unit = Unit::kCount, .for_people = false});
        if (!names.unconverted.empty())
            table.columns.push_back(
                {.name = prefix + names.unconverted, .unit = Unit::kCount, .for_people = false});
        const bool visible = shown.always || is_used(view, slot);
        table.columns.push_back(people_column(prefix + names.people_stated, shown.name, names.unit,
                                              priority_of_slot(view, slot)));
        table.columns.back().for_people = visible;
        if (!view.slots_show_hi) continue;
        table.columns.push_back(
            people_column(prefix + names.hi, shown.name + " at most", names.unit, 5));
        table.columns.back().for_people = visible;
        table.columns.back().gives_way_together = true;
    }
}

std::vector<Value> wide_row(const CubeView& view, const CubeGroup& group, bool is_total) {
    std::vector<Value> row = is_total ? total_key_values(view, group) : key_values(view, group);
    row.push_back(count_value(group.sum.legs));
    for (Value& value : wide_cells(view, group))
        row.push_back(std::move(value));
    if (view.slots_add_up) add_sum_values(row, view.columns, group.sum, is_total);
    add_further(row, view, group, is_total);
    return row;
}

}  // namespace

std::vector<std::size_t> apart_places(const std::vector<Dimension>& by) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < by.size(); ++i)
        if (by[i].apart) places.push_back(i);
    return places;
}

std::string dimension_names(const std::vector<Dimension>& by) {
    std::string names;
    for (const Dimension& dimension : by)
        names.append(names.empty() ? "" : ", ")
            .append(dimension.heading.empty() ? dimension.name : dimension.heading);
    return names;
}

std::vector<SlotColumn> slot_columns(const Periods& periods, bool range_given) {
    std::vector<SlotColumn> slots;
    for (std::size_t slot = 0; slot < periods.slots(); ++slot) {
        const DateRange dates = periods.dates(slot);
        const bool inside = dates.lo && dates.hi;
        slots.push_back({periods.name(slot), dates.lo ? format_day(*dates.lo) : std::string(),
                         dates.hi ? format_day(*dates.hi) : std::string(), inside && range_given});
    }
    return slots;
}

void group_beside_buckets(CubeView& view, std::size_t subjects, const CubeMeasure& measure) {
    const auto bucket = std::find_if(view.by.begin(), view.by.end(),
                                     [](const Dimension& one) { return one.name == "bucket"; });
    const std::vector<int> slots = std::move(bucket->keys);
    view.by.erase(bucket);
    CubeMeasure beside{measure.add, kBucketNames.size()};
    beside.spread = [&](std::size_t subject, std::vector<Sum>& sums) {
        measure.add(subject, sums[at(slots[subject])]);
    };
    view.groups = make_cube(view.by, subjects, beside);
    for (const std::string_view name : kBucketNames)
        view.slots.push_back({std::string(name)});
    view.slots_add_up = false;
}

Table laid_out(CubeView view, const AskOptions& options, bool wide_for_people) {
    const bool wide = options.layout == PeriodLayout::kWide ||
                      (options.layout == PeriodLayout::kAuto && options.for_people &&
                       view.slots_are_periods && wide_for_people);
    if (!wide) return tidy_table(std::move(view));
    const bool closed = options.period && options.period->lo && options.period->hi;
    if (view.slots_are_periods && !closed && !options.for_people)
        throw Error(Exit::kUsage,
                    "--layout wide: its columns would hang on what the book holds, since the "
                    "periods are open at an end",
                    "both ends, such as --period 2026..2030; or --layout tidy");
    return wide_table(std::move(view));
}

Table tidy_columns(const CubeView& view) {
    Table table;
    add_dimension_columns(table, view);
    if (!view.slots.empty()) {
        table.columns.push_back({.name = "period_start", .heading = "from"});
        table.columns.push_back({.name = "period_end", .heading = view.end_heading});
    }
    table.columns.push_back({.name = view.columns.count, .unit = Unit::kCount, .priority = 3});
    add_sum_columns(table, view, "as stated", -2);
    add_further_columns(table, view);
    return table;
}

Table tidy_table(CubeView view) {
    order_groups(view);
    Table table = tidy_columns(view);
    const bool by_slot = !view.slots.empty();
    for (const CubeGroup& group : view.groups) {
        if (!by_slot) table.rows.push_back(tidy_row(view, group, nullptr));
        for (const CubeCell& cell : group.cells)
            if (by_slot) table.rows.push_back(tidy_row(view, group, &cell));
    }
    for (const CubeGroup& total : totals_of(view, by_slot)) {
        std::vector<Value> row = total_key_values(view, total);
        if (by_slot) row.insert(row.end(), 2, std::string());
        row.push_back(count_value(total.sum.legs));
        add_sum_values(row, view.columns, total.sum, true);
        add_further(row, view, total, true);
        table.totals.push_back(std::move(row));
    }
    return table;
}

Table wide_table(CubeView view) {
    order_groups(view);
    Table table;
    add_dimension_columns(table, view);
    table.columns.push_back({.name = view.columns.count, .unit = Unit::kCount, .priority = 6});
    add_wide_columns(table, view);
    if (view.slots_add_up) add_sum_columns(table, view, "total", 4, 3);
    add_further_columns(table, view);
    for (const CubeGroup& group : view.groups)
        table.rows.push_back(wide_row(view, group, false));
    for (const CubeGroup& total : totals_of(view, false))
        table.totals.push_back(wide_row(view, total, true));
    return table;
}

}  // namespace gw
