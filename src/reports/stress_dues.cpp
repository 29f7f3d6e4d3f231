// SPDX-License-Identifier: Apache-2.0
#include "reports/stress_dues.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "cells/position.h"
#include "counting/schedule.h"
#include "reports/flows.h"
#include "text/error.h"

namespace gw {
namespace {

constexpr int kYear = 12;  // months
constexpr std::size_t kMostYears = 100;

bool is_obligation(const LegFacts& leg) {
    const LegClass leg_class = kLegKinds[leg.kind].leg_class;
    return (leg_class == LegClass::kSpend || leg_class == LegClass::kCapital) && !is_in_kind(leg);
}

std::optional<Periods> asked_years(const AskOptions& options) {
    if (!options.period) return std::nullopt;
    const DateRange& range = *options.period;
    if (!range.lo || !range.hi || first_of_step(*range.lo, kYear) != *range.lo ||
        first_of_step(add_days(*range.hi, 1), kYear) != add_days(*range.hi, 1))
        throw Error(Exit::kUsage,
                    "--period of stress takes whole years, since a year's revenue is set against "
                    "what falls in it",
                    "a year such as 2027, or years such as 2026..2030");
    Periods years(*range.lo, *range.hi, kYear);
    if (years.later() - 1 > kMostYears)
        throw Error(Exit::kUsage, "--period of stress takes at most 100 years",
                    "years such as 2026..2030");
    return years;
}

class Dues {
public:
    Dues(const Db& db, const World& world, const AskOptions& options,
         const std::vector<int>& cancelled)
        : world_(world), cancelled_(cancelled), years_(asked_years(options)) {
        if (years_) planned_ = read_flows(db, world.facts, "planned");
        hops_.resize(years_ ? years_->later() - 1 : 1);
    }

    void add(int leg) {
        const Counted& counted = world_.counted[at(leg)];
        dues_.legs.push_back(leg);
        if (counted.unknown || counted.unconverted) ++dues_.unknown;
        if (years_)
            spread(leg, counted);
        else
            add_due(leg, counted.amount.stated, 0);
    }

    StressDues finish() {
        for (std::size_t year = 0; year < hops_.size(); ++year) {
            StressYear& made = dues_.years.emplace_back();
            if (years_) {
                made.name = years_->name(year + 1);
                made.dates = years_->dates(year + 1);
            }
            for (auto& [ends, hop] : hops_[year])
                made.hops.push_back(std::move(hop));
        }
        return std::move(dues_);
    }

private:
    void spread(int leg, const Counted& counted) {
        const LegFacts& facts = world_.leg(leg);
        std::vector<Sum> slots(years_->slots());
        spread_leg(facts, counted, flows_of(planned_, leg), *years_, slots);
        for (std::size_t year = 0; year < hops_.size(); ++year)
            if (slots[year + 1].legs > 0) add_due(leg, slots[year + 1].stated, year);
        dues_.outside += slots[years_->earlier()].stated + slots[years_->later()].stated;
        const Sum& undated = slots[years_->undated()];
        if (undated.legs > 0) {
            dues_.undated.push_back(leg);
            dues_.undated_amount += undated.stated;
            dues_.undated_by[world_.payer_group(leg)] += undated.stated;
        } else if (facts.profile == Profile::kUnknown) {
            ++dues_.spread_evenly;
        }
    }

    void add_due(int leg, Int128 due, std::size_t year) {
        const std::pair ends(world_.payer_group(leg), world_.payee_group(leg));
        StressHop& hop = hops_[year][ends];
        hop.payer = ends.first;
        hop.payee = ends.second;
        hop.legs.push_back(leg);
        hop.due += due;
        const int deal = world_.leg(leg).deal;
        if (std::find(cancelled_.begin(), cancelled_.end(), deal) != cancelled_.end())
            hop.cancelled += due;
        const Counted& counted = world_.counted[at(leg)];
        if (counted.unknown || counted.unconverted) ++hop.unknown;
    }

    const World& world_;
    const std::vector<int>& cancelled_;
    const std::optional<Periods> years_;
    FlowsOfLegs planned_;
    std::vector<std::map<std::pair<int, int>, StressHop>> hops_;  // by year
    StressDues dues_;
};

}  // namespace

StressDues stress_dues(const Db& db, const World& world, const BucketFilter& buckets,
                       const AskOptions& options, const std::vector<int>& cancelled) {
    Dues dues(db, world, options, cancelled);
    for (const int leg : world.legs)
        if (is_obligation(world.leg(leg)) && buckets.accepts(world.counted[at(leg)].bucket))
            dues.add(leg);
    return dues.finish();
}

}  // namespace gw
