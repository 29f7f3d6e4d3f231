// SPDX-License-Identifier: Apache-2.0
#include "circles/returnable.h"

#include <algorithm>

#include "cells/position.h"

namespace gw {
namespace {

// The graph as one network for all runs. A vendor is three nodes: what it is paid for goes in at
// one, its funding leaves by another, and all else passes the group's own node, which is shut in
// the vendor's run. Where funding in kind is answered by spending, that spending passes a node of
// its own, which the funding in kind leads to and nothing but the vendor leaves.
class ReturnNetwork {
public:
    ReturnNetwork(const MoneyGraph& graph, const Capacities& capacities,
                  const std::vector<int>& sellers)
        : graph_(graph),
          capacities_(capacities),
          paid_in_(at(graph.groups), -1),
          funding_out_(at(graph.groups), -1),
          meeting_(graph.arcs.size(), -1),
          network_(number_nodes(sellers)) {
        for (std::size_t i = 0; i < graph.arcs.size(); ++i)
            if (capacities[i] > 0) add(static_cast<int>(i));
        for (const int seller : sellers) {
            add_unlimited(paid_in_[at(seller)], seller);
            add_unlimited(seller, funding_out_[at(seller)]);
        }
    }

    Return run(int seller, Limits limits) {
        Return found;
        found.group = seller;
        found.amount = network_.run(funding_out_[at(seller)], paid_in_[at(seller)], seller);
        if (found.amount > 0 && limits == Limits::kFind)
            for (const int edge : network_.limits())
                if (arc_of_[at(edge)] >= 0) found.limits.push_back(arc_of_[at(edge)]);
        return found;
    }

private:
    int number_nodes(const std::vector<int>& sellers) {
        int nodes = graph_.groups;
        for (const int seller : sellers) {
            paid_in_[at(seller)] = nodes++;
            funding_out_[at(seller)] = nodes++;
        }
        const std::vector<int> answers = answering_spending(graph_);
        for (std::size_t i = 0; i < graph_.arcs.size(); ++i) {
            if (capacities_[i] == 0 || answers[i] < 0 || capacities_[at(answers[i])] == 0) continue;
            meeting_[i] = meeting_[at(answers[i])] = nodes++;
        }
        return nodes;
    }

    void add(int position) {
        const MoneyArc& arc = graph_.arcs[at(position)];
        const std::int64_t capacity = capacities_[at(position)];
        const int meeting = meeting_[at(position)];
        const int source =
            funding_out_[at(arc.payer)] < 0 ? arc.payer : funding_out_[at(arc.payer)];
        const int sink = paid_in_[at(arc.payee)] < 0 ? arc.payee : paid_in_[at(arc.payee)];
        int edge = -1;
        if (arc.kind == ArcKind::kFunding) {
            edge = network_.add_arc(source, arc.payee, capacity);
        } else if (arc.kind == ArcKind::kSpending) {
            if (meeting >= 0) add_unlimited(arc.payer, meeting);
            edge = network_.add_arc(meeting < 0 ? arc.payer : meeting, sink, capacity);
        } else if (meeting >= 0) {
            edge = network_.add_arc(source, meeting, capacity);
        }
        if (edge >= 0) arc_of_.push_back(position);
    }

    void add_unlimited(int from, int to) {
        network_.add_arc(from, to, kMostCapacity);
        arc_of_.push_back(-1);
    }

    const MoneyGraph& graph_;
    const Capacities& capacities_;
    std::vector<int> paid_in_;
    std::vector<int> funding_out_;
    std::vector<int> meeting_;  // by arc: of funding in kind and of the spending that answers it
    MaxFlow network_;
    std::vector<int> arc_of_;  // of the graph, by arc of the network; -1: none
};

// Breadth first over open arcs, from the group's funding on.
class OpenSearch {
public:
    OpenSearch(const MoneyGraph& graph, const Capacities& capacities, const ArcIndex& paying)
        : graph_(graph), capacities_(capacities), paying_(paying), came_by_(at(graph.groups), -1) {}

    std::optional<ArcLoop> run(int group) {
        leave(group, ArcKind::kFunding, group);
        // It grows meanwhile. NOLINTNEXTLINE(modernize-loop-convert)
        for (std::size_t i = 0; i < queue_.size(); ++i) {
            if (const auto last = leave(queue_[i], std::nullopt, group)) return trace(*last, group);
        }
        return std::nullopt;
    }

private:
    // The arc of spending that closes the loop, if one leaves here.
    std::optional<int> leave(int from, std::optional<ArcKind> only, int group) {
        for (const int* arc = paying_.begin(from); arc != paying_.end(from); ++arc) {
            const MoneyArc& taken = graph_.arcs[at(*arc)];
            if (capacities_[at(*arc)] != kOpenCapacity || taken.kind == ArcKind::kInKind) continue;
            if (only && taken.kind != *only) continue;
            if (taken.payee == group) {
                if (taken.kind == ArcKind::kSpending) return *arc;
            } else if (came_by_[at(taken.payee)] < 0) {
                came_by_[at(taken.payee)] = *arc;
                queue_.push_back(taken.payee);
            }
        }
        return std::nullopt;
    }

    ArcLoop trace(int last, int group) const {
        ArcLoop loop{last};
        for (int at_group = graph_.arcs[at(last)].payer; at_group != group;) {
            loop.push_back(came_by_[at(at_group)]);
            at_group = graph_.arcs[at(loop.back())].payer;
        }
        std::reverse(loop.begin(), loop.end());
        return loop;
    }

    const MoneyGraph& graph_;
    const Capacities& capacities_;
    const ArcIndex& paying_;
    std::vector<int> came_by_;
    std::vector<int> queue_;
};

std::optional<ArcLoop> open_pair(const MoneyGraph& graph, const Capacities& capacities,
                                 const std::vector<int>& answers, int group) {
    for (std::size_t i = 0; i < graph.arcs.size(); ++i)
        if (graph.arcs[i].payer == group && answers[i] >= 0 && capacities[i] == kOpenCapacity &&
            capacities[at(answers[i])] == kOpenCapacity)
            return ArcLoop{static_cast<int>(i), answers[i]};
    return std::nullopt;
}

}  // namespace

std::vector<int> vendors(const MoneyGraph& graph, const Capacities& capacities) {
    std::vector<char> funds(at(graph.groups));
    std::vector<char> sells(at(graph.groups));
    for (std::size_t i = 0; i < graph.arcs.size(); ++i) {
        if (capacities[i] == 0) continue;
        const MoneyArc& arc = graph.arcs[i];
        if (arc.kind == ArcKind::kSpending)
            sells[at(arc.payee)] = 1;
        else
            funds[at(arc.payer)] = 1;
    }
    std::vector<int> both;
    for (int group = 0; group < graph.groups; ++group)
        if (funds[at(group)] != 0 && sells[at(group)] != 0) both.push_back(group);
    return both;
}

std::optional<ArcLoop> open_loop(const MoneyGraph& graph, const Capacities& capacities,
                                 const ArcIndex& paying, int group) {
    if (auto pair = open_pair(graph, capacities, answering_spending(graph), group)) return pair;
    return OpenSearch(graph, capacities, paying).run(group);
}

std::vector<Return> returnable(const MoneyGraph& graph, const Capacities& capacities,
                               Limits limits) {
    const Capacities usable = within_parts(graph, capacities);
    const bool some_open = std::find(usable.begin(), usable.end(), kOpenCapacity) != usable.end();
    const ArcIndex paying(graph, ArcIndex::End::kPayer);
    const std::vector<int> sellers = vendors(graph, usable);
    const Capacities limited = with_limits(usable);
    ReturnNetwork network(graph, limited, sellers);
    std::vector<Return> returns;
    for (const int seller : sellers) {
        const auto loop = some_open ? open_loop(graph, usable, paying, seller) : std::nullopt;
        Return found = loop ? Return{seller, 0, true, *loop} : network.run(seller, limits);
        if (found.open || found.amount > 0) returns.push_back(std::move(found));
    }
    return returns;
}

// A part has a loop just where funding of some group finds a way, past other groups, to one that
// spends on it; any such way has a simple one in it.
std::vector<int> circular_groups(const MoneyGraph& graph, const Capacities& capacities) {
    const Capacities usable = within_parts(graph, capacities);
    const std::vector<int> parts = strong_parts(graph, capacities);
    const std::vector<int> answers = answering_spending(graph);
    std::vector<char> circular(at(graph.groups));  // by part
    for (std::size_t i = 0; i < answers.size(); ++i)
        if (answers[i] >= 0 && usable[i] > 0) circular[at(parts[at(graph.arcs[i].payer)])] = 1;
    const ArcIndex paying(graph, ArcIndex::End::kPayer);
    Capacities open = usable;  // so that a search for a loop of open arcs finds any
    for (std::int64_t& capacity : open)
        if (capacity > 0) capacity = kOpenCapacity;
    for (const int seller : vendors(graph, usable))
        if (circular[at(parts[at(seller)])] == 0 && OpenSearch(graph, open, paying).run(seller))
            circular[at(parts[at(seller)])] = 1;
    std::vector<int> groups;
    for (int group = 0; group < graph.groups; ++group)
        if (circular[at(parts[at(group)])] != 0) groups.push_back(group);
    return groups;
}

}  // namespace gw
