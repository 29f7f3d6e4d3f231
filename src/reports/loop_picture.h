// SPDX-License-Identifier: Apache-2.0
//
// The hops of loops as a picture: legs added up by payer, payee, class and bucket, which are never
// added to each other. How it is drawn is table/graph.h's.
#pragma once

#include <string>
#include <vector>

#include "reports/world.h"
#include "table/table.h"

namespace gw {

// The hops that `loops` run over ("amazon>openai>amazon", in the order of their numbers), each with
// the numbers of its loops, sorted by payer, payee, class and bucket. `legs` are positions in
// world.facts.legs; those off the loops are left out.
Graph loop_graph(const World& world, const std::vector<std::string>& loops,
                 const std::vector<int>& legs);

}  // namespace gw
