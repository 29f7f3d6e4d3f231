// SPDX-License-Identifier: Apache-2.0
//
// Programmes: what each announced, and what its deals cover of that. A headline is a control
// figure: it is set beside what is covered and never added to anything.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "counting/sums.h"
#include "reports/world.h"

namespace gw {

struct Programme {
    int deal = 0;
    Readings headline;      // in base currency
    std::size_t deals = 0;  // of it and of its sub-programmes
    Sum covered;
    std::array<Sum, kBucketNames.size()> by_bucket;
};

// By slug, those that the query of `world` selects. Covered is the live spend, of any bucket, of
// the programme's deals and of those of its sub-programmes, without legs that only pass on what
// another pays, each leg once. Throws Error kData if the book is damaged. Cost: linear in legs for
// each programme.
std::vector<Programme> read_programmes(const Db& db, const World& world);

}  // namespace gw
