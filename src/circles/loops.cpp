// SPDX-License-Identifier: Apache-2.0
#include "circles/loops.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>

#include "circles/loop_search.h"

namespace gw {
namespace {

constexpr Int128 kNoLimit = Int128{1} << 126;  // above every sum of amounts
constexpr Int128 kAbsent = -1;                 // below every amount
constexpr Day kAnyTimeBefore{std::numeric_limits<std::int32_t>::min()};
constexpr Day kAnyTimeAfter{std::numeric_limits<std::int32_t>::max()};

// What the counted legs of one type bring to a hop.
struct Offer {
    bool available = false;
    Int128 lo = 0;
    Int128 stated = 0;
    Int128 hi = 0;  // kNoLimit: open
    Bucket bucket = Bucket::kTalks;
    Day earliest = kAnyTimeAfter;
    Day latest = kAnyTimeBefore;
    bool known = false;
};

// What is selected from a day on.
struct Change {
    Day from;
    HopTypes types;
};

struct Hop {
    int payer = 0;
    int payee = 0;
    std::vector<const LoopLeg*> legs;  // usable ones, counted or not
    Offer funding;
    Offer spending;
    std::vector<Change> changes;  // by day
};

using HopChain = std::vector<const Hop*>;

HopTypes type_of(const LoopLeg& leg) {
    return leg.funding ? kFundingType : kSpendingType;
}

HopTypes types_of(const Hop& hop) {
    return (hop.funding.available ? kFundingType : kNoTypes) |
           (hop.spending.available ? kSpendingType : kNoTypes);
}

Day earliest(const Hop& hop) {
    return std::min(hop.funding.earliest, hop.spending.earliest);
}
Day latest(const Hop& hop) {
    return std::max(hop.funding.latest, hop.spending.latest);
}

void add(Offer& offer, const LoopLeg& leg) {
    offer.available = true;
    if (leg.bucket == Bucket::kCommitted) offer.lo += leg.amount.lo.value_or(0);
    offer.stated += leg.amount.stated;
    const bool open = !leg.amount.hi || offer.hi == kNoLimit;
    offer.hi = open ? kNoLimit : offer.hi + *leg.amount.hi;
    offer.bucket = std::min(offer.bucket, leg.bucket);
    offer.earliest = std::min(offer.earliest, leg.pays_from.value_or(kAnyTimeBefore));
    offer.latest = std::max(offer.latest, leg.pays_until.value_or(kAnyTimeAfter));
    offer.known = offer.known || leg.known;
}

struct Turn {
    Day day;
    HopTypes type;
    int change;  // one leg more or one less
};

std::vector<Turn> turns_of(const std::vector<const LoopLeg*>& legs) {
    std::vector<Turn> turns;
    for (const LoopLeg* leg : legs) {
        for (const DaySpan& span : leg->selected) {
            if (span.from >= span.to) continue;
            turns.push_back({span.from, type_of(*leg), 1});
            turns.push_back({span.to, type_of(*leg), -1});
        }
    }
    std::sort(turns.begin(), turns.end(),
              [](const Turn& a, const Turn& b) { return a.day < b.day; });
    return turns;
}

std::vector<Change> changes_of(const std::vector<const LoopLeg*>& legs) {
    const std::vector<Turn> turns = turns_of(legs);
    std::vector<Change> changes;
    int funding = 0;
    int spending = 0;
    for (std::size_t i = 0; i < turns.size(); ++i) {
        (turns[i].type == kFundingType ? funding : spending) += turns[i].change;
        if (i + 1 < turns.size() && turns[i + 1].day == turns[i].day) continue;
        changes.push_back({turns[i].day, (funding > 0 ? kFundingType : kNoTypes) |
                                             (spending > 0 ? kSpendingType : kNoTypes)});
    }
    return changes;
}

Hop make_hop(std::vector<const LoopLeg*> legs) {
    Hop hop;
    hop.payer = legs.front()->payer;
    hop.payee = legs.front()->payee;
    for (const LoopLeg* leg : legs)
        if (leg->counted) add(leg->funding ? hop.funding : hop.spending, *leg);
    hop.changes = changes_of(legs);
    hop.legs = std::move(legs);
    return hop;
}

// One hop for every payer and payee with a counted leg, ordered by both.
std::vector<Hop> make_hops(const std::vector<LoopLeg>& legs, bool with_in_kind) {
    std::vector<const LoopLeg*> usable;
    for (const LoopLeg& leg : legs)
        if (leg.payer != leg.payee && (with_in_kind || !leg.in_kind)) usable.push_back(&leg);
    const auto pair_of = [](const LoopLeg* leg) { return std::pair(leg->payer, leg->payee); };
    std::sort(usable.begin(), usable.end(),
              [&](const LoopLeg* a, const LoopLeg* b) { return pair_of(a) < pair_of(b); });
    std::vector<Hop> hops;
    for (auto first = usable.begin(); first != usable.end();) {
        const auto last = std::find_if(first, usable.end(), [&](const LoopLeg* leg) {
            return pair_of(leg) != pair_of(*first);
        });
        if (std::any_of(first, last, [](const LoopLeg* leg) { return leg->counted; }))
            hops.push_back(make_hop({first, last}));
        first = last;
    }
    return hops;
}

HopTypes types_on(const Hop& hop, Day day) {
    const auto next =
        std::upper_bound(hop.changes.begin(), hop.changes.end(), day,
                         [](Day wanted, const Change& change) { return wanted < change.from; });
    return next == hop.changes.begin() ? kNoTypes : std::prev(next)->types;
}

// The largest value x such that types can be chosen with every hop's value at least x. A threshold
// x is met if every hop has some type of x or more, some hop funding and some hop spending: with
// two hops or more, those two can then be different hops.
template <class ValueOf>
Int128 best_choice(const HopChain& chain, ValueOf value_of) {
    const auto value = [&](const Offer& offer) {
        return offer.available ? Int128{value_of(offer)} : kAbsent;
    };
    Int128 every = kNoLimit;
    Int128 funding = kAbsent;
    Int128 spending = kAbsent;
    for (const Hop* hop : chain) {
        every = std::min(every, std::max(value(hop->funding), value(hop->spending)));
        funding = std::max(funding, value(hop->funding));
        spending = std::max(spending, value(hop->spending));
    }
    return std::min({every, funding, spending});
}

Readings bottleneck_of(const HopChain& chain) {
    const Int128 hi = best_choice(chain, [](const Offer& offer) { return offer.hi; });
    Readings readings;
    readings.lo = best_choice(chain, [](const Offer& offer) { return offer.lo; });
    readings.stated = best_choice(chain, [](const Offer& offer) { return offer.stated; });
    if (hi != kNoLimit) readings.hi = hi;
    return readings;
}

Bucket strictest_bucket(const HopChain& chain) {
    const auto strictness = [](const Offer& offer) {
        return static_cast<int>(Bucket::kTalks) - static_cast<int>(offer.bucket);
    };
    const Int128 best = best_choice(chain, strictness);
    return static_cast<Bucket>(static_cast<Int128>(Bucket::kTalks) - best);
}

bool runs_in_order_from(const HopChain& chain, std::size_t start) {
    Day fed = earliest(*chain[start]);
    for (std::size_t i = 1; i < chain.size(); ++i) {
        const Hop& hop = *chain[(start + i) % chain.size()];
        if (latest(hop) < fed) return false;
        fed = earliest(hop);
    }
    return true;
}

bool in_order(const HopChain& chain) {
    for (std::size_t start = 0; start < chain.size(); ++start)
        if (chain[start]->funding.available && runs_in_order_from(chain, start)) return true;
    return false;
}

bool qualifies_on(const HopChain& chain, Day day) {
    HopTypes offered = kNoTypes;
    for (const Hop* hop : chain) {
        const HopTypes types = types_on(*hop, day);
        if (types == kNoTypes) return false;
        offered |= types;
    }
    return offered == kBothTypes;
}

std::optional<Day> first_day_listed(const HopChain& chain) {
    std::optional<Day> first;
    for (const Hop* hop : chain) {
        for (const Change& change : hop->changes) {
            if (first && change.from >= *first) break;
            if (qualifies_on(chain, change.from)) first = change.from;
        }
    }
    return first;
}

bool selected_on(const LoopLeg& leg, Day day) {
    return std::any_of(leg.selected.begin(), leg.selected.end(),
                       [&](const DaySpan& span) { return span.from <= day && day < span.to; });
}

// Selected on `day` and not on the day before.
bool is_new(const LoopLeg& leg, Day day) {
    return selected_on(leg, day) && !selected_on(leg, add_days(day, -1));
}

// What a hop would offer on a day without its new legs.
HopTypes types_kept(const Hop& hop, Day day) {
    HopTypes types = kNoTypes;
    for (const LoopLeg* leg : hop.legs)
        if (selected_on(*leg, day) && !is_new(*leg, day)) types |= type_of(*leg);
    return types;
}

// Whether a type that new legs bring to `hop` belongs to a set of new types that closes the loop
// and needs every one of them: it fills a hop that would be empty while another hop offers the
// opposite type, or it is the first of its type in a loop that would have the opposite one alone.
// REQUIRES: the chain qualifies on `day`, `hop` does not keep `type`.
bool closes(const HopChain& chain, const Hop& hop, HopTypes type, Day day) {
    const HopTypes opposite = type == kFundingType ? kSpendingType : kFundingType;
    const auto offers = [&](const Hop* other) {
        return (types_on(*other, day) & opposite) != kNoTypes;
    };
    const auto others_offer = std::any_of(chain.begin(), chain.end(), [&](const Hop* other) {
        return other != &hop && offers(other);
    });
    if (types_kept(hop, day) == kNoTypes && others_offer) return true;
    return std::all_of(chain.begin(), chain.end(), [&](const Hop* other) {
        return offers(other) && (types_kept(*other, day) & type) == kNoTypes;
    });
}

int closing_deal(const HopChain& chain, Day day) {
    int deal = -1;
    for (const Hop* hop : chain) {
        const HopTypes kept = types_kept(*hop, day);
        for (const LoopLeg* leg : hop->legs) {
            const HopTypes type = type_of(*leg);
            if (!is_new(*leg, day) || (kept & type) != kNoTypes || !closes(chain, *hop, type, day))
                continue;
            if (deal == -1 || leg->deal < deal) deal = leg->deal;
        }
    }
    return deal;
}

HopClasses classes_of(const Hop& hop) {
    if (!hop.spending.available) return HopClasses::kCapital;
    return hop.funding.available ? HopClasses::kBoth : HopClasses::kSpend;
}

Loop make_loop(const HopChain& chain) {
    Loop loop;
    for (const Hop* hop : chain) {
        loop.groups.push_back(hop->payer);
        loop.classes.push_back(classes_of(*hop));
        if (!hop->funding.known && !hop->spending.known) ++loop.unknown_hops;
    }
    loop.bottleneck = bottleneck_of(chain);
    loop.bucket = strictest_bucket(chain);
    loop.in_order = in_order(chain);
    loop.closed_on = first_day_listed(chain);
    if (loop.closed_on) loop.closed_by = closing_deal(chain, *loop.closed_on);
    return loop;
}

void collect_loops(const std::vector<Hop>& hops, int groups, int min_length, int max_length,
                   std::vector<Loop>& loops) {
    std::vector<TypedHop> typed;
    for (const Hop& hop : hops)
        typed.push_back({hop.payer, hop.payee, types_of(hop)});
    HopChain chain;
    visit_cycles(typed, groups, min_length, max_length, [&](const std::vector<int>& cycle) {
        chain.clear();
        for (int hop : cycle)
            chain.push_back(&hops[static_cast<std::size_t>(hop)]);
        loops.push_back(make_loop(chain));
    });
}

}  // namespace

std::vector<Loop> find_loops(const std::vector<LoopLeg>& legs, int groups, int max_length) {
    assert(max_length >= 2);
    std::vector<Loop> loops;
    collect_loops(make_hops(legs, true), groups, 2, 2, loops);
    collect_loops(make_hops(legs, false), groups, 3, max_length, loops);
    std::sort(loops.begin(), loops.end(), [](const Loop& a, const Loop& b) {
        return std::tie(b.bottleneck.stated, b.bottleneck.lo, a.groups) <
               std::tie(a.bottleneck.stated, a.bottleneck.lo, b.groups);
    });
    return loops;
}

}  // namespace gw
