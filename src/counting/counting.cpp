// SPDX-License-Identifier: Apache-2.0
#include "counting/counting.h"

#include <algorithm>

namespace gw {
namespace {

constexpr int months_of(Period period) {
    return period == Period::kYear ? 12 : period == Period::kQuarter ? 3 : 1;
}

Int128 stated_reading(const Readings& amount) {
    return amount.hi ? *amount.hi : amount.lo.value_or(0);
}

// Months over which a rate runs; nullopt: neither a term nor both dates are known.
std::optional<int> months_of_rate(const LegFacts& leg) {
    if (leg.term_months > 0) return leg.term_months;
    if (!leg.start.lo || !leg.end.hi) return std::nullopt;
    return whole_months(*leg.start.lo, add_days(*leg.end.hi, 1));
}

// How the amounts of one day's live legs hang together: wholes first, then their parts.
class Parts {
public:
    Parts(const Facts& facts, std::vector<Counted>& counted)
        : facts_(facts),
          counted_(counted),
          state_(facts.legs.size(), State::kNew),
          effective_(facts.legs.size(), -1) {}

    void settle() {
        for (std::size_t i = 0; i < facts_.legs.size(); ++i)
            if (counted_[i].bucket) counted_[i].amount = full_amount(facts_.legs[i]);
        for (std::size_t i = 0; i < facts_.legs.size(); ++i)
            if (facts_.legs[i].within >= 0) place(static_cast<int>(i));
        take_parts();
    }

private:
    enum class State : std::uint8_t { kNew, kPlaced };

    void take_parts() {
        for (std::size_t i = 0; i < facts_.legs.size(); ++i) {
            if (effective_[i] < 0 || counted_[i].absorbed) continue;
            const Readings part = full_amount(facts_.legs[i]);
            Counted& whole = counted(effective_[i]);
            take_part(part, whole.amount);
            whole.less_about = whole.less_about || (facts_.legs[i].approx && !part.unknown());
        }
    }

    // Finds the whole that a leg is a part of (the parts of an absorbed part are the whole's) and
    // whether that whole absorbs it. Wholes are placed before their parts; `within` makes no
    // circles.
    void place(int leg) {
        std::vector<int> chain;
        for (int at = leg; at >= 0 && state(at) == State::kNew; at = live_whole(at))
            chain.push_back(at);
        for (; !chain.empty(); chain.pop_back())
            place_below(chain.back());
    }

    void place_below(int leg) {
        state_[static_cast<std::size_t>(leg)] = State::kPlaced;
        int whole = live_whole(leg);
        if (whole < 0) return;
        if (counted(whole).absorbed) whole = effective_[static_cast<std::size_t>(whole)];
        effective_[static_cast<std::size_t>(leg)] = whole;
        counted(leg).absorbed = absorbs(whole, leg);
    }

    State state(int leg) const { return state_[static_cast<std::size_t>(leg)]; }
    Counted& counted(int leg) { return counted_[static_cast<std::size_t>(leg)]; }
    const LegFacts& facts(int leg) const { return facts_.legs[static_cast<std::size_t>(leg)]; }

    int live_whole(int leg) {
        const int whole = facts(leg).within;
        return whole >= 0 && counted(leg).bucket && counted(whole).bucket ? whole : -1;
    }

    bool absorbs(int whole, int part) {
        const LegFacts& a = facts(whole);
        const LegFacts& b = facts(part);
        const auto group = [&](int party) {
            return facts_.groups[static_cast<std::size_t>(party)];
        };
        return !counted(whole).amount.unknown() && group(a.payer) == group(b.payer) &&
               group(a.payee) == group(b.payee) &&
               kLegKinds[a.kind].leg_class == kLegKinds[b.kind].leg_class &&
               *counted(whole).bucket <= *counted(part).bucket;
    }

    const Facts& facts_;
    std::vector<Counted>& counted_;
    std::vector<State> state_;
    std::vector<int> effective_;  // the whole that a part is taken from or absorbed by, -1: none
};

const RateFacts* rate_on(const Facts& facts, int currency, Day day) {
    const auto after =
        std::upper_bound(facts.rates.begin(), facts.rates.end(), std::pair(currency, day),
                         [](const std::pair<int, Day>& wanted, const RateFacts& rate) {
                             return wanted < std::pair(rate.currency, rate.day);
                         });
    if (after == facts.rates.begin() || std::prev(after)->currency != currency) return nullptr;
    return &*std::prev(after);
}

Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

// Both are positive; most fit into one word, whose division costs a tenth.
Int128 divide(Int128 dividend, Int128 divisor) {
    if (((dividend | divisor) >> 64) == 0)
        return static_cast<std::uint64_t>(dividend) / static_cast<std::uint64_t>(divisor);
    return dividend / divisor;
}

bool convert(const Facts& facts, const LegFacts& leg, Readings& amount) {
    if (leg.currency == facts.base_currency) return true;
    const RateFacts* rate = rate_on(facts, leg.currency, agreed_day(facts, leg));
    if (rate == nullptr) return false;
    const Int128 scale = power_of_ten(rate->scale);
    if (amount.lo) amount.lo = multiply_and_round(*amount.lo, rate->mantissa, scale);
    if (amount.hi) amount.hi = multiply_and_round(*amount.hi, rate->mantissa, scale);
    amount.stated = multiply_and_round(amount.stated, rate->mantissa, scale);
    return true;
}

void settle_amount(const Facts& facts, const LegFacts& leg, Counted& counted) {
    if (counted.absorbed) {
        counted.amount = Readings{0, 0, 0};
    } else if (counted.amount.unknown()) {
        counted.unknown = true;
        counted.amount = Readings{};
    } else if (!convert(facts, leg, counted.amount)) {
        counted.unconverted = true;
        counted.amount = Readings{0, 0, std::nullopt};
    }
}

}  // namespace

Int128 multiply_and_round(Int128 value, std::int64_t numerator, Int128 denominator) {
    const Int128 product = value * numerator;
    const Int128 quotient = divide(product, denominator);
    const Int128 twice = (product - quotient * denominator) * 2;
    const bool up = twice > denominator || (twice == denominator && quotient % 2 != 0);
    return up ? quotient + 1 : quotient;
}

void take_part(const Readings& part, Readings& whole) {
    if (part.unknown() || whole.unknown()) return;
    const Int128 most = part.hi ? *part.hi : *part.lo;
    const auto less = [](Int128 from, Int128 amount) { return std::max<Int128>(from - amount, 0); };
    if (whole.lo) whole.lo = less(*whole.lo, most);
    if (whole.hi) whole.hi = less(*whole.hi, part.lo.value_or(0));
    whole.stated = less(whole.stated, part.stated);
}

std::optional<Readings> full_amount_in_base(const Facts& facts, const LegFacts& leg) {
    Readings amount = full_amount(leg);
    if (amount.unknown() || !convert(facts, leg, amount)) return std::nullopt;
    return amount;
}

int first_leg(const Facts& facts, int deal) {
    const auto found =
        std::lower_bound(facts.legs.begin(), facts.legs.end(), deal,
                         [](const LegFacts& leg, int wanted) { return leg.deal < wanted; });
    return static_cast<int>(found - facts.legs.begin());
}

Day event_day(const DateRange& date, const DateRange& published) {
    const Day last = date.hi.value_or(kEndOfTime);
    if (!published.hi || *published.hi >= last) return last;
    return date.lo && *published.hi < *date.lo ? last : *published.hi;
}

std::vector<int> find_groups(const std::vector<PartyFacts>& parties) {
    std::vector<int> groups(parties.size(), -1);
    for (std::size_t i = 0; i < parties.size(); ++i) {
        int top = static_cast<int>(i);
        while (groups[static_cast<std::size_t>(top)] < 0 &&
               parties[static_cast<std::size_t>(top)].parent >= 0)
            top = parties[static_cast<std::size_t>(top)].parent;
        const int group = groups[static_cast<std::size_t>(top)] >= 0
                              ? groups[static_cast<std::size_t>(top)]
                              : top;
        for (int at = static_cast<int>(i); at >= 0 && groups[static_cast<std::size_t>(at)] < 0;
             at = parties[static_cast<std::size_t>(at)].parent)
            groups[static_cast<std::size_t>(at)] = group;
    }
    return groups;
}

const EventFacts* latest_event(const DealFacts& deal, Day on) {
    const auto after =
        std::upper_bound(deal.events.begin(), deal.events.end(), on,
                         [](Day day, const EventFacts& event) { return day < event.day; });
    return after == deal.events.begin() ? nullptr : &*std::prev(after);
}

Day agreed_day(const Facts& facts, const LegFacts& leg) {
    if (leg.agreed.hi) return *leg.agreed.hi;
    const auto& events = facts.deals[static_cast<std::size_t>(leg.deal)].events;
    return events.empty() ? kEndOfTime : events.front().day;
}

std::optional<Bucket> bucket_on(const Facts& facts, const LegFacts& leg, Day on) {
    const EventFacts* event = latest_event(facts.deals[static_cast<std::size_t>(leg.deal)], on);
    if (event == nullptr || on < agreed_day(facts, leg)) return std::nullopt;
    if (leg.ended.hi && *leg.ended.hi <= on) return std::nullopt;
    return bucket_of(event->status, leg.firmness);
}

Readings full_amount(const LegFacts& leg) {
    Readings amount;
    if (leg.amount.lo) amount.lo = *leg.amount.lo;
    if (leg.amount.hi) amount.hi = *leg.amount.hi;
    if (leg.per != Period::kTotal && !leg.amount.unknown()) {
        const std::optional<int> months = months_of_rate(leg);
        if (months) {
            const auto times_term = [&](Maybe<Int128>& end) {
                if (end) end = multiply_and_round(*end, *months, months_of(leg.per));
            };
            times_term(amount.lo);
            times_term(amount.hi);
        } else {
            amount.hi = std::nullopt;  // at least one period
        }
    }
    amount.stated = stated_reading(amount);
    return amount;
}

std::vector<Counted> count_legs(const Facts& facts, Day on) {
    std::vector<Counted> counted(facts.legs.size());
    for (std::size_t i = 0; i < facts.legs.size(); ++i) {
        const LegFacts& leg = facts.legs[i];
        counted[i].bucket = bucket_on(facts, leg, on);
        counted[i].intra_group = facts.groups[static_cast<std::size_t>(leg.payer)] ==
                                 facts.groups[static_cast<std::size_t>(leg.payee)];
    }
    Parts(facts, counted).settle();
    for (std::size_t i = 0; i < facts.legs.size(); ++i)
        if (counted[i].bucket) settle_amount(facts, facts.legs[i], counted[i]);
    return counted;
}

}  // namespace gw
