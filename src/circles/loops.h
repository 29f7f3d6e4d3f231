// SPDX-License-Identifier: Apache-2.0
//
// Circular financing: the simple directed cycles of the group graph on which funding comes back as
// spending. Definitions: "Circular financing" in docs/meaning.md. Pure graph work on numbered
// groups and deals: it knows neither names, nor the book, nor how legs were counted. Bottlenecks of
// loops share hops and are never added.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "cells/date.h"
#include "cells/interval.h"
#include "counting/terms.h"

namespace gw {

inline constexpr std::size_t kMostLoops = 1'000'000;        // that one answer lists
inline constexpr std::int64_t kLoopBudget = 1'000'000'000;  // steps: some seconds

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

// Which loops are asked for, and what the search may cost.
struct LoopQuestion {
    int max_length = 6;                // groups; at least 2
    int through = -1;                  // a group on every loop; -1: any
    std::size_t most = kMostLoops;     // listed; the first ones of the order
    std::int64_t steps = kLoopBudget;  // looks at a hop
    int threads = 1;                   // never changes what is found
    bool dated = true;  // false: in_order, closed_on and closed_by are not worked out
};

// What the search came to. Ordered by bottleneck: stated, then lo, the greatest first, then groups.
struct FoundLoops {
    std::vector<Loop> loops;
    bool more = false;     // those listed are the first of the order, and there are others
    bool stopped = false;  // the steps ran out: only loops of at least `all_from` are listed
    // If stopped: every loop whose bottleneck is this much or more, as stated, is listed. nullopt:
    // every loop of two groups is, and no other.
    std::optional<Int128> all_from;
    std::int64_t steps = 0;
};

// The first qualifying loops of 2 to max_length groups, each once. REQUIRES: 0 <= payer, payee <
// groups. Memory: the legs, and the loops listed. Cost: about that of the loops listed; loops that
// are not listed are not looked for (top_cycles.h tells how). At worst the steps allowed.
FoundLoops find_loops(const std::vector<LoopLeg>& legs, int groups, const LoopQuestion& question);

// What each of `loops` could carry, as stated, if the legs were these; nullopt: they make no such
// loop. Cost: that of the legs' hops, and the log of them a hop of a loop.
std::vector<std::optional<Int128>> amounts_among(const std::vector<LoopLeg>& legs,
                                                 const std::vector<Loop>& loops);

// Every one of them, whatever it costs.
std::vector<Loop> find_loops(const std::vector<LoopLeg>& legs, int groups, int max_length);

// How many qualifying loops there are, by number of groups; `most` does not matter.
struct LoopCount {
    std::vector<std::int64_t> by_length;  // of 0, 1, ... max_length groups
    bool complete = true;                 // false: the steps ran out, and there may be more
    std::int64_t steps = 0;
};
LoopCount count_loops(const std::vector<LoopLeg>& legs, int groups, const LoopQuestion& question);

}  // namespace gw
