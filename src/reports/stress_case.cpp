// SPDX-License-Identifier: Apache-2.0
#include "reports/stress_case.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "cells/cells.h"
#include "cells/position.h"
#include "circles/money_graph.h"
#include "reports/facts.h"
#include "reports/named.h"
#include "reports/resources.h"
#include "text/suggest.h"

namespace gw {
namespace {

constexpr int kAll = 10'000;  // basis points

AskOptions query_alone(AskOptions options) {
    options.words = split_words(options.words).query;
    return options;
}

int read_share(const std::string& text) {
    const std::string number = text.ends_with('%') ? text.substr(0, text.size() - 1) : text;
    const auto parsed = number.empty() ? Parsed<Interval>(CellError{}) : parse_percent(number);
    const Interval* share = std::get_if<Interval>(&parsed);
    if (share == nullptr || !share->exact())
        throw Error(Exit::kUsage, fmt::format("--pays: \"{}\" will not do", text),
                    "a share from 0% to 100%, such as 50%");
    if (!text.ends_with('%') && *share->lo > 0 && *share->lo < 100)
        throw Error(Exit::kUsage,
                    fmt::format("--pays: \"{}\" can be a share or a percentage", text),
                    fmt::format("{}% if it is a percentage, {}% if it is a share", number,
                                format_percent({*share->lo * 100, *share->lo * 100})));
    return static_cast<int>(*share->lo);
}

}  // namespace

StressCase::StressCase(const Db& db, const AskOptions& options)
    : options_(options),
      legs_asked_(query_alone(options)),
      names_(split_words(options.words).names),
      world_(db, legs_asked_),
      buckets_(world_.selection) {
    read_words(options);
    read_cash(options);
    make_terms(db);
}

void StressCase::read_words(const AskOptions& options) {
    if (options.deals.empty() == options.cancelled)
        throw Error(Exit::kUsage, "--deal and --cancelled go together",
                    "gigawatch stress --deal SLUG --cancelled");
    if (names_.empty() && options.deals.empty())
        throw Error(Exit::kUsage, "stress needs a party and what it pays, or a deal",
                    "gigawatch stress openai --pays 50%, or --deal SLUG --cancelled");
    if (options.pays.empty() && !names_.empty())
        throw Error(Exit::kUsage, fmt::format("stress: what {} pays is not said", names_.front()),
                    "how much of what it owes: --pays 50%, or 0% for nothing");
    if (options.pays.empty() != names_.empty() ||
        (options.pays.size() > 1 && options.pays.size() != names_.size()))
        throw Error(
            Exit::kUsage,
            fmt::format("{} and {} --pays: which is whose is not clear",
                        names_.size() == 1 ? "1 party" : fmt::format("{} parties", names_.size()),
                        options.pays.size()),
            "one --pays for all parties, or one for each in their order");
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const int group = named_group(world_, "stress", names_[i]);
        if (!pays_.emplace(group, read_share(options.pays[options.pays.size() == 1 ? 0 : i]))
                 .second)
            throw Error(Exit::kUsage,
                        fmt::format("stress: {} stands here twice", world_.party(group)),
                        "each group once");
        stressed_.push_back(group);
    }
    for (const std::string& slug : options.deals) {
        const int deal = find_slug(world_.facts.deals, slug);
        if (deal < 0) {
            const std::vector<std::string> near = suggest(slug, world_.selection.deal_candidates());
            throw Error(Exit::kUsage, fmt::format("--deal: no deal \"{}\" in the book", slug),
                        near.empty() ? "gigawatch deals lists them" : near.front());
        }
        cancelled_.push_back(deal);
    }
}

void StressCase::read_cash(const AskOptions& options) {
    for (const std::string& text : options.cash) {
        const std::size_t equals = text.find('=');
        const std::string amount =
            equals == std::string::npos ? std::string() : text.substr(equals + 1);
        const auto parsed =
            amount.empty() ? Parsed<Quantity>(CellError{}) : parse_amount(amount, Sign::kUnsigned);
        const Quantity* quantity = std::get_if<Quantity>(&parsed);
        if (quantity == nullptr || !quantity->value.exact())
            throw Error(Exit::kUsage, fmt::format("--cash: \"{}\" will not do", text),
                        "PARTY=AMOUNT in USD, such as coreweave=3bn");
        const int group = named_group(world_, "--cash", text.substr(0, equals));
        if (!cash_.emplace(group, *quantity->value.lo).second)
            throw Error(Exit::kUsage,
                        fmt::format("--cash: {} stands here twice", world_.party(group)),
                        "each group once");
    }
}

// Payments are solved for in 64 bits and shared out in products of two amounts in 128.
void StressCase::check_size(const StressYear& year) {
    Int128 due = 0;
    for (const StressHop& hop : year.hops)
        due += hop.due;
    if (due >= Int128{kMostCapacity})
        throw Error(
            Exit::kData,
            fmt::format("stress is exact up to {} USD in all; the amounts here are more",
                        kMostCapacity),
            "select fewer legs, or mend an amount: gigawatch exposure --by leg --sort -stated");
}

// Each year by itself: what a party has left of one is not carried into the next, and what it owed
// is not either.
void StressCase::make_terms(const Db& db) {
    dues_ = stress_dues(db, world_, buckets_, options_, cancelled_);
    const std::map<int, Resources> known = read_resources(db, world_.facts, options_.on);
    for (StressYear& year : dues_.years) {
        check_size(year);
        StressTerm& term = terms_.emplace_back();
        term.year = std::move(year);
        for (const auto& [party, has] : known)
            if (world_.facts.groups[at(party)] == party)
                term.resources[party] = has.of_year(term.year.dates);
        for (const auto& [group, cash] : cash_)
            term.resources[group] = cash;
        term.ample = solve(term, true);
        term.scarce = solve(term, false);
    }
    dues_.years.clear();
}

bool StressCase::cancelled(int deal) const {
    return std::find(cancelled_.begin(), cancelled_.end(), deal) != cancelled_.end();
}

StressOutcome StressCase::solve(const StressTerm& term, bool ample) const {
    std::vector<Payer> payers(world_.facts.parties.size());
    for (std::size_t group = 0; group < payers.size(); ++group) {
        const int number = static_cast<int>(group);
        const bool stressed = pays_.contains(number);
        const Int128* has = term.resources_of(number);
        if (has != nullptr && (!stressed || cash_.contains(number)))
            payers[group].resources = *has;
        else if (!ample && !stressed && !world_.facts.parties[group].unnamed)
            payers[group].resources = 0;
    }
    std::vector<Obligation> obligations;
    for (const StressHop& hop : term.year.hops)
        obligations.push_back({hop.payer, hop.payee, hop.due});
    StressOutcome outcome{clear(obligations, payers), {}};
    std::vector<Int128> owed(payers.size());
    for (std::size_t i = 0; i < obligations.size(); ++i) {
        obligations[i].amount -= term.year.hops[i].cancelled;
        owed[at(obligations[i].payer)] += obligations[i].amount;
    }
    for (const auto& [group, share] : pays_)
        payers[at(group)].at_most = multiply_and_round(owed[at(group)], share, kAll);
    outcome.after = clear(obligations, payers);
    return outcome;
}

bool StressTerm::pays_less(int group) const {
    return ample.after.paid[at(group)] < ample.before.paid[at(group)];
}

const Int128* StressTerm::resources_of(int group) const {
    const auto found = resources.find(group);
    return found == resources.end() ? nullptr : &found->second;
}

std::vector<int> StressCase::without_resources() const {
    std::set<int> payers;
    for (const StressTerm& term : terms_)
        for (const StressHop& hop : term.year.hops)
            if (term.resources_of(hop.payer) == nullptr && !pays_.contains(hop.payer))
                payers.insert(hop.payer);
    return {payers.begin(), payers.end()};
}

std::string StressCase::text() const {
    std::string text;
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    for (const int group : stressed_)
        add(fmt::format("{} pays {}%", world_.party(group),
                        format_percent({pays_.at(group), pays_.at(group)})));
    for (const int deal : cancelled_)
        add(fmt::format("{} cancelled", world_.deal(deal)));
    return text;
}

}  // namespace gw
