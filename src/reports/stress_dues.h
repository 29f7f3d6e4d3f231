// SPDX-License-Identifier: Apache-2.0
//
// What a stress clears: the obligations of each payer to each payee, over all years at once, or
// those that fall in each year of --period by the legs' payment schedules. It clears nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "book/db.h"
#include "query/ask.h"
#include "reports/loop_legs.h"
#include "reports/world.h"

namespace gw {

struct StressHop {
    int payer = 0;
    int payee = 0;
    std::vector<int> legs;  // positions in facts.legs, of which something is due
    std::size_t unknown = 0;
    Int128 due = 0;        // as stated, nothing cancelled
    Int128 cancelled = 0;  // of it
};

struct StressYear {
    std::string name;             // "2027"; "": all years at once
    DateRange dates;              // of it
    std::vector<StressHop> hops;  // by payer, then payee
};

struct StressDues {
    std::vector<StressYear> years;  // one, without a name, where --period is not given
    std::vector<int> legs;          // all of them, in any year or none
    std::size_t unknown = 0;        // of these, without a known amount in USD
    // Where --period is given:
    std::vector<int> undated;          // legs of which something falls in no known year
    std::map<int, Int128> undated_by;  // what each payer group owes of them, as stated
    Int128 undated_amount = 0;         // of them, as stated
    Int128 outside = 0;                // what falls before or after the period, as stated
    std::size_t spread_evenly = 0;     // legs of which nobody says how they are paid
};

// Counted legs of class spend and capital but funding in kind. Throws Error kUsage for a period
// that is not of whole years. `cancelled` are deals.
StressDues stress_dues(const Db& db, const World& world, const BucketFilter& buckets,
                       const AskOptions& options, const std::vector<int>& cancelled);

}  // namespace gw
