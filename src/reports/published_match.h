// SPDX-License-Identifier: Apache-2.0
//
// Published rows held against the legs of a total, until every leg and every row is accounted for.
#pragma once

#include <vector>

#include "reports/published.h"
#include "reports/reconciliation.h"
#include "reports/world.h"

namespace gw {

// The legs of the world's total are A, the rows B. A leg goes to the row that names most of its
// deal, payer and payee, of several alike the deal's, then the payer's; rows that name the same
// are one. Throws Error kUsage if a row names no class or bucket and the legs of A are not of one.
// Cost: linear in legs and rows, times the logarithm of the rows.
void reconcile_published(const World& world, const Published& published,
                         std::vector<ReconciledLine>& lines, ReconciledTotals& totals);

}  // namespace gw
