// SPDX-License-Identifier: Apache-2.0
#include "reports/condition.h"

#include <algorithm>
#include <set>
#include <string>

#include "book/schema.h"
#include "cells/position.h"
#include "reports/facts.h"
#include "reports/record_condition.h"

namespace gw {
namespace {

using Is = QueryValue::Is;

bool inside(const std::optional<Int128>& value, const Interval& range) {
    if (!value) return false;
    return (!range.lo || *range.lo <= *value) && (!range.hi || *value <= *range.hi);
}

// A date lies in a range of days only if it surely does.
bool inside(const DateRange& date, const DateRange& range) {
    if (date.unknown()) return false;
    return (!range.lo || (date.lo && *range.lo <= *date.lo)) &&
           (!range.hi || (date.hi && *date.hi <= *range.hi));
}

// Whether one of the alternatives holds for something that is known or not and has this value.
template <class Range, class Value>
bool any_holds(const std::vector<QueryValue>& wanted, bool known, const Value& value) {
    return std::any_of(wanted.begin(), wanted.end(), [&](const QueryValue& one) {
        if (one.is == Is::kKnown) return known;
        if (one.is == Is::kUnknown) return !known;
        const auto* range = std::get_if<Range>(&one.range);
        return known && range != nullptr && inside(value, *range);
    });
}

// The alternatives of a field of fixed words as a set of positions; the word at `none` (one past
// the last: no word of the list) is what `unknown` means.
template <class Words>
std::uint64_t positions(const QueryTerm& term, const Words& words, std::size_t none) {
    std::uint64_t set = 0;
    for (const QueryValue& value : term.values) {
        const std::uint64_t unknown = std::uint64_t{1} << none;
        if (value.is == Is::kUnknown) set |= unknown;
        if (value.is == Is::kKnown) set |= ((std::uint64_t{1} << words.size()) - 1) & ~unknown;
        if (value.is != Is::kValue) continue;
        if (const auto word = find_word(words, value.text)) set |= std::uint64_t{1} << *word;
    }
    return set;
}

bool holds(std::uint64_t set, std::size_t position) {
    return (set >> position & 1) != 0;
}

class Compiler {
public:
    Compiler(const ConditionContext& context, QueryTerm& term, std::vector<int>& named)
        : facts_(context.facts), context_(context), term_(term), named_(named) {}

    Condition compile() {
        if (term_.field == Field::kAny) settle_bare_word();
        switch (term_.field) {
            case Field::kAny:
                return {};
            case Field::kParty:
            case Field::kPayer:
            case Field::kPayee:
                return about_parties();
            case Field::kDeal:
                return about_deals(deals_named());
            case Field::kProgramme:
                return about_deals(deals_of_programmes());
            case Field::kStatus:
                return about_status();
            case Field::kBucket:
                return about_bucket();
            case Field::kFirmness:
                return about_firmness();
            case Field::kKind:
            case Field::kClass:
            case Field::kCurrency:
                return about_leg_words();
            case Field::kAmount:
            case Field::kTerm:
            case Field::kAgreed:
            case Field::kStart:
            case Field::kEnd:
                return about_leg_ranges();
            case Field::kPower:
            case Field::kLayer:
            case Field::kBasis:
                return about_tranche_values();
            case Field::kSite:
                return about_site();
            case Field::kUser:
                return about_user();
            default:
                return compile_record_term(context_, term_);
        }
    }

private:
    // A word that is a party and a deal is the party; `deal:` says the other.
    void settle_bare_word() {
        QueryValue& value = term_.values.front();
        const auto [party, deal] =
            context_.lookup.party_or_deal(context_.query, value, context_.problems);
        if (party >= 0) term_.field = Field::kParty;
        if (deal >= 0) term_.field = Field::kDeal;
    }

    // The parties of the alternatives that are none of `known` and `unknown`.
    std::vector<int> parties_named() {
        std::vector<int> parties;
        for (QueryValue& value : term_.values) {
            if (value.is != Is::kValue) continue;
            const int party =
                context_.lookup.party(context_.query, term_, value, context_.problems);
            if (party < 0) continue;
            value.text = facts_.parties[at(party)].slug;
            parties.push_back(party);
        }
        return parties;
    }

    Condition about_parties() {
        const std::vector<int> parties = parties_named();
        named_.insert(named_.end(), parties.begin(), parties.end());
        const bool pays = term_.field != Field::kPayee;
        const bool is_paid = term_.field != Field::kPayer;
        std::vector<char> wanted = members_of(facts_, parties);
        Condition condition;
        if (term_.field == Field::kParty) {
            condition.tranche = [wanted](const Tranche& tranche) {
                return tranche.user >= 0 && wanted[at(tranche.user)] != 0;
            };
            condition.legs_too = condition.whole_deal = true;
        }
        condition.leg = [&facts = facts_, wanted = std::move(wanted), pays, is_paid](int leg, Day) {
            const LegFacts& one = facts.legs[at(leg)];
            return (pays && wanted[at(one.payer)] != 0) || (is_paid && wanted[at(one.payee)] != 0);
        };
        return condition;
    }

    std::vector<char> deals_named() {
        std::vector<char> wanted(facts_.deals.size(), 0);
        for (const QueryValue& value : term_.values)
            if (const int deal = context_.lookup.deal(context_.query, value, context_.problems);
                deal >= 0)
                wanted[at(deal)] = 1;
        return wanted;
    }

    std::vector<char> deals_of_programmes() {
        std::vector<char> wanted(facts_.deals.size(), 0);
        for (const QueryValue& value : term_.values) {
            if (value.is != Is::kValue) continue;
            const int deal = context_.lookup.deal(context_.query, value, context_.problems);
            if (deal < 0) continue;
            Statement rows = context_.db.prepare(schema_text("queries", "deals_of_programme"));
            rows.bind(0, std::string_view(facts_.deals[at(deal)].slug));
            while (rows.step())
                wanted[at(find_slug(facts_.deals, rows.text(0)))] = 1;
        }
        if (term_.asks_for(Is::kKnown) || term_.asks_for(Is::kUnknown)) {
            const std::vector<char> part = deals_with_programme();
            for (std::size_t i = 0; i < wanted.size(); ++i)
                if (term_.asks_for(part[i] != 0 ? Is::kKnown : Is::kUnknown)) wanted[i] = 1;
        }
        return wanted;
    }

    std::vector<char> deals_with_programme() const {
        std::vector<char> part(facts_.deals.size(), 0);
        Statement rows = context_.db.prepare(schema_text("queries", "programme_parts"));
        while (rows.step())
            part[at(find_slug(facts_.deals, rows.text(0)))] = 1;
        return part;
    }

    static Condition about_deals(std::vector<char> wanted) {
        Condition condition;
        condition.deal = [wanted = std::move(wanted)](int deal, Day) {
            return wanted[at(deal)] != 0;
        };
        return condition;
    }

    Condition about_status() {
        const std::size_t none = kStatusNames.size();
        const std::uint64_t wanted = positions(term_, kStatusNames, none);
        Condition condition;
        condition.deal = [&facts = facts_, wanted](int deal, Day on) {
            const EventFacts* event = latest_event(facts.deals[at(deal)], on);
            return holds(wanted, event == nullptr ? none : index_of(event->status));
        };
        return condition;
    }

    Condition about_bucket() {
        const std::uint64_t wanted = positions(term_, kBucketNames, kBucketNames.size());
        Condition condition;
        condition.leg = [&facts = facts_, wanted](int leg, Day on) {
            const auto bucket = bucket_on(facts, facts.legs[at(leg)], on);
            return bucket && holds(wanted, index_of(*bucket));
        };
        condition.tranche = [wanted](const Tranche& tranche) {
            return tranche.bucket && holds(wanted, index_of(*tranche.bucket));
        };
        return condition;
    }

    Condition about_firmness() {
        const std::uint64_t wanted = positions(term_, kFirmnessNames, kFirmnessNames.size());
        Condition condition;
        condition.leg = [&facts = facts_, wanted](int leg, Day) {
            return holds(wanted, index_of(facts.legs[at(leg)].firmness));
        };
        condition.tranche = [wanted](const Tranche& tranche) {
            return holds(wanted, index_of(tranche.firmness));
        };
        return condition;
    }

    Condition about_leg_words() {
        std::vector<char> wanted;
        const auto is_wanted = [&](std::string_view word) {
            return std::any_of(term_.values.begin(), term_.values.end(), [&](const auto& value) {
                return value.is == Is::kValue && value.text == word;
            });
        };
        Condition condition;
        if (term_.field == Field::kCurrency) {
            wanted.push_back(term_.asks_for(Is::kUnknown) ? 1 : 0);
            for (const std::string& code : facts_.currencies)
                wanted.push_back(term_.asks_for(Is::kKnown) || is_wanted(code) ? 1 : 0);
            condition.leg = [&facts = facts_, wanted](int leg, Day) {
                return wanted[at(facts.legs[at(leg)].currency + 1)] != 0;
            };
            return condition;
        }
        for (const LegKind& kind : kLegKinds)
            wanted.push_back(is_wanted(term_.field == Field::kKind
                                           ? kind.name
                                           : kClassNames[index_of(kind.leg_class)])
                                 ? 1
                                 : 0);
        condition.leg = [&facts = facts_, wanted](int leg, Day) {
            return wanted[facts.legs[at(leg)].kind] != 0;
        };
        return condition;
    }

    Condition about_leg_ranges() {
        Condition condition;
        condition.leg = [&facts = facts_, field = term_.field, wanted = term_.values](int position,
                                                                                      Day) {
            const LegFacts& leg = facts.legs[at(position)];
            if (field == Field::kTerm)
                return any_holds<Interval>(wanted, leg.term_months > 0,
                                           std::optional<Int128>(leg.term_months));
            if (field == Field::kStart)
                return any_holds<DateRange>(wanted, !leg.start.unknown(), leg.start);
            if (field == Field::kEnd)
                return any_holds<DateRange>(wanted, !leg.end.unknown(), leg.end);
            if (field == Field::kAgreed) {
                const Day agreed = agreed_day(facts, leg);
                return any_holds<DateRange>(wanted, agreed != kEndOfTime,
                                            DateRange{agreed, agreed});
            }
            const auto amount = full_amount_in_base(facts, leg);
            return any_holds<Interval>(wanted, !full_amount(leg).unknown(),
                                       amount ? std::optional(amount->stated) : std::nullopt);
        };
        return condition;
    }

    Condition about_tranche_values() {
        Condition condition;
        if (term_.field == Field::kPower) {
            condition.tranche = [wanted = term_.values](const Tranche& tranche) {
                const Interval& power = tranche.power_kw;
                return any_holds<Interval>(
                    wanted, !power.unknown(),
                    std::optional<Int128>(power.hi.value_or(power.lo.value_or(0))));
            };
        } else if (term_.field == Field::kLayer) {
            const std::uint64_t wanted = positions(term_, kLayerNames, kLayerNames.size());
            condition.tranche = [wanted](const Tranche& tranche) {
                return holds(wanted, tranche.layer);
            };
        } else {
            const std::size_t none = *find_word(kBasisNames, "unspecified");
            const std::uint64_t wanted = positions(term_, kBasisNames, none);
            condition.tranche = [wanted](const Tranche& tranche) {
                return holds(wanted, tranche.basis);
            };
        }
        return condition;
    }

    Condition about_site() {
        std::set<std::string> sites;
        if (term_.asks_for(Is::kUnknown)) sites.insert("");
        for (QueryValue& value : term_.values) {
            if (value.is != Is::kValue) continue;
            value.text = context_.lookup.site(context_.query, value, context_.problems);
            sites.insert(value.text);
        }
        Condition condition;
        condition.tranche = [sites, known = term_.asks_for(Is::kKnown)](const Tranche& tranche) {
            return sites.contains(tranche.site) || (known && !tranche.site.empty());
        };
        return condition;
    }

    Condition about_user() {
        std::vector<char> wanted = members_of(facts_, parties_named());
        if (term_.asks_for(Is::kKnown)) wanted.assign(wanted.size(), 1);
        Condition condition;
        condition.tranche = [wanted = std::move(wanted),
                             unknown = term_.asks_for(Is::kUnknown)](const Tranche& tranche) {
            return tranche.user < 0 ? unknown : wanted[at(tranche.user)] != 0;
        };
        return condition;
    }

    const Facts& facts_;
    const ConditionContext& context_;
    QueryTerm& term_;
    std::vector<int>& named_;
};

}  // namespace

const std::vector<Tranche>& TrancheList::all() const {
    if (!is_read_) read();
    return all_;
}

const std::vector<int>& TrancheList::of_deal(int deal) const {
    if (!is_read_) read();
    return of_deal_[at(deal)];
}

void TrancheList::read() const {
    is_read_ = true;
    all_ = read_tranches(db_, facts_, on_);
    of_deal_.resize(facts_.deals.size());
    for (std::size_t i = 0; i < all_.size(); ++i)
        if (all_[i].deal >= 0) of_deal_[at(all_[i].deal)].push_back(static_cast<int>(i));
}

bool belongs_to(const Facts& facts, int party, int whole) {
    for (int up = party; up >= 0; up = facts.parties[at(up)].parent)
        if (up == whole) return true;
    return false;
}

std::vector<char> members_of(const Facts& facts, const std::vector<int>& wholes) {
    std::vector<char> members(facts.parties.size(), 0);
    for (const int whole : wholes)
        for (std::size_t i = 0; i < members.size(); ++i)
            if (belongs_to(facts, static_cast<int>(i), whole)) members[i] = 1;
    return members;
}

Condition compile_term(const ConditionContext& context, QueryTerm& term, std::vector<int>& named) {
    return Compiler(context, term, named).compile();
}

}  // namespace gw
