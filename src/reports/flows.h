// SPDX-License-Identifier: Apache-2.0
//
// Single payments of legs, and which legs only pass on what another one pays: read only by reports
// that need them.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "counting/schedule.h"

namespace gw {

using FlowsOfLegs = std::unordered_map<int, std::vector<Flow>>;  // by position in facts.legs

// `kind` is "planned" or "actual". Cost: one pass over the table of flows.
FlowsOfLegs read_flows(const Db& db, const Facts& facts, std::string_view kind);

// The flows of one leg; none if it has none.
const std::vector<Flow>& flows_of(const FlowsOfLegs& flows, int leg);

// Which legs are `funded_by` a leg that counts on the day asked about, by position in facts.legs:
// these are no end demand. A leg that does not count funds nothing.
std::vector<char> read_pass_through(const Db& db, const Facts& facts,
                                    const std::vector<Counted>& counted);

}  // namespace gw
