// SPDX-License-Identifier: Apache-2.0
#include "reports/circularity_views.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells/position.h"
#include "counting/sums.h"
#include "table/figure.h"

namespace gw {
namespace {

bool asks_for_legs(const AskOptions& options) {
    return !options.by.empty() && options.by.front() == "leg";
}

// The loop from its payer of the smallest slug on; parties are numbered by slug.
ArcLoop from_smallest(const MoneyGraph& graph, ArcLoop loop) {
    const auto first = std::min_element(loop.begin(), loop.end(), [&](int a, int b) {
        return graph.arcs[at(a)].payer < graph.arcs[at(b)].payer;
    });
    std::rotate(loop.begin(), first, loop.end());
    return loop;
}

constexpr std::string_view kind_name(ArcKind kind) {
    return kind == ArcKind::kSpending ? "spend" : kind == ArcKind::kFunding ? "capital" : "in-kind";
}

// Amounts by reading; nullopt: no limit.
struct ThreeAmounts {
    std::array<std::optional<Int128>, 3> amounts{0, 0, 0};
    std::optional<Int128>& at(Reading reading) { return amounts[index_of(reading)]; }
};

void add_readings(std::vector<Value>& row, const ThreeAmounts& three) {
    for (const bool people : {false, true})
        for (const auto& amount : three.amounts) {
            if (!amount)
                row.emplace_back(NoLimit{});
            else if (people && *amount == 0)
                row.emplace_back(Nil{});
            else
                row.emplace_back(Figure{*amount});
        }
}

std::string leg_class(const World& world, int leg) {
    return std::string(kClassNames[index_of(kLegKinds[world.leg(leg).kind].leg_class)]);
}

// Rows of circular_breaks: what of each leg is lost, by scope (-1: the book) and leg.
class Breaks {
public:
    explicit Breaks(const CircularAnswer& answer) : answer_(answer) {
        for (const Reading reading : kReadings) {
            const Measured& measured = answer.at(reading);
            if (measured.recycled)
                for (const ArcPrice& price : measured.recycled->prices)
                    lose(-1, price.arc, reading, price.numerator, price.denominator);
            for (const Return& found : measured.returns) {
                if (found.open)
                    lose_open(found, reading);
                else
                    for (const int arc : found.limits)
                        lose(found.group, arc, reading, 1, 1);
            }
        }
    }

    const std::map<std::pair<int, int>, ThreeAmounts>& rows() const { return rows_; }

private:
    void lose(int scope, int arc, Reading reading, std::int64_t numerator,
              std::int64_t denominator) {
        for (const int leg : answer_.money.legs[at(arc)]) {
            LegSum one;
            one.add(answer_.world.counted[at(leg)]);
            const Int128 amount = reading == Reading::kLo       ? one.sum.lo
                                  : reading == Reading::kStated ? one.sum.stated
                                                                : one.sum.hi;
            if (amount == 0) continue;
            rows_[{scope, leg}].at(reading) = multiply_and_round(amount, numerator, denominator);
        }
    }

    // Of a loop without limit the open legs are named, for the group and for the book.
    void lose_open(const Return& found, Reading reading) {
        for (const int arc : found.limits)
            for (const int leg : answer_.money.legs[at(arc)])
                if (!answer_.world.counted[at(leg)].amount.hi)
                    for (const int scope : {-1, found.group})
                        rows_[{scope, leg}].at(reading) = std::nullopt;
    }

    const CircularAnswer& answer_;
    std::map<std::pair<int, int>, ThreeAmounts> rows_;
};

}  // namespace

const std::vector<DimensionName>& circularity_views() {
    static const std::vector<DimensionName> views{
        {"loop", "one possible use of the promises, loop by loop"},
        {"leg", "the cheapest promises whose loss breaks every loop"},
        {"deal", "the deals that closed loops, and what each added"}};
    return views;
}

const std::vector<DimensionName>& circularity_columns() {
    static const std::vector<DimensionName> columns{
        {"shapley", "a fair split of recycled among the parties"},
        {"yearly", "returnable, if what is paid in a year is spent in it or later"}};
    return columns;
}

Int128 recycled_amount(const Measured& measured, Reading reading) {
    return reading == Reading::kHi ? measured.most : measured.least;
}

MeasureBudget measure_budget(const AskOptions& options) {
    if (!options.budget) return {};
    return {*options.budget, *options.budget};
}

std::int64_t all_solves_budget(const AskOptions& options) {
    return std::max(kSolvesBudget, 2 * options.budget.value_or(0));
}

std::array<Measured, 3> measure_all(LoopPacking& packing, const CircularMoney& money,
                                    const AskOptions& options) {
    const Limits limits = asks_for_legs(options) ? Limits::kFind : Limits::kSkip;
    const MeasureBudget budget = measure_budget(options);
    std::array<Measured, 3> measured;
    for (std::size_t i = 0; i < measured.size(); ++i) {
        const auto same =
            std::find(money.capacities.begin(), money.capacities.end(), money.capacities[i]) -
            money.capacities.begin();
        measured[i] = at(static_cast<int>(same)) < i
                          ? measured[at(static_cast<int>(same))]
                          : measure(packing, money.graph, money.capacities[i], limits, budget);
    }
    return measured;
}

CircularAnswer::CircularAnswer(const World& asked, const AskOptions& question)
    : world(asked),
      options(question),
      buckets(asked.selection),
      money(circular_money(asked, buckets)),
      packing(money.graph, all_solves_budget(question)),
      measured(measure_all(packing, money, question)) {}

std::string CircularAnswer::title(std::string_view what, const std::string& count) const {
    return join_title({std::string(what), world.selection.text(), lens_text(options.on),
                       buckets.shows_all() ? "" : "committed, conditional and announced legs",
                       count});
}

void CircularAnswer::add_common_notes(Table& table) const {
    table.notes.emplace_back(
        "can, not does: money is fungible, and no source says which dollar came back");
    if (!buckets.shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
}

void CircularAnswer::say_bounds(Table& table, const std::vector<std::string>& measures) const {
    table.incomplete = fmt::format(
        "bounds or nothing stand in place of exact answers: {}; the notes of gigawatch circularity "
        "say why",
        list_some(measures, measures.size()));
}

bool CircularAnswer::witness_is_whole() const {
    return std::all_of(measured.begin(), measured.end(),
                       [](const Measured& one) { return one.use_complete; });
}

bool CircularAnswer::recycled_is_exact() const {
    return std::all_of(measured.begin(), measured.end(),
                       [](const Measured& one) { return one.open || one.recycled; });
}

void CircularAnswer::add_witness_note(Table& table) const {
    if (!witness_is_whole())
        table.notes.emplace_back(
            "witness: the search stopped at its budget of steps, and more may fit");
}

std::string CircularAnswer::open_legs() const {
    std::set<int> open;
    for (const Return& found : at(Reading::kHi).returns)
        if (found.open)
            for (const int arc : found.limits)
                for (const int leg : money.legs[gw::at(arc)])
                    if (!world.counted[gw::at(leg)].amount.hi) open.insert(leg);
    std::vector<std::string> names;
    for (const int leg : open)
        names.push_back(world.leg_name(leg));
    return list_some(names, 6);
}

std::string use_name(const World& world, const MoneyGraph& graph, const ArcLoop& loop) {
    std::string name;
    const ArcLoop turned = from_smallest(graph, loop);
    for (const int arc : turned)
        name += world.party(graph.arcs[at(arc)].payer) + ">";
    return name + world.party(graph.arcs[at(turned.front())].payer);
}

std::string use_classes(const MoneyGraph& graph, const ArcLoop& loop) {
    std::string names;
    for (const int arc : from_smallest(graph, loop)) {
        if (!names.empty()) names += ',';
        names += kind_name(graph.arcs[at(arc)].kind);
    }
    return names;
}

std::string short_money(Int128 amount) {
    if (amount >= 1'000'000'000) return format_figure(amount, 9, 2) + "bn";
    if (amount >= 1'000'000) return format_figure(amount, 6, 2) + "m";
    return format_grouped(amount);
}

Table circular_use(const CircularAnswer& answer) {
    std::map<ArcLoop, ThreeAmounts> rows;
    bool open = false;
    for (const Reading reading : kReadings) {
        open = open || answer.at(reading).open;
        for (const LoopFlow& flow : answer.at(reading).use)
            *rows[from_smallest(answer.money.graph, flow.loop)].at(reading) += flow.amount;
    }
    Table table;
    table.title = answer.title("One possible use of circular money, shortest loops first",
                               plural(rows.size(), "loop"));
    table.columns = {{.name = "loop"},
                     {.name = "length", .unit = Unit::kCount, .priority = 2},
                     {.name = "classes", .priority = 1}};
    add_reading_columns(table);
    for (auto& [loop, three] : rows) {
        std::vector<Value> row{use_name(answer.world, answer.money.graph, loop),
                               Figure{static_cast<Int128>(loop.size())},
                               use_classes(answer.money.graph, loop)};
        if (open) three.at(Reading::kHi) = std::nullopt;
        add_readings(row, three);
        table.rows.push_back(std::move(row));
    }
    std::stable_sort(table.rows.begin(), table.rows.end(), [](const auto& a, const auto& b) {
        return std::get<Figure>(a[4]).value > std::get<Figure>(b[4]).value;
    });
    table.notes.emplace_back(
        "no promise is used twice, so each column adds up to the witness; other uses carry as "
        "much");
    if (open)
        table.notes.push_back("at most: no limit, because of open legs: " + answer.open_legs());
    if (!answer.witness_is_whole()) answer.say_bounds(table, {"witness"});
    answer.add_witness_note(table);
    answer.add_common_notes(table);
    return table;
}

Table circular_breaks(const CircularAnswer& answer) {
    const Breaks breaks(answer);
    Table table;
    table.title = answer.title("The cheapest promises whose loss breaks every loop",
                               plural(breaks.rows().size(), "row"));
    table.columns = {{.name = "scope"},
                     {.name = "leg"},
                     {.name = "payer", .priority = 2},
                     {.name = "payee", .priority = 2},
                     {.name = "class", .priority = 3},
                     {.name = "bucket", .priority = 1}};
    add_reading_columns(table);
    const World& world = answer.world;
    for (const auto& [key, three] : breaks.rows()) {
        const auto [scope, leg] = key;
        std::vector<Value> row{scope < 0 ? std::string("book") : world.party(scope),
                               world.leg_name(leg),
                               world.party(world.payer_group(leg)),
                               world.party(world.payee_group(leg)),
                               leg_class(world, leg),
                               std::string(kBucketNames[index_of(*world.counted[at(leg)].bucket)])};
        add_readings(row, three);
        table.rows.push_back(std::move(row));
    }
    table.notes.emplace_back(
        "book: what is lost at the least, if no loop is to be left; adds up to recycled. Of a "
        "party: "
        "what limits its return, and adds up to returnable");
    if (!answer.recycled_is_exact()) {
        answer.say_bounds(table, {"recycled"});
        table.notes.emplace_back(
            "book is left out where recycled is not solved exactly: gigawatch circularity");
    }
    if (answer.at(Reading::kHi).open)
        table.notes.emplace_back("no limit: the open legs of loops whose amounts are all open");
    answer.add_common_notes(table);
    return table;
}

}  // namespace gw
