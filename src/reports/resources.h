// SPDX-License-Identifier: Apache-2.0
//
// What a party has from outside the book's promises, as its metrics tell: its latest cash and its
// revenue of a year, by default the latest whole one, by periods that ended and statements made by
// the day asked about. Guidance, estimates and targets are no resources.
#pragma once

#include <map>

#include "book/db.h"
#include "cells/interval.h"
#include "counting/counting.h"

namespace gw {

struct Resources {
    Int128 cash = 0;
    Int128 revenue = 0;                // of the latest whole year
    std::map<int, Int128> revenue_of;  // by the calendar year in which a whole year of it ended

    // Of `year`, where its revenue is known, else of the latest.
    Int128 of_year(const DateRange& year) const;
};

// By party; who has no such metric in dollars is not there. Of an open amount the known end.
std::map<int, Resources> read_resources(const Db& db, const Facts& facts, Day on);

}  // namespace gw
