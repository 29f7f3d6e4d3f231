// SPDX-License-Identifier: Apache-2.0
//
// The table of a reconciliation: lines of two sides A and B under class and bucket, and for each
// class and bucket the proof that the lines account for the whole difference.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reports/change_columns.h"
#include "table/table.h"

namespace gw {

struct ReconciledLine {
    std::string deal;
    int leg = 0;  // 0: several, or none of the book's
    std::string payer;
    std::string payee;
    std::string leg_class;
    std::string bucket;
    SumChange sums;  // before: A, after: B
    std::string why;
};

using ClassAndBucket = std::pair<std::string, std::string>;

// Both totals of each class and bucket, added up without regard to the lines, and what is alike on
// both sides and therefore has no line.
struct ReconciledTotal {
    SumChange whole;
    SumChange alike;
};
using ReconciledTotals = std::map<ClassAndBucket, ReconciledTotal>;

// What the lines and what is alike leave unexplained, in the three readings: 0, or the counting is
// wrong.
struct Left {
    Int128 lo = 0;
    Int128 stated = 0;
    Int128 hi = 0;
};
Left left_unexplained(const ReconciledTotal& total, const std::vector<ReconciledLine>& lines,
                      const ClassAndBucket& key);

// Columns, rows, totals and the notes that hold for every reconciliation.
Table reconciliation_table(const std::vector<ReconciledLine>& lines,
                           const ReconciledTotals& totals);

}  // namespace gw
