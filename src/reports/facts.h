// SPDX-License-Identifier: Apache-2.0
//
// The book's facts as plain numbers in memory, for everything that C++ counts: read once per
// command, in one pass over each table, from the pages of the file where that is all there is
// (book/table_scan.h), else with statements, which also say what is damaged. Legs of a large book
// are read by two threads. Cost: about 0.3 microseconds a leg, ten times that with statements.
#pragma once

#include "book/db.h"
#include "counting/counting.h"

namespace gw {

Facts read_facts(const Db& db);

// Position of a slug in a list sorted by slug (parties, deals); -1: not there.
template <class T>
int find_slug(const std::vector<T>& sorted, std::string_view slug) {
    std::size_t low = 0;
    std::size_t high = sorted.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (std::string_view(sorted[middle].slug) < slug)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sorted.size() && sorted[low].slug == slug ? static_cast<int>(low) : -1;
}

// Position of a leg in facts.legs; -1: not there.
int find_leg(const Facts& facts, int deal, int number);

// A stored "x_lo, x_hi" pair of day columns.
DateRange read_dates(const Statement& row, int first_column);

}  // namespace gw
