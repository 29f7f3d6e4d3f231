// SPDX-License-Identifier: Apache-2.0
//
// Further columns of exposure (`--with`): share of the total, the flag of large exposures, what is
// paid and outstanding, what rests on the press alone, a metric of the party to compare with, and
// weighted amounts. Each reads its tables only if it is asked for; the columns that are fixed by
// contract stay as they are.
#pragma once

#include <string>
#include <vector>

#include "book/db.h"
#include "query/ask.h"
#include "reports/cube_table.h"
#include "reports/dimensions.h"
#include "reports/world.h"

namespace gw {

const std::vector<DimensionName>& further_column_names();  // in the order in which help shows them

// Appends the columns of options.with to view.further, and what is to be said about them to
// `notes`. Throws Error kUsage for a name that is not known. `world` and `legs` must outlive the
// view. Cost: a pass over the legs for each column, and over the tables it needs.
void add_further_columns(const Db& db, const World& world, const std::vector<int>& legs,
                         const AskOptions& options, CubeView& view,
                         std::vector<std::string>& notes);

}  // namespace gw
