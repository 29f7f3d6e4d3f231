// SPDX-License-Identifier: Apache-2.0
//
// Weights by bucket that a user sets for one question: a file with a line for each bucket,
// `committed,1` (CSV) or `committed = 1` (TOML). The book has none of its own, and nothing is ever
// weighted unless asked.
#pragma once

#include <array>
#include <string>

#include "counting/counting.h"

namespace gw {

using Weights = std::array<int, kBucketNames.size()>;  // in parts of 10,000, 0 to 10,000

// All four buckets must be there, each as a decimal from 0 to 1 with at most four digits. Throws
// Error: kSystem if the file cannot be read, kUsage with every line that is wrong.
Weights read_weights(const std::string& file);

std::string weights_text(const Weights& weights);  // "committed 1, conditional 0.5, ..."

// The leg's readings times the weight of its bucket, each rounded half-even once.
Counted weighted(const Counted& counted, const Weights& weights);

}  // namespace gw
