// SPDX-License-Identifier: Apache-2.0
//
// The graph behind the measures of circular financing: who can pay whom how much, as funding, as
// spending, or as funding in kind. Groups and arcs are plain numbers; names, days and buckets are
// the caller's. One graph serves three solves: its arcs stay, their capacities are a reading each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace gw {

enum class ArcKind : std::uint8_t {
    kFunding,   // cash that the payee can pass on
    kSpending,  // a purchase, likewise
    kInKind     // a warrant or a grant: serves only the payer's loop of two with the payee
};

struct MoneyArc {
    int payer = 0;
    int payee = 0;
    ArcKind kind = ArcKind::kFunding;
    friend bool operator==(const MoneyArc&, const MoneyArc&) = default;
};

// Whole currency units by arc. REQUIRES: none is below 0; those that are not open add up to less
// than kMostCapacity.
using Capacities = std::vector<std::int64_t>;
inline constexpr std::int64_t kOpenCapacity = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kMostCapacity = std::int64_t{1} << 61;

struct MoneyGraph {
    int groups = 0;
    std::vector<MoneyArc> arcs;  // by payer, payee, kind, each once; never from a group to itself
};

// A loop: its arcs in the direction of payment, from an arc of funding on; the last one spends.
using ArcLoop = std::vector<int>;

struct LoopFlow {
    ArcLoop loop;
    std::int64_t amount = 0;
};

// Arcs by the group that pays, or by the group that is paid.
class ArcIndex {
public:
    enum class End : std::uint8_t { kPayer, kPayee };
    ArcIndex(const MoneyGraph& graph, End end);

    const int* begin(int group) const { return arcs_.data() + first_[at(group)]; }
    const int* end(int group) const { return arcs_.data() + first_[at(group) + 1]; }

private:
    static std::size_t at(int position) { return static_cast<std::size_t>(position); }
    std::vector<int> first_;  // of each group in arcs_, and one past the last
    std::vector<int> arcs_;
};

// The strongly connected part of each group over the arcs with a capacity above 0, numbered from 0
// (Tarjan). Funding in kind counts where its payee pays its payer as spending. Cost: linear.
std::vector<int> strong_parts(const MoneyGraph& graph, const Capacities& capacities);

// The capacities without what no loop can use: 0 for arcs between two strongly connected parts, and
// for funding in kind that no spending answers.
Capacities within_parts(const MoneyGraph& graph, const Capacities& capacities);

// Each arc of funding in kind with the arc of spending that answers it, -1 where there is none; by
// arc, -1 for every other arc.
std::vector<int> answering_spending(const MoneyGraph& graph);

// The same with a limit for every open capacity: what all others add up to, which no finite measure
// exceeds.
Capacities with_limits(const Capacities& capacities);

}  // namespace gw
