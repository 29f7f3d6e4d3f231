// SPDX-License-Identifier: Apache-2.0
//
// The cycles of one root: those whose first group, by the graph's labels, it is. First the distance
// of every later group back to the root, then a depth-first search that never steps where the way
// back is too long or cannot bring what is missing. One object serves one thread for many roots.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "circles/cycle_graph.h"
#include "circles/loop_search.h"

namespace gw {

class RootSearch {
public:
    // `graph` and `question` must outlive this object.
    RootSearch(const CycleGraph& graph, const CycleQuestion& question);

    // Not complete if it reached `most` cycles or `steps` steps, or was called off.
    FoundCycles run(int root, std::int64_t most, std::int64_t steps,
                    const std::atomic<bool>& called_off);

private:
    // A chain of hops that ends at the root: where it starts and what it offers.
    struct WayBack {
        int group;
        HopTypes types;
        int length;
    };
    // A hop that the search may take from a group: the hop, how far its payee is from the root, and
    // the hop that leads from there to the root at once (-1: none).
    struct Choice {
        int to;
        int hop;
        int distance;
        int closing_hop;
        HopTypes types;
        HopTypes round;  // of the hop and the closing one together
    };
    // The choices of a group for this root, the nearest first, and how many of them close at once.
    struct Choices {
        int begin = 0;
        int end = 0;
        int root = -1;
        int closing = 0;
    };
    struct Frame {
        int group;
        int next;  // in choices_
        int end;
        HopTypes offered;
    };

    int& distance(int group, HopTypes before) {
        return distances_[(static_cast<std::size_t>(group) << bits_) + before];
    }
    void measure_to_through();
    void measure(int root);
    void shorten(const WayBack& way);
    void mark_closing(int root);
    void forget(int root);
    const Choices& choices_of(int group, int root);
    void search(int root);
    void advance(Frame& frame, int root);
    void step(const Choice& choice, HopTypes offered, int root);
    void close_from(const Choice& choice, HopTypes offered, int root);
    bool passes_through(int to, int root) const;
    bool within_reach(const Choice& choice, HopTypes offered, int root);
    void found(const Choice& choice, int length);
    bool stopped() const { return !found_.complete; }
    void stop_if_spent();

    const CycleGraph& graph_;
    const CycleQuestion& question_;
    int max_length_;
    int far_;      // farther than any group can be
    int bits_;     // of what is wanted
    int through_;  // label, -1: any, or it is the only root

    std::vector<int> distances_;   // least hops back to the root, by group and by what the path up
                                   // to it offers, so that path and way back offer all between them
    std::vector<WayBack> ways_;    // the breadth-first queue; all that distances_ has for this root
    std::vector<int> to_through_;  // least hops to through_
    std::vector<int> closing_hop_;         // to the root, by group; -1: none
    std::vector<HopTypes> closing_types_;  // of that hop
    std::vector<Choices> choices_at_;      // by group
    std::vector<Choice> choices_;

    std::vector<Frame> frames_;
    std::vector<int> path_;  // hops from the root
    std::vector<char> on_path_;
    FoundCycles found_;
    std::int64_t most_ = 0;
    std::int64_t steps_ = 0;
    const std::atomic<bool>* called_off_ = nullptr;
};

}  // namespace gw
