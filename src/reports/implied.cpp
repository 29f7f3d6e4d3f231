// SPDX-License-Identifier: Apache-2.0
#include "reports/implied.h"

#include <fmt/core.h>

#include <map>

#include "book/schema.h"
#include "cells/cells.h"
#include "counting/sums.h"
#include "reports/tranches.h"

namespace gw {
namespace {

struct Implied {
    Sum kw;
    std::string hardware;  // "~400k gb200 at 1200 W; h100"
};

using LayerAndBasis = std::pair<std::uint8_t, std::uint8_t>;

// Watts to kW of one count; the readings are open where the count is.
Readings kilowatts(const Interval& quantity, std::int64_t watts) {
    Readings kw;
    const auto of = [&](std::int64_t units) { return multiply_and_round(units, watts, 1000); };
    if (quantity.lo) kw.lo = of(*quantity.lo);
    if (quantity.hi) kw.hi = of(*quantity.hi);
    kw.stated = kw.hi ? *kw.hi : kw.lo.value_or(0);
    return kw;
}

std::map<int, Implied> read_implied(const Db& db, const World& world) {
    std::map<int, Implied> implied;
    Statement rows = db.prepare(schema_text("queries", "hardware_counts"));
    while (rows.step()) {
        const int deal = find_slug(world.facts.deals, rows.text(0));
        if (deal < 0) continue;
        const Interval quantity{rows.optional_integer(3), rows.optional_integer(4)};
        const bool approx = rows.integer(5) != 0;
        const bool has_watts = !rows.is_null(6) && rows.integer(7) != 0;
        Implied& one = implied[deal];
        if (!one.hardware.empty()) one.hardware += "; ";
        if (!quantity.unknown()) one.hardware += format_count({quantity, approx}) + " ";
        if (rows.text(2) != "chip") one.hardware += fmt::format("{}s of ", rows.text(2));
        one.hardware += rows.text(1);
        if (has_watts) one.hardware += fmt::format(" at {} W", rows.integer(6));
        const Readings kw = has_watts ? kilowatts(quantity, rows.integer(6)) : Readings{};
        one.kw.add(kw, approx);
        one.kw.unknown += kw.unknown() ? 1 : 0;
    }
    return implied;
}

// What is stated, by deal, layer and basis.
std::map<int, std::map<LayerAndBasis, Sum>> read_stated(const Db& db, const World& world,
                                                        const AskOptions& options) {
    std::map<int, std::map<LayerAndBasis, Sum>> stated;
    for (const Tranche& tranche : read_tranches(db, world.facts, options.on)) {
        if (!tranche.bucket || tranche.deal < 0 || !world.selection.matches_tranche(tranche))
            continue;
        Sum& sum = stated[tranche.deal][{tranche.layer, tranche.basis}];
        sum.add(tranche.counted_kw, tranche.approx);
        sum.unknown += tranche.unknown ? 1 : 0;
    }
    return stated;
}

std::vector<Column> implied_columns() {
    std::vector<Column> columns{{.name = "deal"}, {.name = "layer"}, {.name = "basis"}};
    for (const std::string name : {"kw", "implied_kw"})
        for (const std::string end : {"_lo", "_hi"})
            columns.push_back({.name = name + end, .unit = Unit::kPower, .for_people = false});
    columns.push_back({.name = "unknown", .unit = Unit::kCount, .for_people = false});
    columns.push_back({.name = "implied_unknown", .unit = Unit::kCount, .for_people = false});
    for (const std::string end : {"_lo", "_hi"})
        columns.push_back(
            {.name = "difference_kw" + end, .unit = Unit::kPower, .for_people = false});
    for (const std::string heading : {"stated", "implied", "difference"})
        columns.push_back({.name = heading, .unit = Unit::kPower, .for_machines = false});
    columns.push_back({.name = "hardware", .priority = 1});
    return columns;
}

std::vector<Value> row_of(const std::string& deal, const LayerAndBasis* where, const Sum& stated,
                          const Implied& implied) {
    const auto lo = [](const Sum& sum) { return Value(Figure{sum.lo}); };
    const bool comparable = where != nullptr && stated.unknown == 0 && implied.kw.unknown == 0;
    const auto end_of_difference = [&](bool known, Int128 kw) {
        return comparable && known ? Value(Figure{kw}) : Value(Unknown{});
    };
    return {deal,
            where == nullptr ? Value(Unknown{}) : Value(std::string(kLayerNames[where->first])),
            where == nullptr ? Value(Unknown{}) : Value(std::string(kBasisNames[where->second])),
            lo(stated),
            where == nullptr ? Value(Unknown{}) : machine_hi(stated),
            lo(implied.kw),
            machine_hi(implied.kw),
            count_value(stated.unknown),
            count_value(implied.kw.unknown),
            end_of_difference(!implied.kw.open, stated.lo - implied.kw.hi),
            end_of_difference(!stated.open, stated.hi - implied.kw.lo),
            where == nullptr ? Value(Unknown{}) : people_stated(stated),
            people_stated(implied.kw),
            comparable ? people_difference(stated, implied.kw) : Value(Unknown{}),
            implied.hardware};
}

}  // namespace

Table implied_capacity(const Book& book, const World& world, const AskOptions& options) {
    const auto implied = read_implied(book.db(), world);
    const auto stated = read_stated(book.db(), world, options);
    Table table;
    table.columns = implied_columns();
    std::size_t deals = 0;
    for (const auto& [deal, hardware] : implied) {
        if (!world.selection.matches_deal(deal)) continue;
        ++deals;
        const auto found = stated.find(deal);
        if (found == stated.end()) {
            table.rows.push_back(row_of(world.deal(deal), nullptr, {}, hardware));
            continue;
        }
        for (const auto& [where, sum] : found->second)
            table.rows.push_back(row_of(world.deal(deal), &where, sum, hardware));
    }
    table.title =
        join_title({"Capacity stated and implied by counts of hardware", world.selection.text(),
                    lens_text(options.on), plural(deals, "deal")});
    table.notes.emplace_back(
        "implied: units times watts a unit, the IT load of that hardware alone; the difference is "
        "stated less implied, in whatever basis the row states, so cooling and the rest are in it");
    table.notes.emplace_back(
        "each layer and basis stands beside the same hardware: neither is to be added up; ? where "
        "a "
        "count, its watts or the stated power is not known, or the watts are of another unit");
    return table;
}

}  // namespace gw
