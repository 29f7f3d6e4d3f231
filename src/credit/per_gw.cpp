// SPDX-License-Identifier: Apache-2.0
#include "credit/per_gw.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "counting/sums.h"
#include "reports/group_sums.h"
#include "reports/tranches.h"
#include "reports/world.h"

namespace gw {
namespace {

constexpr std::int64_t kKwInGw = 1'000'000;

// Deal, bucket, layer, basis.
using Key = std::tuple<int, std::size_t, std::size_t, std::size_t>;

std::map<std::pair<int, std::size_t>, Sum> spend_of_deals(const World& world) {
    std::map<std::pair<int, std::size_t>, Sum> spend;
    for (const int leg : world.legs) {
        if (kLegKinds[world.leg(leg).kind].leg_class != LegClass::kSpend) continue;
        const Counted& counted = world.counted[static_cast<std::size_t>(leg)];
        spend[{world.leg(leg).deal, index_of(*counted.bucket)}].add(counted, world.leg(leg).approx);
    }
    return spend;
}

std::map<Key, Sum> power_of_deals(const std::vector<Tranche>& tranches) {
    std::map<Key, Sum> power;
    for (const Tranche& tranche : tranches) {
        if (tranche.deal < 0 || !tranche.bucket) continue;
        Sum& sum = power[{tranche.deal, index_of(*tranche.bucket), tranche.layer, tranche.basis}];
        sum.add(tranche.counted_kw, tranche.approx);
        sum.unknown += tranche.unknown ? 1 : 0;
    }
    return power;
}

std::vector<Value> rate_values(const Sum& spend, const Sum& power) {
    const auto rate = [](Int128 amount, Int128 kw) {
        return Figure{multiply_and_round(amount, kKwInGw, kw)};
    };
    const bool no_least = power.open || power.hi == 0;
    const bool no_most = spend.open || power.lo == 0;
    const bool none = power.stated == 0 || spend.all_unknown();
    const bool vague = spend.approx || power.approx || power.open || spend.open;
    std::vector<Value> values{no_least ? Value(Figure{0}) : rate(spend.lo, power.hi),
                              none ? Value(Nil{}) : rate(spend.stated, power.stated),
                              no_most ? Value(NoLimit{}) : rate(spend.hi, power.lo)};
    if (none) {
        values.emplace_back(Unknown{});
    } else {
        Figure shown = rate(spend.stated, power.stated);
        shown.mark = vague ? Mark::kAbout : Mark::kNone;
        values.emplace_back(shown);
    }
    return values;
}

void add_per_gw_columns(Table& table) {
    for (const char* const name : {"deal", "bucket", "layer", "basis"})
        table.columns.push_back({.name = name});
    table.columns.push_back({.name = "legs", .unit = Unit::kCount, .priority = 3});
    table.columns.push_back({.name = "tranches", .unit = Unit::kCount, .priority = 3});
    for (const auto& [name, heading] :
         {std::pair("spend", "spend"), std::pair("kw", "power"), std::pair("per_gw", "per GW")})
        for (Column& column : reading_columns(name, heading)) {
            if (std::string_view(name) == "kw") column.unit = Unit::kPower;
            table.columns.push_back(std::move(column));
        }
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 2});
    table.columns.push_back({.name = "unknown_tranches",
                             .heading = "of unknown power",
                             .unit = Unit::kCount,
                             .priority = 2});
}

void add_row(Table& table, const World& world, const Key& key, const Sum& spend, const Sum& power) {
    const auto [deal, bucket, layer, basis] = key;
    std::vector<Value> row{world.deal(deal),
                           std::string(kBucketNames[bucket]),
                           std::string(kLayerNames[layer]),
                           std::string(kBasisNames[basis]),
                           count_value(spend.legs),
                           count_value(power.legs)};
    for (auto values : {reading_values(spend), reading_values(power), rate_values(spend, power)})
        for (Value& value : values)
            row.push_back(std::move(value));
    row.push_back(count_value(spend.unknown));
    row.push_back(count_value(power.unknown));
    table.rows.push_back(std::move(row));
}

}  // namespace

Table per_gw(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const auto spend = spend_of_deals(world);
    const auto power = power_of_deals(read_tranches(book.db(), world.facts, options.on));
    Table table;
    add_per_gw_columns(table);
    for (const auto& [key, sum] : power) {
        const auto found = spend.find({std::get<0>(key), std::get<1>(key)});
        if (found != spend.end()) add_row(table, world, key, found->second, sum);
    }
    table.title =
        join_title({"Dollars per GW by deal, bucket, layer, basis", world.selection.text(),
                    lens_text(options.on), plural(table.rows.size(), "row")});
    table.notes.emplace_back(
        "spend of the deal over its own tranches of the same bucket: what the spend is for may "
        "differ (chips, leases, power), so compare like with like");
    table.notes.emplace_back(
        "layers, bases and buckets are never added to each other: the same electricity shows up in "
        "several of them");
    arrange(table, options);
    return table;
}

}  // namespace gw
