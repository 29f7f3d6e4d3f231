// SPDX-License-Identifier: Apache-2.0
//
// Circular financing: the simple directed cycles of the group graph on which funding comes back as
// spending. Definitions: "Circular financing" in docs/meaning.md. Pure graph work on numbered
// groups and deals: it knows neither names, nor the book, nor how legs were counted. Bottlenecks of
// loops share hops and are never added.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cells/date.h"
#include "cells/interval.h"
#include "counting/terms.h"

namespace gw {

// Days from..to, `to` not included.
struct DaySpan {
    Day from{};
    Day to{};
};

// One leg that may make or carry a hop: class capital, a warrant, or class spend, between two
// different groups of which neither is unnamed. Groups are numbered in the order of their slugs,
// deals likewise.
struct LoopLeg {
    int payer = 0;
    int payee = 0;
    int deal = 0;
    bool funding = false;  // class capital, or a warrant; else class spend
    bool in_kind = false;  // a warrant or a grant: counts in loops of two groups only
    bool counted =
        false;  // selected and counted on the day asked about; else it only dates the loop
    Bucket bucket = Bucket::kCommitted;  // on the day asked about
    bool known = false;  // some amount is known (unconverted is known); false: amount is 0, 0, open
    Readings amount;  // counted, in base currency, none below 0; lo is always set (open counts 0)
    std::optional<Day> pays_from;   // earliest day of payment, if known
    std::optional<Day> pays_until;  // latest day of payment, if known
    std::vector<DaySpan>
        selected;  // days on which the leg is selected and counted; sorted, not overlapping
};

enum class HopClasses : std::uint8_t { kCapital, kSpend, kBoth };

struct Loop {
    std::vector<int> groups;  // in the direction of payment, the smallest number first, each once
    std::vector<HopClasses>
        classes;  // of the hop that leaves each of `groups`, by the legs usable in this loop
    Readings bottleneck;   // each reading by its own best choice of types; lo is always set
    int unknown_hops = 0;  // hops none of whose usable legs has a known amount
    Bucket bucket = Bucket::kCommitted;  // strictest level at which the loop still qualifies
    bool in_order = true;                // false: money cannot run round it in the order of dates
    std::optional<Day> closed_on;  // first day on which the loop is listed; kEndOfTime: its dates
                                   // are open; nullopt: never
    int closed_by = -1;            // deal whose leg made it so; of several the smallest number
};

// Every qualifying loop of 2 to max_length groups, each once, ordered by bottleneck (stated, then
// lo, then groups). REQUIRES: 0 <= payer, payee < groups, max_length >= 2. Cost: one search per
// group, pruned by the distance back to it; in the worst case exponential in max_length.
std::vector<Loop> find_loops(const std::vector<LoopLeg>& legs, int groups, int max_length);

}  // namespace gw
