// SPDX-License-Identifier: Apache-2.0
#include "circles/loops.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <optional>
#include <utility>

#include "circles/hops.h"
#include "circles/loop_dates.h"
#include "circles/loop_search.h"
#include "circles/top_cycles.h"

namespace gw {
namespace {

HopClasses classes_of(const LoopHop& hop) {
    if (!hop.spending.available) return HopClasses::kCapital;
    return hop.funding.available ? HopClasses::kBoth : HopClasses::kSpend;
}

// A cycle that is found, as its hops from the smallest group on, and what it is listed by.
struct Candidate {
    HopChain chain;
    Int128 stated = 0;
    Int128 lo = 0;
};

Candidate make_candidate(HopChain chain) {
    const auto smallest =
        std::min_element(chain.begin(), chain.end(),
                         [](const LoopHop* a, const LoopHop* b) { return a->payer < b->payer; });
    std::rotate(chain.begin(), smallest, chain.end());
    const Readings bottleneck = bottleneck_of(chain);
    return {std::move(chain), bottleneck.stated, *bottleneck.lo};
}

bool comes_first(const Candidate& a, const Candidate& b) {
    if (a.stated != b.stated) return a.stated > b.stated;
    if (a.lo != b.lo) return a.lo > b.lo;
    return std::lexicographical_compare(
        a.chain.begin(), a.chain.end(), b.chain.begin(), b.chain.end(),
        [](const LoopHop* one, const LoopHop* other) { return one->payer < other->payer; });
}

Loop make_loop(const HopChain& chain, bool dated) {
    Loop loop;
    for (const LoopHop* hop : chain) {
        loop.groups.push_back(hop->payer);
        loop.classes.push_back(classes_of(*hop));
        if (!hop->funding.known && !hop->spending.known) ++loop.unknown_hops;
    }
    loop.bottleneck = bottleneck_of(chain);
    loop.bucket = strictest_bucket(chain);
    if (!dated) return loop;
    loop.in_order = runs_in_order(chain);
    loop.closed_on = first_day_listed(chain);
    if (loop.closed_on) loop.closed_by = closing_deal(chain, *loop.closed_on);
    return loop;
}

bool goes_through(const LoopHop& hop, int group) {
    return group < 0 || hop.payer == group || hop.payee == group;
}

// nullptr: there is none.
const LoopHop* find_hop(const std::vector<LoopHop>& hops, int payer, int payee) {
    const auto before = [](const LoopHop& hop, std::pair<int, int> ends) {
        return std::pair(hop.payer, hop.payee) < ends;
    };
    const auto found = std::lower_bound(hops.begin(), hops.end(), std::pair(payer, payee), before);
    const bool is_it = found != hops.end() && found->payer == payer && found->payee == payee;
    return is_it ? &*found : nullptr;
}

// The loops of two groups: few, and the only ones that funding in kind counts in.
std::vector<Candidate> loops_of_two(const std::vector<LoopHop>& hops, int through) {
    std::vector<Candidate> found;
    for (const LoopHop& hop : hops) {
        if (hop.payer > hop.payee || !goes_through(hop, through)) continue;
        const LoopHop* back = find_hop(hops, hop.payee, hop.payer);
        if (back != nullptr && (types_of(hop) | types_of(*back)) == kBothTypes)
            found.push_back(make_candidate({&hop, back}));
    }
    return found;
}

HopWorth worth_of(const LoopHop& hop, Int128 HopOffer::*reading) {
    return {hop.funding.available ? hop.funding.*reading : kAbsent,
            hop.spending.available ? hop.spending.*reading : kAbsent};
}

TopCycles longer_cycles(const std::vector<LoopHop>& hops, int groups,
                        const LoopQuestion& question) {
    std::vector<ValuedHop> valued;
    for (const LoopHop& hop : hops)
        valued.push_back(
            {hop.payer, hop.payee, worth_of(hop, &HopOffer::stated), worth_of(hop, &HopOffer::lo)});
    // One more than is listed tells whether there are others.
    return find_top_cycles(valued, groups,
                           {.min_length = 3,
                            .max_length = question.max_length,
                            .through = question.through,
                            .most = question.most + 1,
                            .steps = question.steps,
                            .threads = question.threads});
}

// The hops of loops of two, which take funding in kind, and of longer ones, which do not.
class Hops {
public:
    explicit Hops(const std::vector<LoopLeg>& legs) : of_two_(make_hops(legs, true)) {
        const auto in_kind = [](const LoopLeg& leg) { return leg.in_kind; };
        if (std::any_of(legs.begin(), legs.end(), in_kind)) longer_ = make_hops(legs, false);
    }

    const std::vector<LoopHop>& of_two() const { return of_two_; }
    const std::vector<LoopHop>& longer() const { return longer_ ? *longer_ : of_two_; }

private:
    std::vector<LoopHop> of_two_;
    std::optional<std::vector<LoopHop>> longer_;  // none: the same
};

}  // namespace

FoundLoops find_loops(const std::vector<LoopLeg>& legs, int groups, const LoopQuestion& question) {
    assert(question.max_length >= 2);
    const Hops hops(legs);
    std::vector<Candidate> found = loops_of_two(hops.of_two(), question.through);
    const TopCycles longer = longer_cycles(hops.longer(), groups, question);
    if (longer.stopped && longer.above)
        std::erase_if(found, [&](const Candidate& one) { return one.stated < *longer.above; });
    for (std::size_t i = 0; i < longer.cycles.size(); ++i) {
        HopChain chain;
        for (const int hop : longer.cycles[i])
            chain.push_back(&hops.longer()[static_cast<std::size_t>(hop)]);
        found.push_back(make_candidate(std::move(chain)));
    }
    std::sort(found.begin(), found.end(), comes_first);
    FoundLoops listed{{}, found.size() > question.most, longer.stopped, longer.above, longer.steps};
    if (listed.more) found.resize(question.most);
    for (const Candidate& one : found)
        listed.loops.push_back(make_loop(one.chain, question.dated));
    return listed;
}

std::vector<std::optional<Int128>> amounts_among(const std::vector<LoopLeg>& legs,
                                                 const std::vector<Loop>& loops) {
    const Hops hops(legs);
    std::vector<std::optional<Int128>> amounts;
    for (const Loop& loop : loops) {
        const auto& among = loop.groups.size() == 2 ? hops.of_two() : hops.longer();
        HopChain chain;
        HopTypes types = kNoTypes;
        for (std::size_t i = 0; i < loop.groups.size(); ++i) {
            const int payee = loop.groups[(i + 1) % loop.groups.size()];
            const LoopHop* hop = find_hop(among, loop.groups[i], payee);
            if (hop == nullptr) break;
            chain.push_back(hop);
            types = types | types_of(*hop);
        }
        const bool is_loop = chain.size() == loop.groups.size() && types == kBothTypes;
        amounts.push_back(is_loop ? std::optional(bottleneck_of(chain).stated) : std::nullopt);
    }
    return amounts;
}

std::vector<Loop> find_loops(const std::vector<LoopLeg>& legs, int groups, int max_length) {
    return find_loops(legs, groups,
                      {.max_length = max_length,
                       .most = std::numeric_limits<std::int32_t>::max(),
                       .steps = kNoCycleLimit})
        .loops;
}

LoopCount count_loops(const std::vector<LoopLeg>& legs, int groups, const LoopQuestion& question) {
    assert(question.max_length >= 2);
    const Hops hops(legs);
    std::vector<TypedHop> typed;
    for (const LoopHop& hop : hops.longer())
        typed.push_back({hop.payer, hop.payee, types_of(hop)});
    const FoundCycles longer = find_cycles(typed, groups,
                                           {.min_length = 3,
                                            .max_length = question.max_length,
                                            .through = question.through,
                                            .keep = false,
                                            .steps = question.steps,
                                            .threads = question.threads});
    LoopCount count{longer.by_length, longer.complete, longer.steps};
    count.by_length.resize(static_cast<std::size_t>(question.max_length) + 1);
    count.by_length[2] =
        static_cast<std::int64_t>(loops_of_two(hops.of_two(), question.through).size());
    return count;
}

}  // namespace gw
