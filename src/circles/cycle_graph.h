// SPDX-License-Identifier: Apache-2.0
//
// The hops of a search laid out for it: groups renumbered in the order in which they are roots, so
// that a cycle is found from its first group on, and the hops of each group side by side.
#pragma once

#include <span>
#include <vector>

#include "circles/loop_search.h"

namespace gw {

// A hop seen from one of its ends.
struct Arc {
    int to = 0;   // the label of the group at its other end
    int hop = 0;  // its position in the list of hops
    HopTypes types = kNoTypes;
};

class CycleGraph {
public:
    CycleGraph(const std::vector<TypedHop>& hops, int groups, CycleOrder order, int through);

    int groups() const { return static_cast<int>(label_of_.size()); }
    int label_of(int group) const { return label_of_[static_cast<std::size_t>(group)]; }
    // Those that leave a group, and those that arrive; the greatest label first.
    std::span<const Arc> leaving(int label) const { return of(leaving_, first_leaving_, label); }
    std::span<const Arc> arriving(int label) const { return of(arriving_, first_arriving_, label); }

private:
    static std::span<const Arc> of(const std::vector<Arc>& arcs, const std::vector<int>& first,
                                   int label) {
        const auto at = static_cast<std::size_t>(label);
        return std::span(arcs).subspan(static_cast<std::size_t>(first[at]),
                                       static_cast<std::size_t>(first[at + 1] - first[at]));
    }

    std::vector<int> label_of_;  // of each group
    std::vector<Arc> leaving_;
    std::vector<Arc> arriving_;
    std::vector<int> first_leaving_;  // of each label in leaving_, and one past the last
    std::vector<int> first_arriving_;
};

}  // namespace gw
