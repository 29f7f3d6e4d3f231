// SPDX-License-Identifier: Apache-2.0
//
// What every Ask command is given and how its table is arranged: the query words, the day,
// grouping, order, limit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/date.h"
#include "cells/interval.h"
#include "table/table.h"

namespace gw {

// How periods and buckets are laid out: as columns or in rows. kAuto: as columns for people where
// --period is given, in rows for machines.
enum class PeriodLayout : std::uint8_t { kAuto, kWide, kTidy };

// An exact factor as it was given: mantissa / denominator.
struct PowerFactor {
    std::string text;
    std::int64_t mantissa = 1;
    Int128 denominator = 1;
};

struct AskOptions {
    std::vector<std::string> words;  // the query
    Day on = kEndOfTime;             // the world as of this day; kEndOfTime: everything recorded
    std::optional<Day> today;        // the only clock; not given: there is none
    std::string book;   // its file, as -b named it; "": the one that is meant without -b
    std::string as_of;  // the moment of the book, as it was typed; the book itself is opened so
    std::vector<std::string> by;  // dimensions; empty: the command's own
    std::vector<std::string>
        sort;  // machine names of columns, "-" before one for descending; empty: the command's own
    std::optional<std::size_t> limit;
    std::vector<std::string> columns;  // machine names; empty: all
    std::optional<DateRange> period;   // days that are shown by step, open ends as far as there is
    int step_months = 12;              // 12, 6, 3 or 1
    PeriodLayout layout = PeriodLayout::kAuto;
    bool for_people = true;          // whether the table will be one for people
    bool with_notes = true;          // whether anybody will see footnotes
    bool stream_rows = false;        // whether Table::stream may stand in place of rows
    bool end_demand = false;         // without legs that only pass on what another pays
    std::vector<std::string> with;   // what costs more and is shown only when asked for
    std::string weights;             // a file of weights by bucket; empty: none
    std::optional<PowerFactor> pue;  // of capacity: facility power for one of IT load
    bool implied = false;            // of capacity: what counts of hardware imply
    std::optional<Day> and_on;  // the day of the second total of reconcile; none: that of the first
    std::string published;      // a file of published rows in place of the second; "": none
    int max_length = 6;         // of loops
    std::string through;        // a party on every loop; empty: any
    bool count = false;         // loops are counted, not listed
    std::vector<std::string> pays;   // of stress: the shares that its parties pay
    std::vector<std::string> deals;  // of stress: those that are cancelled
    bool cancelled = false;
    std::vector<std::string> cash;        // of stress: PARTY=AMOUNT
    std::optional<std::size_t> shuffles;  // of sensitivity; not given: its own
    std::uint64_t seed = 1;               // of every choice by chance
    std::optional<std::int64_t> budget;   // steps that a search may take; not given: its own
    bool draw = false;                    // a picture was asked for: Table::graph
    // What @name stands for in a query: name (without @) to query text.
    std::map<std::string, std::string> saved_queries;
    bool explain = false;  // say how the query was read, and what each term left
};

// The last possible day of a date that `what` (an option or a command) was given: of 2026 its last
// day. Throws Error kUsage for what is no date or has no last day.
Day last_day_of(std::string_view what, const std::string& text);

// "everything recorded" or "as of 2026-01-15": the lens, for titles.
std::string lens_text(Day on);

// Title parts that are not empty, joined by " · ".
std::string join_title(const std::vector<std::string>& parts);

// Throws Error kUsage for a word that is none of `known`, with suggestions; where none is near,
// `list` says what lists them, and if it does not, all are named.
void check_words(std::string_view option, const std::vector<std::string>& words,
                 const std::vector<std::string>& known, std::string_view list = {});

// A word of --by or --with and what it stands for, for people.
struct DimensionName {
    std::string name;
    std::string help;
};
void check_words(std::string_view option, const std::vector<std::string>& words,
                 const std::vector<DimensionName>& known, std::string_view list = {});

// Sorts rows by options.sort (stable; unknown and open figures last), keeps the first
// options.limit, saying so in a note, and the columns options.columns, in that order. Throws Error
// kUsage if a column is not one of the table's.
void arrange(Table& table, const AskOptions& options);

// Numbers the rows, from 1, in a first column `#` that only people see.
void number_rows(Table& table);

// The first `most` of `names`, comma-separated, and how many more there are.
std::string list_some(const std::vector<std::string>& names, std::size_t most);

// The command that asks the same of the same legs with query `words` and `options` added:
// "gigawatch exposure openai amount:unknown --by leg". What chooses legs is in it, book, days and
// all; how they are grouped, laid out and arranged is not.
std::string asked_again(std::string_view command, const AskOptions& options,
                        const std::vector<std::string>& words, std::string_view by);

// The first few of `names`, and where there are more, the command `all` that has them.
std::string named_or_listed(const std::vector<std::string>& names, std::string_view all);

// "1 leg", "3 legs"
std::string plural(std::size_t count, std::string_view noun);

}  // namespace gw
