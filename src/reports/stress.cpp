// SPDX-License-Identifier: Apache-2.0
#include "reports/stress.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells/position.h"
#include "counting/sums.h"
#include "reports/circularity_views.h"
#include "reports/loop_legs.h"
#include "reports/stress_loops.h"
#include "reports/tranches.h"
#include "table/figure.h"

namespace gw {
namespace {

Value exact(Int128 value) {
    return Figure{value};
}

Value round_value(int round) {
    return round == 0 ? Value(Nil{}) : Value(Figure{round});
}

// The figures of a party or a hop before and after, in both readings.
struct StressLine {
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

// What is promised on some hops, as stated, and of how many legs nobody knows how much.
struct Promises {
    Int128 due = 0;
    std::size_t legs = 0;
    std::size_t unknown = 0;

    void add(const StressHop& hop) {
        due += hop.due;
        legs += hop.legs.size();
        unknown += hop.unknown;
    }
    bool has_figure() const { return legs == 0 || unknown < legs; }
    Value promised(Int128 figure) const {
        if (!has_figure()) return Unknown{};
        return Figure{figure, unknown > 0 ? Mark::kAtLeast : Mark::kNone};
    }
    Value cleared(Int128 figure) const { return has_figure() ? exact(figure) : Value(Unknown{}); }
};

void add_flow(std::vector<Value>& row, const Promises& due, const StressLine& ample,
              const StressLine& scarce) {
    row.push_back(due.promised(due.due));
    for (const Int128 value :
         {ample.before, ample.after, ample.less(), scarce.before, scarce.after, scarce.less()})
        row.push_back(due.cleared(value));
}

StressLine hop_line(const StressOutcome& outcome, std::size_t hop) {
    return {outcome.before.hops[hop], outcome.after.hops[hop]};
}

StressLine party_line(const StressOutcome& outcome, int group) {
    return {outcome.before.received[at(group)], outcome.after.received[at(group)]};
}

class StressTables {
public:
    StressTables(const Book& book, const AskOptions& options)
        : book_(book), options_(options), case_(book.db(), options), world_(case_.world()) {}

    Table table(const std::string& view);

private:
    void add_year_columns(Table& table) const;
    std::vector<Value> begin_row(const StressTerm& term) const;
    void add_parties(Table& table) const;
    void add_parties_of(const StressTerm& term, Table& table) const;
    void add_hops(Table& table) const;
    void add_hops_of(const StressTerm& term, Table& table) const;
    void add_loops(Table& table) const;
    void add_layers(Table& table) const;
    void add_notes(Table& table) const;
    void add_rounds(Table& table) const;
    void add_term_notes(Table& table) const;
    void add_year_notes(Table& table) const;
    std::string undated_of_stressed() const;

    LoopChanges changes() const { return loop_changes(book_.db(), case_, options_.max_length); }

    const Book& book_;
    const AskOptions& options_;
    const StressCase case_;
    const World& world_;
};

void StressTables::add_year_columns(Table& table) const {
    if (!case_.by_year()) return;
    table.columns = {{.name = "year", .for_machines = false},
                     {.name = "period_start", .for_people = false},
                     {.name = "period_end", .for_people = false}};
}

std::vector<Value> StressTables::begin_row(const StressTerm& term) const {
    if (!case_.by_year()) return {};
    return {term.year.name, format_day(*term.year.dates.lo), format_day(*term.year.dates.hi)};
}

void StressTables::add_parties(Table& table) const {
    add_year_columns(table);
    table.columns.push_back({.name = "party"});
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
    for (const StressTerm& term : case_.terms())
        add_parties_of(term, table);
}

void StressTables::add_parties_of(const StressTerm& term, Table& table) const {
    std::map<int, Promises> due;
    std::map<int, Promises> owed;
    for (const StressHop& hop : term.year.hops) {
        due[hop.payee].add(hop);
        due[hop.payer];
        owed[hop.payer].add(hop);
    }
    const StressOutcome& ample = term.ample;
    const StressOutcome& scarce = term.scarce;
    for (const auto& [group, promised] : due) {
        const StressLine able = party_line(ample, group);
        const StressLine alone = party_line(scarce, group);
        const bool stressed = std::find(case_.stressed().begin(), case_.stressed().end(), group) !=
                              case_.stressed().end();
        if (able.less() == 0 && alone.less() == 0 && !stressed && !term.pays_less(group) &&
            ample.after.rounds[at(group)] == 0)
            continue;
        std::vector<Value> row = begin_row(term);
        row.emplace_back(world_.party(group));
        add_flow(row, promised, able, alone);
        const Int128* resources = term.resources_of(group);
        const Promises& owes = owed[group];
        for (Value value :
             {owes.promised(ample.after.owed[at(group)]), owes.cleared(ample.after.paid[at(group)]),
              owes.cleared(scarce.after.paid[at(group)]),
              resources == nullptr ? Value(Unknown{}) : exact(*resources),
              round_value(ample.after.rounds[at(group)]),
              round_value(scarce.after.rounds[at(group)])})
            row.push_back(std::move(value));
        table.rows.push_back(std::move(row));
    }
}

void StressTables::add_hops(Table& table) const {
    add_year_columns(table);
    for (Column column : std::vector<Column>{{.name = "payer"},
                                             {.name = "payee"},
                                             {.name = "legs", .unit = Unit::kCount, .priority = 3}})
        table.columns.push_back(std::move(column));
    for (Column& column : flow_columns())
        table.columns.push_back(std::move(column));
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 4});
    for (const StressTerm& term : case_.terms())
        add_hops_of(term, table);
}

void StressTables::add_hops_of(const StressTerm& term, Table& table) const {
    for (std::size_t i = 0; i < term.year.hops.size(); ++i) {
        const StressHop& hop = term.year.hops[i];
        const StressLine able = hop_line(term.ample, i);
        const StressLine alone = hop_line(term.scarce, i);
        if (able.less() == 0 && alone.less() == 0) continue;
        std::vector<Value> row = begin_row(term);
        for (Value value : {Value(world_.party(hop.payer)), Value(world_.party(hop.payee)),
                            count_value(hop.legs.size())})
            row.push_back(std::move(value));
        Promises due;
        due.add(hop);
        add_flow(row, due, able, alone);
        row.push_back(count_value(hop.unknown));
        table.rows.push_back(std::move(row));
    }
}

void StressTables::add_loops(Table& table) const {
    table.columns = {{.name = "loop"},
                     {.name = "length", .unit = Unit::kCount, .priority = 1},
                     {.name = "before", .unit = Unit::kMoney},
                     {.name = "after", .unit = Unit::kMoney},
                     {.name = "broken"}};
    const LoopChanges changed = changes();
    if (!changed.whole) table.incomplete = only_the_largest(kLoopsStressed);
    for (const LoopChange& change : changed.loops)
        table.rows.push_back({change.loop, count_value(change.length), exact(change.before),
                              exact(change.after), std::string(change.after == 0 ? "yes" : "no")});
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
    const std::set<int> deals = deals_at_risk(case_);
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
    for (const StressTerm& term : case_.terms()) {
        const StressOutcome& ample = term.ample;
        for (int round = 1; round <= ample.after.last_round; ++round) {
            std::vector<std::string> names;
            for (std::size_t group = 0; group < ample.after.rounds.size(); ++group)
                if (ample.after.rounds[group] == round && ample.before.rounds[group] == 0)
                    names.push_back(world_.party(static_cast<int>(group)));
            if (names.empty()) continue;
            table.notes.push_back(fmt::format("{}round {}: {} cannot pay all any more",
                                              case_.by_year() ? term.year.name + ", " : "", round,
                                              list_some(names, 6)));
        }
    }
}

// Of all years at once.
void StressTables::add_term_notes(Table& table) const {
    std::size_t broken = 0;
    const LoopChanges changed = changes();
    for (const LoopChange& change : changed.loops)
        broken += change.after == 0 ? 1 : 0;
    if (!changed.loops.empty() || !changed.whole)
        table.notes.push_back(fmt::format(
            "loops that carry less{}: {}, nothing any more: {}; which: --by loop",
            changed.whole ? ""
                          : fmt::format(", of the {} that can carry most",
                                        format_grouped(static_cast<Int128>(kLoopsStressed))),
            changed.loops.size(), broken));
    table.notes.push_back(fmt::format(
        "deals at risk: {}; their gigawatts: --by layer; who pays less to whom: --by hop",
        deals_at_risk(case_).size()));
    table.notes.emplace_back(
        "due is owed in all, as stated, over however many years; set against it are cash and the "
        "revenue of one year. So a loss is of promises, not of a year's cash, and a long contract "
        "makes its payer look worse than any year would; year by year: --period 2026..2030");
}

// "; openai owes 300.00bn of it" of each party that is stressed.
std::string StressTables::undated_of_stressed() const {
    std::string text;
    for (const int group : case_.stressed()) {
        const auto owes = case_.dues().undated_by.find(group);
        if (owes != case_.dues().undated_by.end())
            text +=
                fmt::format("; {} owes {} of it", world_.party(group), short_money(owes->second));
    }
    return text;
}

void StressTables::add_year_notes(Table& table) const {
    table.notes.emplace_back(
        "due is what falls in the year by the legs' payment schedules, as stated; set against it "
        "are the latest cash and the revenue of that year, or of the latest year known. Each year "
        "is cleared by itself, nothing carried over, so no year's cash is to be added to "
        "another's");
    const StressDues& dues = case_.dues();
    if (!dues.undated.empty()) {
        std::vector<std::string> names;
        for (const int leg : dues.undated)
            names.push_back(world_.leg_name(leg));
        table.notes.push_back(
            fmt::format("in no year, without the dates to place all of it: {}, {} as stated: {}; "
                        "without --period they count{}",
                        plural(names.size(), "leg"), short_money(dues.undated_amount),
                        list_some(names, 3), undated_of_stressed()));
    }
    if (dues.spread_evenly > 0)
        table.notes.push_back(
            fmt::format("spread evenly from start to end, since nobody says how it is paid: {}",
                        plural(dues.spread_evenly, "leg")));
    if (dues.outside > 0)
        table.notes.push_back(
            fmt::format("before or after these years: {} as stated", short_money(dues.outside)));
}

void StressTables::add_notes(Table& table) const {
    add_rounds(table);
    if (case_.by_year())
        add_year_notes(table);
    else
        add_term_notes(table);
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
    if (case_.dues().unknown > 0)
        table.notes.push_back(
            fmt::format("without a known amount in USD, so taking no part: {}; ≥ and ? stand where "
                        "they are owed",
                        plural(case_.dues().unknown, "leg")));
    if (!case_.buckets().shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
}

Table StressTables::table(const std::string& view) {
    Table table;
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
                    plural(case_.dues().legs.size(), "spend or capital leg"),
                    case_.by_year() ? "by year" : ""});
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
    const bool flows = view == "party" || view == "hop";
    if (options.period && !flows)
        throw Error(Exit::kUsage,
                    "--period of stress goes with --by party and --by hop: loops and gigawatts are "
                    "of whole promises, not of a year's",
                    "leave out --period, or ask --by hop");
    Table table = StressTables(book, options).table(view);
    AskOptions order = options;
    if (order.sort.empty() && flows) {
        order.sort = {"-loss_ample", "-loss_scarce"};
        if (options.period) order.sort.insert(order.sort.begin(), "period_start");
    }
    arrange(table, order);
    return table;
}

}  // namespace gw
