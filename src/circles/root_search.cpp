// SPDX-License-Identifier: Apache-2.0
#include "circles/root_search.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "cells/position.h"

namespace gw {
namespace {}  // namespace

RootSearch::RootSearch(const CycleGraph& graph, const CycleQuestion& question)
    : graph_(graph),
      question_(question),
      max_length_(std::min(question.max_length, graph.groups())),
      far_(graph.groups() + 1),
      bits_(question.wanted == kBothTypes ? 2 : 4),
      through_(question.order == CycleOrder::kByNumber ? question.through : -1),
      distances_(at(graph.groups()) << bits_, far_),
      closing_hop_(at(graph.groups()), -1),
      closing_types_(at(graph.groups())),
      choices_at_(at(graph.groups())),
      on_path_(at(graph.groups())) {
    assert(question.min_length >= 2);
    assert(question.wanted == kBothTypes || question.wanted == kAllTypes);
    if (through_ >= 0) measure_to_through();
}

FoundCycles RootSearch::run(int root, std::int64_t most, std::int64_t steps,
                            const std::atomic<bool>& called_off) {
    found_ = {};
    most_ = most;
    steps_ = steps;
    called_off_ = &called_off;
    measure(root);
    mark_closing(root);
    stop_if_spent();
    if (!stopped()) search(root);
    forget(root);
    return std::move(found_);
}

// Least hops to the group that every cycle goes through, over all groups: never too long.
void RootSearch::measure_to_through() {
    to_through_.assign(at(graph_.groups()), far_);
    std::vector<int> queue{through_};
    to_through_[at(through_)] = 0;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const int next = to_through_[at(queue[i])] + 1;
        for (const Arc& arc : graph_.arriving(queue[i])) {
            if (to_through_[at(arc.to)] <= next) continue;
            to_through_[at(arc.to)] = next;
            queue.push_back(arc.to);
        }
    }
}

// Breadth first against the hops, over groups after `root`. A group is met again only with types
// that make some way back shorter.
void RootSearch::measure(int root) {
    ways_.clear();
    shorten({root, kNoTypes, 0});
    for (std::size_t i = 0; i < ways_.size() && ways_[i].length + 1 < max_length_; ++i) {
        const WayBack way = ways_[i];
        for (const Arc& arc : graph_.arriving(way.group)) {
            if (arc.to <= root) break;
            ++found_.steps;
            shorten({arc.to, way.types | arc.types, way.length + 1});
        }
    }
}

void RootSearch::shorten(const WayBack& way) {
    bool shorter = false;
    for (HopTypes before = 1; before <= question_.wanted; ++before) {
        int& known = distance(way.group, before);
        if ((before | way.types) != question_.wanted || known != far_) continue;
        known = way.length;
        shorter = true;
    }
    if (shorter) ways_.push_back(way);
}

void RootSearch::mark_closing(int root) {
    for (const Arc& arc : graph_.arriving(root)) {
        if (arc.to <= root) break;
        closing_hop_[at(arc.to)] = arc.hop;
        closing_types_[at(arc.to)] = arc.types;
    }
}

void RootSearch::forget(int root) {
    for (const WayBack& way : ways_) {
        choices_at_[at(way.group)].root = -1;
        for (HopTypes before = 0; before <= question_.wanted; ++before)
            distance(way.group, before) = far_;
    }
    for (const Arc& arc : graph_.arriving(root)) {
        if (arc.to <= root) break;
        closing_hop_[at(arc.to)] = -1;
        closing_types_[at(arc.to)] = kNoTypes;
    }
    for (const Frame& frame : frames_)
        on_path_[at(frame.group)] = 0;
    frames_.clear();
    path_.clear();
    choices_.clear();
}

// Only what can lead back to the root, made when the search first comes to the group.
const RootSearch::Choices& RootSearch::choices_of(int group, int root) {
    Choices& made = choices_at_[at(group)];
    if (made.root == root) return made;
    made = {static_cast<int>(choices_.size()), 0, root, 0};
    for (const Arc& arc : graph_.leaving(group)) {
        if (arc.to <= root) break;
        ++found_.steps;
        const int back = distance(arc.to, question_.wanted);
        if (back >= max_length_) continue;
        const HopTypes round = arc.types | closing_types_[at(arc.to)];
        choices_.push_back({arc.to, arc.hop, back, closing_hop_[at(arc.to)], arc.types, round});
        if (back == 1) ++made.closing;
    }
    made.end = static_cast<int>(choices_.size());
    const auto begin = choices_.begin() + made.begin;
    if (question_.order == CycleOrder::kByNumber)
        std::reverse(begin, choices_.end());
    else
        std::sort(begin, choices_.end(), [](const Choice& a, const Choice& b) {
            return std::pair(a.distance, a.to) < std::pair(b.distance, b.to);
        });
    return made;
}

void RootSearch::search(int root) {
    const Choices& first = choices_of(root, root);
    frames_.push_back({root, first.begin, first.end, kNoTypes});
    while (!frames_.empty() && !stopped()) {
        Frame& frame = frames_.back();
        if (frame.next != frame.end) {
            advance(frame, root);
            continue;
        }
        on_path_[at(frame.group)] = 0;
        frames_.pop_back();
        if (!path_.empty()) path_.pop_back();
    }
}

// Tries the next hop at the end of the path.
void RootSearch::advance(Frame& frame, int root) {
    const Choice choice = choices_[at(frame.next++)];
    ++found_.steps;
    const int length = static_cast<int>(path_.size()) + 1;
    if (length + choice.distance > max_length_) {
        // All that follow are as far; by number they stand in another order.
        if (question_.order == CycleOrder::kHubsFirst) frame.next = frame.end;
        return;
    }
    if (on_path_[at(choice.to)] != 0) return;
    const HopTypes offered = frame.offered | choice.types;
    if (choice.closing_hop >= 0 && length + 1 >= question_.min_length &&
        (frame.offered | choice.round) == question_.wanted && passes_through(choice.to, root))
        found(choice, length + 1);
    if (stopped() || !within_reach(choice, offered, root)) return;
    if (length + 2 == max_length_)
        close_from(choice, offered, root);
    else if (length + 2 < max_length_)
        step(choice, offered, root);
}

void RootSearch::step(const Choice& choice, HopTypes offered, int root) {
    const Choices& next = choices_of(choice.to, root);
    path_.push_back(choice.hop);
    on_path_[at(choice.to)] = 1;
    frames_.push_back({choice.to, next.begin, next.end, offered});
    stop_if_spent();
}

// The last group of the longest cycles: whatever closes at once, and nothing else.
void RootSearch::close_from(const Choice& choice, HopTypes offered, int root) {
    const Choices next = choices_of(choice.to, root);
    const int length = static_cast<int>(path_.size()) + 3;
    if (length < question_.min_length) return;
    const bool by_number = question_.order == CycleOrder::kByNumber;
    const int end = by_number ? next.end : next.begin + next.closing;
    path_.push_back(choice.hop);
    on_path_[at(choice.to)] = 1;
    found_.steps += end - next.begin;
    for (int i = next.begin; i < end && !stopped(); ++i) {
        const Choice& last = choices_[at(i)];
        if (on_path_[at(last.to)] != 0 || (offered | last.round) != question_.wanted) continue;
        if (by_number && (last.closing_hop < 0 || !passes_through(last.to, root))) continue;
        found(last, length);
    }
    on_path_[at(choice.to)] = 0;
    path_.pop_back();
    stop_if_spent();
}

// Whether the path and one group more go through the group that every cycle has to.
bool RootSearch::passes_through(int to, int root) const {
    return through_ < 0 || root == through_ || to == through_ || on_path_[at(through_)] != 0;
}

bool RootSearch::within_reach(const Choice& choice, HopTypes offered, int root) {
    const int length = static_cast<int>(path_.size()) + 1;
    if (length + distance(choice.to, offered) > max_length_) return false;
    return passes_through(choice.to, root) ||
           length + to_through_[at(choice.to)] + distance(through_, question_.wanted) <=
               max_length_;
}

// The path, a choice, and the hop that closes it.
void RootSearch::found(const Choice& choice, int length) {
    if (question_.keep || question_.accepts) {
        path_.push_back(choice.hop);
        path_.push_back(choice.closing_hop);
        const bool accepted = !question_.accepts || question_.accepts(path_);
        if (accepted && question_.keep) found_.kept.add(path_);
        path_.resize(path_.size() - 2);
        if (!accepted) return;
    }
    if (found_.by_length.size() <= at(length)) found_.by_length.resize(at(length) + 1);
    ++found_.by_length[at(length)];
    if (++found_.count >= most_) found_.complete = false;
}

void RootSearch::stop_if_spent() {
    if (found_.steps >= steps_ || called_off_->load(std::memory_order_relaxed))
        found_.complete = false;
}

}  // namespace gw
