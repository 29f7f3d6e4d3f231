// SPDX-License-Identifier: Apache-2.0
#include "reports/circularity_deals.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <utility>

#include "counting/sums.h"
#include "reports/loop_legs.h"

namespace gw {
namespace {

constexpr std::size_t kMostClosed = 100'000;  // loops whose closing is looked at

// With a deal's legs and without them, on the day on which it closed loops.
struct Added {
    RecycledAmounts with;
    RecycledAmounts without;
};

Added added_by(const Db& db, const CircularAnswer& answer, Day day, int deal,
               std::map<Day, RecycledAmounts>& known) {
    AskOptions options = answer.options;
    options.on = std::min(day, options.on);
    const World world(db, answer.world, options);
    std::vector<int> with;
    std::vector<int> without;
    for (const int leg : world.legs) {
        if (!answer.buckets.accepts(world.counted[static_cast<std::size_t>(leg)].bucket)) continue;
        with.push_back(leg);
        if (world.leg(leg).deal != deal) without.push_back(leg);
    }
    const auto [all, first] = known.try_emplace(options.on);
    if (first) all->second = recycled_of(circular_money(world, with), options);
    return {all->second, recycled_of(circular_money(world, without), options)};
}

// Without a limit before and after, nobody knows what was added.
Value added(const std::optional<Int128>& with, const std::optional<Int128>& without, bool people) {
    if (!without) return Unknown{};
    if (!with) return NoLimit{};
    if (people && *with == *without) return Nil{};
    return Figure{*with - *without};
}

using Closings = std::map<std::pair<Day, int>, int>;  // loops by day and deal

// `table` says if there are more loops than are looked at.
Closings find_closings(const Db& db, const CircularAnswer& answer, Table& table) {
    const FoundLoops found =
        find_loops(loop_legs(db, answer.world, answer.buckets), answer.money.graph.groups,
                   {.max_length = answer.options.max_length, .most = kMostClosed});
    if (found.more || found.stopped) table.incomplete = only_the_largest(found.loops.size());
    Closings closings;
    for (const Loop& loop : found.loops)
        if (loop.closed_on && loop.closed_by >= 0) ++closings[{*loop.closed_on, loop.closed_by}];
    return closings;
}

}  // namespace

RecycledAmounts recycled_of(const CircularMoney& money, const AskOptions& options) {
    LoopPacking packing(money.graph, all_solves_budget(options));
    RecycledAmounts recycled;
    for (const Reading reading : kReadings) {
        const Capacities& capacities = money.at(reading);
        auto& amount = recycled.amounts[index_of(reading)];
        const auto same = std::find(money.capacities.begin(), money.capacities.end(), capacities) -
                          money.capacities.begin();
        if (static_cast<std::size_t>(same) < index_of(reading)) {
            amount = recycled.amounts[static_cast<std::size_t>(same)];
            continue;
        }
        if (has_open_loop(money.graph, capacities)) continue;
        const Measured measured =
            measure_recycled(packing, money.graph, capacities, measure_budget(options));
        amount = recycled_amount(measured, reading);
        recycled.exact = recycled.exact && measured.recycled.has_value();
    }
    return recycled;
}

Table circular_deals(const Db& db, const CircularAnswer& answer) {
    Table table;
    const Closings closings = find_closings(db, answer, table);
    table.title = answer.title("Deals that closed loops, and what they added to recycled money",
                               plural(closings.size(), "deal"));
    table.columns = {{.name = "deal"},
                     {.name = "closed_on", .heading = "closed on"},
                     {.name = "loops", .unit = Unit::kCount}};
    add_reading_columns(table);
    bool exact = true;
    std::map<Day, RecycledAmounts> known;  // of all legs, by the day asked about
    for (const auto& [key, count] : closings) {
        const auto [day, deal] = key;
        const Added more = added_by(db, answer, day, deal, known);
        exact = exact && more.with.exact && more.without.exact;
        std::vector<Value> row{answer.world.deal(deal),
                               day == kEndOfTime ? Value(Nil{}) : Value(format_day(day)),
                               Figure{count}};
        for (const bool people : {false, true})
            for (std::size_t reading = 0; reading < 3; ++reading)
                row.push_back(
                    added(more.with.amounts[reading], more.without.amounts[reading], people));
        table.rows.push_back(std::move(row));
    }
    table.notes.push_back(
        fmt::format("loops: of up to {} groups that it closed. Amounts: recycled on that day with "
                    "its legs, less "
                    "without them; not to be added, ? where there is no limit either way",
                    answer.options.max_length));
    if (!exact) answer.say_bounds(table, {"recycled"});
    answer.add_common_notes(table);
    return table;
}

}  // namespace gw
