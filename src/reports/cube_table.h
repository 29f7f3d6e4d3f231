// SPDX-License-Identifier: Apache-2.0
//
// Lays the groups of a cube out as a Table: tidy (a row for each group, or for each group and slot)
// or wide (a row for each group, its slots as columns). What is grouped, measured and noted is its
// caller's business; it only knows dimensions, groups and slots.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "counting/cube.h"
#include "counting/schedule.h"
#include "query/ask.h"
#include "table/table.h"

namespace gw {

// What the columns of sums are called. An empty name: no such column for machines.
struct SumColumns {
    std::string count = "legs";
    std::string lo = "lo";
    std::string stated = "stated";
    std::string hi = "hi";
    std::string unconverted = "unconverted";
    Unit unit = Unit::kMoney;
    std::string people_stated = "stated";  // the name that --columns has for it
};

// A slot as it is shown: a period with its days ("" = open), or a key of a dimension.
struct SlotColumn {
    std::string name;  // "2026-Q3", "committed"
    std::string start = {};
    std::string end = {};
    bool always = true;  // false: for people only if something is in it
};

// Further columns, worked out from a group or from a total. They stand behind the sums.
struct FurtherColumns {
    std::vector<Column> columns;
    std::function<std::vector<Value>(const CubeGroup& group, bool is_total)> values;
};

struct CubeView {
    std::vector<Dimension> by;
    std::vector<CubeGroup> groups;
    std::vector<SlotColumn> slots = {};  // of the cells of the groups; empty: none
    bool slots_are_periods = false;      // else a dimension's keys
    bool slots_add_up = true;            // they do over periods, never over buckets or as stocks
    bool slots_show_hi = false;          // wide, for people: "at most" beside what is stated
    std::string end_heading = "to";      // of period_end, for people
    SumColumns columns = {};
    std::vector<FurtherColumns> further = {};
    bool largest_first = true;  // within what is kept apart; else by key
};

// The places of the dimensions that are never added across.
std::vector<std::size_t> apart_places(const std::vector<Dimension>& by);

// Names of the dimensions for a title: "payer, payee, class, bucket".
std::string dimension_names(const std::vector<Dimension>& by);

// Rows, totals (one for each combination of the dimensions that are kept apart) and columns; title
// and notes are left to the caller. With slots the tidy table has a row for each slot that a group
// touches, with period_start and period_end before the count.
Table tidy_table(CubeView view);

// For people the stated reading in each slot, marked, and the three readings of the whole; for
// machines a column of each sum a slot (`2026_lo`, `2026_stated`, `2026_hi`, `2026_unknown`,
// `2026_unconverted`).
// REQUIRES: slots.
Table wide_table(CubeView view);

// The one of both that `options` ask for; of periods `wide_for_people` says what they see unasked.
// Throws Error kUsage for columns of periods that would hang on the book, being open at an end,
// where machines read them.
Table laid_out(CubeView view, const AskOptions& options, bool wide_for_people);

// The tidy table of `view` without rows and totals.
Table tidy_columns(const CubeView& view);

// Groups view.by without its bucket, whose keys become slots beside each other, never added up.
// REQUIRES: view.by has a dimension "bucket".
void group_beside_buckets(CubeView& view, std::size_t subjects, const CubeMeasure& measure);

// Slots for periods. Those inside a range that is `given` always show, the others if used.
std::vector<SlotColumn> slot_columns(const Periods& periods, bool range_given);

}  // namespace gw
