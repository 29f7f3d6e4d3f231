// SPDX-License-Identifier: Apache-2.0
#include "reports/circularity_growth.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "counting/schedule.h"
#include "counting/sums.h"
#include "reports/circularity_deals.h"
#include "text/error.h"

namespace gw {
namespace {

constexpr std::size_t kMostPeriods = 400;

struct Grown {
    RecycledAmounts recycled;
    Sum funding;
    Int128 committed_loops = 0;
    Int128 loops = 0;
    bool all_counted = true;
    std::size_t parties = 0;
};

Periods asked_periods(const AskOptions& options) {
    const DateRange& range = *options.period;
    if (!range.lo || !range.hi)
        throw Error(Exit::kUsage, "--period of circularity needs a first and a last day",
                    "write it as --period 2023..2030");
    Periods periods(*range.lo, *range.hi, options.step_months);
    if (periods.later() - 1 > kMostPeriods)
        throw Error(Exit::kUsage,
                    fmt::format("circularity solves at most {} periods; --period has {}",
                                kMostPeriods, periods.later() - 1),
                    "ask for fewer years, or for longer periods with --step");
    return periods;
}

void count_loops_of(std::vector<LoopLeg> legs, int groups, int max_length, Grown& grown) {
    const auto count = [&](Int128& loops) {
        const LoopCount found = count_loops(legs, groups, {.max_length = max_length});
        loops = std::accumulate(found.by_length.begin(), found.by_length.end(), Int128{0});
        grown.all_counted = grown.all_counted && found.complete;
    };
    count(grown.loops);
    for (LoopLeg& leg : legs)
        leg.counted = leg.counted && leg.bucket == Bucket::kCommitted;
    count(grown.committed_loops);
}

Grown grown_by(const Db& db, const CircularAnswer& answer, Day day) {
    AskOptions options = answer.options;
    options.on = std::min(day, options.on);
    const World world(db, answer.world, options);
    const CircularMoney money = circular_money(world, answer.buckets);
    Grown grown;
    grown.recycled = recycled_of(money, options);
    grown.funding = money.funding.sum;
    grown.parties = circular_groups(money.graph, money.presence[1]).size();
    count_loops_of(loop_legs(db, world, answer.buckets), money.graph.groups, options.max_length,
                   grown);
    return grown;
}

Value amount_value(const std::optional<Int128>& amount, bool people) {
    if (!amount) return NoLimit{};
    if (people && *amount == 0) return Nil{};
    return Figure{*amount};
}

std::vector<Column> growth_columns() {
    Table table;
    table.columns = {{.name = "as of", .for_machines = false},
                     {.name = "period_start", .for_people = false},
                     {.name = "period_end", .for_people = false}};
    add_reading_columns(table);
    table.columns.insert(
        table.columns.end(),
        {{.name = "of", .for_people = false},
         {.name = "of_lo", .unit = Unit::kMoney, .for_people = false},
         {.name = "of_stated", .unit = Unit::kMoney, .for_people = false},
         {.name = "of_hi", .unit = Unit::kMoney, .for_people = false},
         {.name = "share", .for_machines = false},
         {.name = "loops", .unit = Unit::kCount},
         {.name = "committed_loops", .heading = "committed", .unit = Unit::kCount, .priority = 1},
         {.name = "parties", .unit = Unit::kCount, .priority = 2}});
    return table.columns;
}

std::string share_of(const Grown& grown) {
    if (!grown.recycled.amounts[1] || grown.funding.stated == 0) return "";
    return fmt::format("{:.1f}%", 100 * static_cast<double>(*grown.recycled.amounts[1]) /
                                      static_cast<double>(grown.funding.stated));
}

std::vector<Value> growth_row(const DateRange& dates, const Grown& grown) {
    const std::string last = format_day(*dates.hi);
    std::vector<Value> row{last, format_day(*dates.lo), last};
    for (const bool people : {false, true})
        for (const auto& amount : grown.recycled.amounts)
            row.push_back(amount_value(amount, people));
    row.emplace_back(std::string("funding"));
    row.emplace_back(Figure{grown.funding.lo});
    row.emplace_back(Figure{grown.funding.stated});
    row.push_back(machine_hi(grown.funding));
    row.emplace_back(share_of(grown));
    row.emplace_back(Figure{grown.loops});
    row.emplace_back(Figure{grown.committed_loops});
    row.emplace_back(Figure{static_cast<Int128>(grown.parties)});
    return row;
}

}  // namespace

Table circular_growth(const Db& db, const CircularAnswer& answer) {
    const Periods periods = asked_periods(answer.options);
    Table table;
    table.columns = growth_columns();
    bool all_counted = true;
    bool exact = true;
    for (std::size_t slot = periods.earlier() + 1; slot < periods.later(); ++slot) {
        const DateRange dates = periods.dates(slot);
        const Grown grown = grown_by(db, answer, *dates.hi);
        all_counted = all_counted && grown.all_counted;
        exact = exact && grown.recycled.exact;
        table.rows.push_back(growth_row(dates, grown));
    }
    table.title = answer.title("Recycled money and loops as of the last day of each period",
                               plural(table.rows.size(), "period"));
    table.notes.push_back(fmt::format(
        "each row is the book as of that day, whenever it is paid; share is of funding; loops are "
        "of up to {} groups, committed those of committed legs alone. Of days to come: what the "
        "book knows of them, so what ends by then is gone",
        answer.options.max_length));
    std::vector<std::string> bounds;
    if (!exact) bounds.emplace_back("recycled");
    if (!all_counted) bounds.emplace_back("loops");
    if (!bounds.empty()) answer.say_bounds(table, bounds);
    if (!exact)
        table.notes.emplace_back(
            "recycled is between surely and at most where it is not solved exactly");
    if (!all_counted)
        table.notes.emplace_back("loops: at least so many; the search stopped at its budget");
    answer.add_common_notes(table);
    return table;
}

}  // namespace gw
