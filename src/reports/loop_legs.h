// SPDX-License-Identifier: Apache-2.0
//
// The legs that circular financing looks at, as the graph work of src/circles takes them: which
// make a hop, by what they count for on the day asked about, and on which days they are selected.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "book/db.h"
#include "circles/loops.h"
#include "reports/world.h"

namespace gw {

// A selected leg's bucket is one of those asked for: all but talks, or what the query itself says.
class BucketFilter {
public:
    explicit BucketFilter(const Selection& selection) : all_(selection.mentions(Field::kBucket)) {}
    bool accepts(const std::optional<Bucket>& bucket) const {
        return bucket && (all_ || *bucket != Bucket::kTalks);
    }
    bool shows_all() const { return all_; }

private:
    bool all_;
};

// Funding or spending between two groups of which neither is unnamed.
bool makes_a_hop(const Facts& facts, const LegFacts& leg);

bool is_spend(const LegFacts& leg);
bool is_in_kind(const LegFacts& leg);  // a warrant or a grant

// One leg of the result for every leg of the book that makes a hop and is selected and counted on
// some day, in the order of facts.legs. Groups are numbered as the parties of `world`.
std::vector<LoopLeg> loop_legs(const Db& db, const World& world, const BucketFilter& buckets);

// Why an answer over loops is not whole (Table::incomplete) that looked at so many of them.
std::string only_the_largest(std::size_t loops);

}  // namespace gw
