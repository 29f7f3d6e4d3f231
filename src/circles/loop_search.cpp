// SPDX-License-Identifier: Apache-2.0
#include "circles/loop_search.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace gw {
namespace {

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

// One search per root, the smallest group of the cycles found: first the distance of every larger
// group back to the root, then a depth-first search that never steps where the way back is too
// long, or cannot bring the type still missing.
class CycleSearch {
public:
    CycleSearch(const std::vector<TypedHop>& hops, int groups, int min_length, int max_length,
                const CycleVisitor& visit);

    void run();

private:
    // A chain of hops that ends at the root: where it starts and what it offers.
    struct WayBack {
        int group;
        HopTypes types;
        int length;
    };
    // The least hops back to the root, by the types that the path up to the group offers, so that
    // path and way back together offer both.
    using Distances = std::array<int, kBothTypes + 1>;

    void measure(int root);
    void shorten(const WayBack& way);
    void search(int root);
    bool advance(int root);
    bool within_reach(const TypedHop& hop) const;
    void step(int hop);
    void step_back();
    int first_hop(int payer) const { return first_hop_[at(payer)]; }

    const std::vector<TypedHop>& hops_;
    const CycleVisitor& visit_;
    int groups_;
    int min_length_;
    int max_length_;
    int far_;  // farther than any group can be

    std::vector<int> first_hop_;   // of each payer, and one past the last
    std::vector<int> incoming_;    // positions of hops, by payee
    std::vector<int> first_into_;  // of each payee in incoming_, and one past the last

    std::vector<Distances> distances_;
    std::vector<WayBack> ways_;  // the breadth-first queue; all that distances_ has for this root

    std::vector<int> path_;          // hops from the root
    std::vector<HopTypes> offered_;  // by the first 0, 1, ... hops of path_
    std::vector<int> next_hop_;      // to try after the first 0, 1, ... hops of path_
    std::vector<char> on_path_;      // of each group
};

CycleSearch::CycleSearch(const std::vector<TypedHop>& hops, int groups, int min_length,
                         int max_length, const CycleVisitor& visit)
    : hops_(hops),
      visit_(visit),
      groups_(groups),
      min_length_(min_length),
      max_length_(std::min(max_length, groups)),
      far_(groups + 1),
      first_hop_(at(groups) + 1),
      first_into_(at(groups) + 1),
      distances_(at(groups)),
      on_path_(at(groups)) {
    for (Distances& distances : distances_)
        distances.fill(far_);
    for (const TypedHop& hop : hops) {
        ++first_hop_[at(hop.payer) + 1];
        ++first_into_[at(hop.payee) + 1];
    }
    for (std::size_t group = 0; group < at(groups); ++group) {
        first_hop_[group + 1] += first_hop_[group];
        first_into_[group + 1] += first_into_[group];
    }
    incoming_.resize(hops.size());
    std::vector<int> next = first_into_;
    for (std::size_t hop = 0; hop < hops.size(); ++hop)
        incoming_[at(next[at(hops[hop].payee)]++)] = static_cast<int>(hop);
}

void CycleSearch::run() {
    if (max_length_ < min_length_) return;
    for (int root = 0; root < groups_; ++root) {
        if (first_hop(root) == first_hop(root + 1)) continue;
        measure(root);
        search(root);
        for (const WayBack& way : ways_)
            distances_[at(way.group)].fill(far_);
    }
}

// Breadth first against the hops, over groups from `root` on. A group is met again only with types
// that make some way back shorter.
void CycleSearch::measure(int root) {
    ways_.clear();
    shorten({root, kNoTypes, 0});
    for (std::size_t i = 0; i < ways_.size() && ways_[i].length + 1 < max_length_; ++i) {
        const WayBack way = ways_[i];
        for (int in = first_into_[at(way.group)]; in < first_into_[at(way.group) + 1]; ++in) {
            const TypedHop& hop = hops_[at(incoming_[at(in)])];
            if (hop.payer > root) shorten({hop.payer, way.types | hop.types, way.length + 1});
        }
    }
}

void CycleSearch::shorten(const WayBack& way) {
    bool shorter = false;
    for (HopTypes before = kFundingType; before <= kBothTypes; ++before) {
        int& distance = distances_[at(way.group)][before];
        if ((before | way.types) != kBothTypes || distance != far_) continue;
        distance = way.length;
        shorter = true;
    }
    if (shorter) ways_.push_back(way);
}

void CycleSearch::search(int root) {
    path_.clear();
    offered_.assign(1, kNoTypes);
    next_hop_.assign(1, first_hop(root));
    while (!next_hop_.empty())
        if (!advance(root)) step_back();
}

// Tries the next hop at the end of the path; false if there is none left.
bool CycleSearch::advance(int root) {
    const int group = path_.empty() ? root : hops_[at(path_.back())].payee;
    if (next_hop_.back() == first_hop(group + 1)) return false;
    const int position = next_hop_.back()++;
    const TypedHop& hop = hops_[at(position)];
    if (on_path_[at(hop.payee)] || !within_reach(hop)) return true;
    if (hop.payee != root) {
        step(position);
    } else if (path_.size() + 1 >= at(min_length_)) {
        path_.push_back(position);
        visit_(path_);
        path_.pop_back();
    }
    return true;
}

// Groups before the root are out of reach too: they were never measured.
bool CycleSearch::within_reach(const TypedHop& hop) const {
    const int length = static_cast<int>(path_.size()) + 1;
    return length + distances_[at(hop.payee)][offered_.back() | hop.types] <= max_length_;
}

void CycleSearch::step(int hop) {
    const TypedHop& taken = hops_[at(hop)];
    path_.push_back(hop);
    offered_.push_back(offered_.back() | taken.types);
    next_hop_.push_back(first_hop(taken.payee));
    on_path_[at(taken.payee)] = 1;
}

void CycleSearch::step_back() {
    next_hop_.pop_back();
    offered_.pop_back();
    if (path_.empty()) return;
    on_path_[at(hops_[at(path_.back())].payee)] = 0;
    path_.pop_back();
}

}  // namespace

void visit_cycles(const std::vector<TypedHop>& hops, int groups, int min_length, int max_length,
                  const CycleVisitor& visit) {
    assert(min_length >= 2);
    CycleSearch(hops, groups, min_length, max_length, visit).run();
}

}  // namespace gw
