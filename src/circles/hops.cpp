// SPDX-License-Identifier: Apache-2.0
#include "circles/hops.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace gw {
namespace {

void add(HopOffer& offer, const LoopLeg& leg) {
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

LoopHop make_hop(std::vector<const LoopLeg*> legs) {
    LoopHop hop;
    hop.payer = legs.front()->payer;
    hop.payee = legs.front()->payee;
    for (const LoopLeg* leg : legs)
        if (leg->counted) add(leg->funding ? hop.funding : hop.spending, *leg);
    hop.legs = std::move(legs);
    return hop;
}

template <class Value>
Int128 best_of_offers(const HopChain& chain, Value value) {
    return best_choice(chain, [&](const LoopHop* hop, HopTypes type) {
        const HopOffer& offer = type == kFundingType ? hop->funding : hop->spending;
        return offer.available ? Int128{value(offer)} : kAbsent;
    });
}

}  // namespace

HopTypes type_of(const LoopLeg& leg) {
    return leg.funding ? kFundingType : kSpendingType;
}

HopTypes types_of(const LoopHop& hop) {
    return (hop.funding.available ? kFundingType : kNoTypes) |
           (hop.spending.available ? kSpendingType : kNoTypes);
}

std::vector<LoopHop> make_hops(const std::vector<LoopLeg>& legs, bool with_in_kind) {
    // Payer and payee as one number, and the leg's place: sorted without looking at the leg.
    std::vector<std::pair<std::uint64_t, std::size_t>> usable;
    usable.reserve(legs.size());
    for (std::size_t i = 0; i < legs.size(); ++i)
        if (legs[i].payer != legs[i].payee && (with_in_kind || !legs[i].in_kind))
            usable.emplace_back(static_cast<std::uint64_t>(legs[i].payer) << 32 |
                                    static_cast<std::uint32_t>(legs[i].payee),
                                i);
    std::sort(usable.begin(), usable.end());
    std::vector<LoopHop> hops;
    for (auto first = usable.begin(); first != usable.end();) {
        std::vector<const LoopLeg*> of_hop;
        const std::uint64_t ends = first->first;
        for (; first != usable.end() && first->first == ends; ++first)
            of_hop.push_back(&legs[first->second]);
        if (std::any_of(of_hop.begin(), of_hop.end(),
                        [](const LoopLeg* leg) { return leg->counted; }))
            hops.push_back(make_hop(std::move(of_hop)));
    }
    return hops;
}

Readings bottleneck_of(const HopChain& chain) {
    const Int128 hi = best_of_offers(chain, [](const HopOffer& offer) { return offer.hi; });
    Readings readings;
    readings.lo = best_of_offers(chain, [](const HopOffer& offer) { return offer.lo; });
    readings.stated = best_of_offers(chain, [](const HopOffer& offer) { return offer.stated; });
    if (hi != kNoLimit) readings.hi = hi;
    return readings;
}

Bucket strictest_bucket(const HopChain& chain) {
    const Int128 best = best_of_offers(chain, [](const HopOffer& offer) {
        return static_cast<int>(Bucket::kTalks) - static_cast<int>(offer.bucket);
    });
    return static_cast<Bucket>(static_cast<Int128>(Bucket::kTalks) - best);
}

}  // namespace gw
