// SPDX-License-Identifier: Apache-2.0
#include "reports/stress.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells/position.h"
#include "circles/loops.h"
#include "counting/sums.h"
#include "reports/stress_case.h"
#include "reports/tranches.h"

namespace gw {
namespace {

Value exact(Int128 value) {
    return Figure{value};
}

Value round_value(int round) {
    return round == 0 ? Value(Nil{}) : Value(Figure{round});
}

// The figures of a party or a hop before and after, in both readings.
struct Line {
    Int128 before;
    Int128 after;
    Int128 less() const { return before - after; }
};

std::vector<Column> flow_columns() {
    return {{.name = "due", .unit = Unit::kMoney},
            {.name = "before_ample", .unit = Unit::kMoney, .for_people = false},
            {.name = "after_ample", .heading = "receives, others able", .unit = Unit::kMoney},
            {.name = "loss_ample", .heading = "less by", .unit = Unit::kMoney},
            {.name = "before_scarce", .unit = Unit::kMoney, .for_people = false},
            {.name = "after_scarce",
             .heading = "receives, others not",
             .unit = Unit::kMoney,
             .priority = 1},
            {.name = "loss_scarce", .heading = "less by", .unit = Unit::kMoney, .priority = 2}};
}

void add_flow(std::vector<Value>& row, Int128 due, const Line& ample, const Line& scarce) {
    for (const Int128 value :
         {due, ample.before, ample.after, ample.less(), scarce.before, scarce.after, scarce.less()})
        row.push_back(exact(value));
}

class StressTables {
public:
    StressTables(const Book& book, const AskOptions& options)
        : book_(book), options_(options), case_(book.db(), options), world_(case_.world()) {}

    Table table(const std::string& view);

private:
    void add_parties(Table& table) const;
    void add_hops(Table& table) const;
    void add_loops(Table& table) const;
    void add_layers(Table& table) const;
    void add_notes(Table& table) const;
    void add_rounds(Table& table) const;

    struct LoopChange {
        std::string loop;
        std::size_t length;
        Int128 before;
        Int128 after;
    };
    std::vector<LoopChange> loop_changes() const;
    std::vector<LoopLeg> legs_after(std::vector<LoopLeg> legs) const;
    std::map<std::vector<int>, Int128> loops_of(const std::vector<LoopLeg>& legs) const;
    std::set<int> deals_at_risk() const;

    Line hop_line(const StressOutcome& outcome, std::size_t hop) const {
        return {outcome.before.hops[hop], outcome.after.hops[hop]};
    }
    Line party_line(const StressOutcome& outcome, int group) const {
        return {outcome.before.received[at(group)], outcome.after.received[at(group)]};
    }

    const Book& book_;
    const AskOptions& options_;
    const StressCase case_;
    const World& world_;
};

void StressTables::add_parties(Table& table) const {
    table.columns = {{.name = "party"}};
    for (Column& column : flow_columns())
        table.columns.push_back(std::move(column));
    for (Column column : std::vector<Column>{
             {.name = "owes", .unit = Unit::kMoney, .priority = 4},
             {.name = "pays_ample",
             .heading = "pays, others able",
             .unit = Unit::kMoney,
             .priority = 4},
             {.name = "pays_scarce", .unit = Unit::kMoney, .for_people = false},
             {.name = "resources", .heading = "has itself", .unit = Unit::kMoney, .priority = 5},
             {.name = "round_ample", .unit = Unit::kCount, .for_people = false},
             {.name = "round_scarce",
             .heading = "cannot pay from round",
             .unit = Unit::kCount,
             .priority = 3}})
        table.columns.push_back(std::move(column));
    std::map<int, Int128> due;
    for (const StressHop& hop : case_.hops()) {
        due[hop.payee] += hop.due;
        due[hop.payer];
    }
    const StressOutcome& ample = case_.ample();
    const StressOutcome& scarce = case_.scarce();
    for (const auto& [group, amount] : due) {
        const Line able = party_line(ample, group);
        const Line alone = party_line(scarce, group);
        const bool stressed = std::find(case_.stressed().begin(), case_.stressed().end(), group) !=
                              case_.stressed().end();
        if (able.less() == 0 && alone.less() == 0 && !stressed && !case_.pays_less(group) &&
            ample.after.rounds[at(group)] == 0)
            continue;
        std::vector<Value> row{world_.party(group)};
        add_flow(row, amount, able, alone);
        const Int128* resources = case_.resources(group);
        for (Value value : {exact(ample.after.owed[at(group)]), exact(ample.after.paid[at(group)]),
                            exact(scarce.after.paid[at(group)]),
                            resources == nullptr ? Value(Unknown{}) : exact(*resources),
                            round_value(ample.after.rounds[at(group)]),
                            round_value(scarce.after.rounds[at(group)])})
            row.push_back(std::move(value));
        table.rows.push_back(std::move(row));
    }
}

void StressTables::add_hops(Table& table) const {
    table.columns = {{.name = "payer"},
                     {.name = "payee"},
                     {.name = "legs", .unit = Unit::kCount, .priority = 3}};
    for (Column& column : flow_columns())
        table.columns.push_back(std::move(column));
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 4});
    for (std::size_t i = 0; i < case_.hops().size(); ++i) {
        const StressHop& hop = case_.hops()[i];
        const Line able = hop_line(case_.ample(), i);
        const Line alone = hop_line(case_.scarce(), i);
        if (able.less() == 0 && alone.less() == 0) continue;
        std::vector<Value> row{world_.party(hop.payer), world_.party(hop.payee),
                               count_value(hop.legs.size())};
        add_flow(row, hop.due, able, alone);
        row.push_back(count_value(hop.unknown));
        table.rows.push_back(std::move(row));
    }
}

std::map<std::vector<int>, Int128> StressTables::loops_of(const std::vector<LoopLeg>& legs) const {
    std::map<std::vector<int>, Int128> amounts;
    const FoundLoops found = find_loops(legs, static_cast<int>(world_.facts.parties.size()),
                                        LoopQuestion{.max_length = options_.max_length});
    for (const Loop& loop : found.loops)
        amounts[loop.groups] = loop.bottleneck.stated;
    return amounts;
}

// What is left of the legs where their payers pay less, and without what is cancelled.
std::vector<LoopLeg> StressTables::legs_after(std::vector<LoopLeg> legs) const {
    const StressOutcome& ample = case_.ample();
    for (LoopLeg& leg : legs) {
        if (case_.cancelled(leg.deal)) leg.counted = false;
        if (leg.in_kind) continue;
        const Int128 before = ample.before.paid[at(leg.payer)] * ample.after.owed[at(leg.payer)];
        const Int128 after = ample.after.paid[at(leg.payer)] * ample.before.owed[at(leg.payer)];
        if (after < before)
            leg.amount.stated = static_cast<Int128>(static_cast<long double>(leg.amount.stated) *
                                                    static_cast<long double>(after) /
                                                    static_cast<long double>(before));
    }
    return legs;
}

std::vector<StressTables::LoopChange> StressTables::loop_changes() const {
    const std::vector<LoopLeg> legs = loop_legs(book_.db(), world_, case_.buckets());
    const auto before = loops_of(legs);
    const auto after = loops_of(legs_after(legs));
    std::vector<LoopChange> changes;
    for (const auto& [groups, amount] : before) {
        const auto left = after.find(groups);
        const Int128 now = left == after.end() ? Int128{0} : left->second;
        if (left != after.end() && now == amount) continue;
        std::string name;
        for (const int group : groups)
            name += world_.party(group) + ">";
        changes.push_back({name + world_.party(groups.front()), groups.size(), amount, now});
    }
    return changes;
}

void StressTables::add_loops(Table& table) const {
    table.columns = {{.name = "loop"},
                     {.name = "length", .unit = Unit::kCount, .priority = 1},
                     {.name = "before", .unit = Unit::kMoney},
                     {.name = "after", .unit = Unit::kMoney},
                     {.name = "broken"}};
    for (const LoopChange& change : loop_changes())
        table.rows.push_back({change.loop, count_value(change.length), exact(change.before),
                              exact(change.after), std::string(change.after == 0 ? "yes" : "no")});
}

// Deals that are cancelled, or whose payer pays less than it did.
std::set<int> StressTables::deals_at_risk() const {
    std::set<int> deals;
    for (const StressHop& hop : case_.hops())
        for (const int leg : hop.legs)
            if (case_.cancelled(world_.leg(leg).deal) || case_.pays_less(hop.payer))
                deals.insert(world_.leg(leg).deal);
    return deals;
}

void StressTables::add_layers(Table& table) const {
    table.columns = {{.name = "layer"},
                     {.name = "basis"},
                     {.name = "bucket"},
                     {.name = "tranches", .unit = Unit::kCount},
                     {.name = "kw_lo", .heading = "surely", .unit = Unit::kPower},
                     {.name = "kw_stated", .heading = "as stated", .unit = Unit::kPower},
                     {.name = "kw_hi", .unit = Unit::kPower, .for_people = false},
                     {.name = "unknown", .unit = Unit::kCount}};
    const std::set<int> deals = deals_at_risk();
    std::map<std::array<std::size_t, 3>, Sum> sums;
    for (const Tranche& tranche : read_tranches(book_.db(), world_.facts, world_.on)) {
        if (!tranche.bucket || !case_.buckets().accepts(tranche.bucket) ||
            !deals.contains(tranche.deal))
            continue;
        Sum& sum = sums[{tranche.layer, tranche.basis, index_of(*tranche.bucket)}];
        sum.add(tranche.counted_kw, tranche.approx);
        if (tranche.unknown) ++sum.unknown;
    }
    for (const auto& [key, sum] : sums)
        table.rows.push_back({std::string(kLayerNames[key[0]]), std::string(kBasisNames[key[1]]),
                              std::string(kBucketNames[key[2]]), count_value(sum.legs),
                              exact(sum.lo), exact(sum.stated), machine_hi(sum),
                              count_value(sum.unknown)});
}

// Who could pay before and cannot now, round by round; the scarce reading only says who may.
void StressTables::add_rounds(Table& table) const {
    const StressOutcome& ample = case_.ample();
    for (int round = 1; round <= ample.after.last_round; ++round) {
        std::vector<std::string> names;
        for (std::size_t group = 0; group < ample.after.rounds.size(); ++group)
            if (ample.after.rounds[group] == round && ample.before.rounds[group] == 0)
                names.push_back(world_.party(static_cast<int>(group)));
        if (!names.empty())
            table.notes.push_back(
                fmt::format("round {}: {} cannot pay all any more", round, list_some(names, 6)));
    }
}

void StressTables::add_notes(Table& table) const {
    add_rounds(table);
    std::size_t broken = 0;
    const std::vector<LoopChange> changes = loop_changes();
    for (const LoopChange& change : changes)
        broken += change.after == 0 ? 1 : 0;
    if (!changes.empty())
        table.notes.push_back(
            fmt::format("loops that carry less: {}, nothing any more: {}; which: --by loop",
                        changes.size(), broken));
    table.notes.push_back(fmt::format(
        "deals at risk: {}; their gigawatts: --by layer; who pays less to whom: --by hop",
        deals_at_risk().size()));
    table.notes.emplace_back(
        "due is owed in all, as stated, over however many years; set against it are cash and the "
        "revenue of one year. So a loss is of promises, not of a year's cash, and a long contract "
        "makes its payer look worse than any year would");
    table.notes.emplace_back(
        "others able: whose cash and revenue the book does not know pays all it owes; others not: "
        "it has only what it receives");
    std::vector<std::string> names;
    for (const int group : case_.without_resources())
        names.push_back(world_.party(group));
    if (!names.empty())
        table.notes.push_back(
            fmt::format("cash and revenue not known of {}; say them with --cash PARTY=AMOUNT",
                        list_some(names, 6)));
    std::size_t unknown = 0;
    for (const StressHop& hop : case_.hops())
        unknown += hop.unknown;
    if (unknown > 0)
        table.notes.push_back(fmt::format("{} without a known amount in USD owe nothing here",
                                          plural(unknown, "leg")));
    if (!case_.buckets().shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
}

Table StressTables::table(const std::string& view) {
    Table table;
    std::size_t legs = 0;
    for (const StressHop& hop : case_.hops())
        legs += hop.legs.size();
    if (view == "party")
        add_parties(table);
    else if (view == "hop")
        add_hops(table);
    else if (view == "loop")
        add_loops(table);
    else
        add_layers(table);
    table.title =
        join_title({"Stress: " + case_.text(), world_.selection.text(), lens_text(options_.on),
                    case_.buckets().shows_all() ? "" : "committed, conditional and announced legs",
                    plural(legs, "spend or capital leg")});
    if (view == "party") add_notes(table);
    return table;
}

}  // namespace

const std::vector<DimensionName>& stress_views() {
    static const std::vector<DimensionName> views{
        {"party", "what each group receives less, and whether it can still pay"},
        {"hop", "who pays less to whom"},
        {"loop", "the loops that carry less"},
        {"layer", "the power of the deals at risk, by layer and basis"}};
    return views;
}

Table stress(const Book& book, const AskOptions& options) {
    const std::string view = options.by.empty() ? "party" : options.by.front();
    check_words("--by", options.by, stress_views());
    if (options.by.size() > 1)
        throw Error(Exit::kUsage, "--by: stress shows one view at a time",
                    "party, hop, loop or layer");
    Table table = StressTables(book, options).table(view);
    AskOptions order = options;
    if (order.sort.empty() && (view == "party" || view == "hop"))
        order.sort = {"-loss_ample", "-loss_scarce"};
    arrange(table, order);
    return table;
}

}  // namespace gw
