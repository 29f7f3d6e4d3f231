// SPDX-License-Identifier: Apache-2.0
//
// The dimensions of legs: by what `--by` can group them. What is read from further tables (sources,
// tranches, programmes, hardware, countries) is read only if its dimension is asked for.
#pragma once

#include <string>
#include <vector>

#include "book/db.h"
#include "counting/cube.h"
#include "query/ask.h"
#include "reports/world.h"

namespace gw {

const std::vector<DimensionName>& leg_dimension_names();  // in the order in which help shows them

// The dimensions called `names`, each once, over the legs at the positions `legs`. `class` and
// `bucket` follow if they are not named, since neither may be added up. A dimension with several
// values for a leg (sites, programmes ...) has their names in one text, "a; b", so that every leg
// falls into one group. Throws Error kUsage for a name that is not known. `world` must outlive the
// result. Cost: linear in legs, and in the rows of the tables that are needed.
std::vector<Dimension> leg_dimensions(const Db& db, const World& world,
                                      const std::vector<std::string>& names,
                                      const std::vector<int>& legs);

// `names`, each once, with those of `always` behind them that are not among them.
std::vector<std::string> with_names(const std::vector<std::string>& names,
                                    const std::vector<std::string>& always);

}  // namespace gw
