// SPDX-License-Identifier: Apache-2.0
//
// Two worlds leg by leg: what one total has that the other has not, and why. Two days, two queries,
// or (each World over its own facts) two states of the book. Legs go by their names, "DEAL/NUMBER".
// diff and reconcile present it.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reports/change_columns.h"
#include "reports/world.h"

namespace gw {

// How a leg differs between the totals of two worlds.
enum class Change : std::uint8_t {
    kSame,
    kAdded,   // in b's total only
    kGone,    // in a's total only
    kMoved,   // in both, under another class, bucket, payer or payee
    kAmount,  // in both, for another amount
};

struct LegPair {
    int a = -1;  // position in the facts of world a; -1: not in its book
    int b = -1;
    bool in_a = false;  // counted and selected: in the total of a
    bool in_b = false;
    Change change = Change::kSame;
};

// Both worlds must outlive it.
class Comparison {
public:
    Comparison(const World& before, const World& after);

    const World& a;
    const World& b;
    std::vector<LegPair> legs;  // every leg of both books, by deal and number

    // Why a leg that changed did: that it is not in one of the totals, or what makes the amount
    // another.
    std::string why(const LegPair& pair) const;

    // The parts of a leg, at any depth, that count differently in a and b: positions in b.
    std::vector<int> changed_parts(const LegPair& pair) const;

private:
    using Parts = std::vector<std::pair<int, int>>;  // whole, part; sorted
    std::string why_amount(const LegPair& pair) const;

    Parts parts_;  // of b
};

// Why a leg is not in the world's total: "cancelled on 2026-03-06", "not selected". `leg` is its
// position, -1: the book has none. REQUIRES: it is not in the total.
std::string why_absent(const World& world, int leg);

// The deal's status on the world's day, "" before its first event.
std::string status_text(const World& world, int deal);

// Payer, payee, class and bucket under which a leg is counted: what is never added up across.
struct LegKey {
    std::string payer;
    std::string payee;
    std::string leg_class;
    std::string bucket;
    friend auto operator<=>(const LegKey&, const LegKey&) = default;
};
LegKey key_of(const World& world, int leg);

// What a leg was and is in the totals, or in those of one side alone.
SumChange change_of_leg(const Comparison& comparison, const LegPair& pair, bool before, bool after);

// Of all legs of the totals, changed or not, by the texts of some of these dimensions.
inline constexpr std::array<std::string_view, 5> kChangeDimensions{"payer", "payee", "class",
                                                                   "bucket", "deal"};
using ChangeTotals = std::map<std::vector<std::string>, SumChange>;
ChangeTotals total_changes(const Comparison& comparison, const std::vector<std::string>& by);

}  // namespace gw
