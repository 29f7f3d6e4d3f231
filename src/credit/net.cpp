// SPDX-License-Identifier: Apache-2.0
#include "credit/net.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "counting/sums.h"
#include "reports/group_sums.h"
#include "reports/leg_view.h"
#include "reports/world.h"

namespace gw {
namespace {

// Class, bucket, the party that stands first, the other.
using Pair = std::tuple<int, int, int, int>;

struct Position {
    Sum owes;
    Sum owed;
};

bool is_named(const World& world, int group) {
    const auto& named = world.selection.named_parties();
    return std::any_of(named.begin(), named.end(), [&](int party) {
        return world.facts.groups[static_cast<std::size_t>(party)] == group;
    });
}

std::map<Pair, Position> positions_of(const World& world, const std::vector<int>& legs) {
    std::map<Pair, Position> positions;
    for (const int leg : legs) {
        const Counted& counted = world.counted[static_cast<std::size_t>(leg)];
        const int payer = world.payer_group(leg);
        const int payee = world.payee_group(leg);
        const bool payer_named = is_named(world, payer);
        const bool payer_first =
            payer_named != is_named(world, payee) ? payer_named : payer < payee;
        const int leg_class = static_cast<int>(index_of(kLegKinds[world.leg(leg).kind].leg_class));
        Position& position = positions[{leg_class, static_cast<int>(index_of(*counted.bucket)),
                                        payer_first ? payer : payee, payer_first ? payee : payer}];
        (payer_first ? position.owes : position.owed).add(counted, world.leg(leg).approx);
    }
    return positions;
}

std::vector<Value> net_values(const Sum& owes, const Sum& owed) {
    const Int128 stated = owes.stated - owed.stated;
    return {owed.open ? Value(NoLimit{}) : Value(Figure{owes.lo - owed.hi}), Figure{stated},
            owes.open ? Value(NoLimit{}) : Value(Figure{owes.hi - owed.lo}),
            people_difference(owes, owed)};
}

void add_net_columns(Table& table) {
    for (const char* const name : {"party", "other", "class", "bucket"})
        table.columns.push_back({.name = name});
    table.columns.push_back({.name = "legs", .unit = Unit::kCount, .priority = 2});
    for (const auto& [name, heading] :
         {std::pair("owes", "owes"), std::pair("owed", "is owed"), std::pair("net", "net")})
        for (Column& column : reading_columns(name, heading))
            table.columns.push_back(std::move(column));
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
    table.columns.push_back(
        {.name = "unconverted", .unit = Unit::kCount, .for_people = false, .priority = 1});
}

void add_row(Table& table, const World& world, const Pair& pair, const Position& position) {
    const auto [leg_class, bucket, party, other] = pair;
    const auto& [owes, owed] = position;
    std::vector<Value> row{world.party(party), world.party(other),
                           std::string(kClassNames[static_cast<std::size_t>(leg_class)]),
                           std::string(kBucketNames[static_cast<std::size_t>(bucket)]),
                           count_value(owes.legs + owed.legs)};
    for (auto values : {reading_values(owes), reading_values(owed), net_values(owes, owed)})
        for (Value& value : values)
            row.push_back(std::move(value));
    row.push_back(count_value(owes.unknown + owed.unknown));
    row.push_back(count_value(owes.unconverted + owed.unconverted));
    table.rows.push_back(std::move(row));
}

}  // namespace

Table net(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const LegView legs(book.db(), world, options);
    const auto positions = positions_of(world, legs.legs());
    std::vector<const std::pair<const Pair, Position>*> order;
    for (const auto& one : positions)
        order.push_back(&one);
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
        const auto rank = [](const auto& one) {
            return std::tuple(std::get<0>(one.first), std::get<1>(one.first),
                              -(one.second.owes.stated + one.second.owed.stated));
        };
        return rank(*a) < rank(*b);
    });
    Table table;
    add_net_columns(table);
    for (const auto* one : order)
        add_row(table, world, one->first, one->second);
    table.title = legs.title("Gross and net by pair of groups");
    legs.add_notes(table);
    table.notes.emplace_back(
        "net: what the party owes less what it is owed, each class and bucket by itself, and ? "
        "where "
        "both sides are open; no right of set-off is implied");
    arrange(table, options);
    return table;
}

}  // namespace gw
