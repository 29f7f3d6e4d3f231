// SPDX-License-Identifier: Apache-2.0
//
// What a loop's days say: whether money can run round it in the order of dates, when it closed, and
// by whose leg. Definitions: "Circular financing" in docs/meaning.md.
#pragma once

#include <optional>

#include "circles/hops.h"

namespace gw {

// Whether from some funding hop on every hop's latest day of payment lies on or after the earliest
// day of the hop that feeds it.
bool runs_in_order(const HopChain& chain);

// The first day on which the chain is a loop; nullopt: never.
std::optional<Day> first_day_listed(const HopChain& chain);

// The deal whose leg made the chain a loop on `day`, of several the smallest number; -1: none.
// REQUIRES: it is one on that day and was none on the day before.
int closing_deal(const HopChain& chain, Day day);

}  // namespace gw
