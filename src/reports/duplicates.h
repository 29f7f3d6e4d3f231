// SPDX-License-Identifier: Apache-2.0
//
// Promises that may be one promise told twice: the rule likely-duplicate of check, which takes
// minutes over the views of a large book.
#pragma once

#include <vector>

#include "reports/coded_checks.h"

namespace gw {

// Legs of two deals that the book does not link, between the same groups, of one kind, currency and
// amount, whose deals were first heard of within 45 days of one another. Of each run of such legs
// every one is set beside the one before it. Cost: n log n.
std::vector<Doubt> find_likely_duplicates(CheckedBook& book);

}  // namespace gw
