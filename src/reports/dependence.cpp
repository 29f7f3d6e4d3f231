// SPDX-License-Identifier: Apache-2.0
#include "reports/dependence.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "book/schema.h"
#include "cells/position.h"
#include "circles/max_flow.h"
#include "counting/sums.h"
#include "reports/facts.h"
#include "reports/loop_legs.h"
#include "reports/named.h"
#include "reports/world.h"

namespace gw {
namespace {

constexpr std::int64_t kNoLimitFlow = std::int64_t{1} << 60;  // above all amounts of a book

// Legs that others pay for, with those that do.
using PassThrough = std::vector<std::pair<int, int>>;

PassThrough read_pass_through(const Db& db, const Facts& facts) {
    PassThrough links;
    Statement rows = db.prepare(schema_text("queries", "pass_through"));
    const auto leg = [&](int column) {
        return find_leg(facts, find_slug(facts.deals, rows.text(column)),
                        static_cast<int>(rows.integer(column + 1)));
    };
    while (rows.step())
        links.emplace_back(leg(0), leg(2));
    return links;
}

// A reading of a leg in whole units.
using Reading = std::int64_t (*)(const Readings& amount);
std::int64_t lo_of(const Readings& amount) {
    return static_cast<std::int64_t>(amount.lo.value_or(0));
}
std::int64_t stated_of(const Readings& amount) {
    return static_cast<std::int64_t>(amount.stated);
}
std::int64_t hi_of(const Readings& amount) {
    return amount.hi ? static_cast<std::int64_t>(*amount.hi) : kNoLimitFlow;
}

class Dependence {
public:
    Dependence(const Db& db, const World& world, int payee, int party)
        : world_(world), buckets_(world.selection), payee_(payee), party_(party) {
        for (const int leg : world.legs)
            if (buckets_.accepts(world.counted[at(leg)].bucket)) counted_.insert(leg);
        for (const auto& [leg, funder] : read_pass_through(db, world.facts))
            if (counted_.contains(leg) && counted_.contains(funder) &&
                world.payer_group(leg) == world.payee_group(funder))
                links_.emplace_back(leg, funder);
        sort_legs();
    }

    Table table() const;
    const BucketFilter& buckets() const { return buckets_; }

private:
    void sort_legs();
    Readings passed_on() const;
    std::int64_t flow(Reading reading) const;
    bool is_spend_to_payee(int leg) const {
        return is_spend(world_.leg(leg)) && world_.payee_group(leg) == payee_;
    }
    Sum sum_of(const std::vector<int>& legs) const {
        Sum sum;
        for (const int leg : legs)
            sum.add(world_.counted[at(leg)], world_.leg(leg).approx);
        return sum;
    }

    const World& world_;
    BucketFilter buckets_;
    int payee_;
    int party_;
    std::set<int> counted_;
    PassThrough links_;           // counted at both ends, and through one group's hands
    std::vector<int> all_;        // spend legs to the payee
    std::vector<int> direct_;     // those that the party owes itself
    std::vector<int> passed_on_;  // those of others that its money can reach
};

void Dependence::sort_legs() {
    std::set<int> reached;
    for (const int leg : counted_)
        if (world_.payer_group(leg) == party_) reached.insert(leg);
    for (bool more = true; more;) {
        more = false;
        for (const auto& [leg, funder] : links_)
            if (reached.contains(funder)) more = reached.insert(leg).second || more;
    }
    for (const int leg : counted_) {
        if (!is_spend_to_payee(leg)) continue;
        all_.push_back(leg);
        if (world_.payer_group(leg) == party_)
            direct_.push_back(leg);
        else if (reached.contains(leg))
            passed_on_.push_back(leg);
    }
}

// The most that can run from the party's legs over the legs they pay for to the payee, no leg
// carrying more than its amount: so each dollar counts once.
std::int64_t Dependence::flow(Reading reading) const {
    std::map<int, int> numbers;
    for (const auto& [leg, funder] : links_)
        for (const int one : {leg, funder})
            numbers.emplace(one, static_cast<int>(numbers.size()));
    const int legs = static_cast<int>(numbers.size());
    const int source = 2 * legs;
    MaxFlow network(2 * legs + 2);
    for (const auto& [leg, number] : numbers) {
        network.add_arc(2 * number, 2 * number + 1, reading(world_.counted[at(leg)].amount));
        if (world_.payer_group(leg) == party_) network.add_arc(source, 2 * number, kNoLimitFlow);
        if (world_.payer_group(leg) != party_ && is_spend_to_payee(leg))
            network.add_arc(2 * number + 1, source + 1, kNoLimitFlow);
    }
    for (const auto& [leg, funder] : links_)
        network.add_arc(2 * numbers.at(funder) + 1, 2 * numbers.at(leg), kNoLimitFlow);
    return legs == 0 ? 0 : network.run(source, source + 1);
}

Readings Dependence::passed_on() const {
    Readings amount{flow(lo_of), flow(stated_of), std::nullopt};
    const std::int64_t most = flow(hi_of);
    if (most < kNoLimitFlow) amount.hi = most;
    return amount;
}

Table Dependence::table() const {
    Table table;
    table.columns = {{.name = "payee", .for_people = false},
                     {.name = "party", .for_people = false},
                     {.name = "route"},
                     {.name = "legs", .unit = Unit::kCount},
                     {.name = "lo", .heading = "surely", .unit = Unit::kMoney},
                     {.name = "stated", .heading = "as stated", .unit = Unit::kMoney},
                     {.name = "hi", .heading = "at most", .unit = Unit::kMoney},
                     {.name = "unknown", .unit = Unit::kCount}};
    const auto add = [&](const std::string& route, const Sum& sum) {
        table.rows.push_back({world_.party(payee_), world_.party(party_), route,
                              count_value(sum.legs), Figure{sum.lo}, Figure{sum.stated},
                              machine_hi(sum), count_value(sum.unknown + sum.unconverted)});
    };
    const Sum direct = sum_of(direct_);
    const Sum reached = sum_of(passed_on_);
    Sum passed;
    passed.add(passed_on(), reached.approx);
    passed.legs = reached.legs;
    passed.unknown = reached.unknown;
    passed.unconverted = reached.unconverted;
    Sum both = direct;
    both.add(passed);
    add("direct", direct);
    add("passed on", passed);
    add("both", both);
    add("all revenue", sum_of(all_));
    table.notes.emplace_back(
        "passed on: what others owe out of what the party owes them (funded_by), no more than "
        "either, each dollar once");
    if (!buckets_.shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
    return table;
}

}  // namespace

Table dependence(const Book& book, const AskOptions& options) {
    const SplitWords words = split_words(options.words);
    if (words.names.size() != 2)
        throw Error(Exit::kUsage, "dependence needs a payee and the party that it depends on",
                    "gigawatch dependence nvidia openai");
    AskOptions legs = options;
    legs.words = words.query;
    const World world(book.db(), legs);
    const int payee = named_group(world, "dependence", words.names[0]);
    const int party = named_group(world, "dependence", words.names[1]);
    const Dependence made(book.db(), world, payee, party);
    Table table = made.table();
    table.title =
        join_title({fmt::format("What {} is owed as revenue, and depends on {} for",
                                world.party(payee), world.party(party)),
                    world.selection.text(), lens_text(options.on),
                    made.buckets().shows_all() ? "" : "committed, conditional and announced legs"});
    arrange(table, options);
    return table;
}

}  // namespace gw
