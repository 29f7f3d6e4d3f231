// SPDX-License-Identifier: Apache-2.0
#include "reports/sensitivity.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "circles/loop_packing.h"
#include "circles/loops.h"
#include "circles/money_graph.h"
#include "counting/sums.h"
#include "network/null_model.h"
#include "reports/circularity_views.h"
#include "reports/loop_legs.h"
#include "table/figure.h"

namespace gw {
namespace {

constexpr std::size_t kShuffles = 100;      // unless it is said
constexpr std::int64_t kSteps = 5'000'000;  // of the count of loops of one variant

// How circular some legs are; nullopt: not found out within the budget.
struct Circularity {
    std::optional<std::int64_t> loops;
    std::optional<Int128> recycled;  // as stated
};

// Solves variants of one set of legs; what is between the same groups stays the same arc.
class Solver {
public:
    Solver(const std::vector<LoopLeg>& legs, int groups, int max_length) : max_length_(max_length) {
        graph_.groups = groups;
        for (const LoopLeg& leg : legs)
            if (leg.counted) arcs_.emplace(key_of(leg), 0);
        for (auto& [key, number] : arcs_) {
            number = graph_.arcs.size();
            const auto& [payer, payee, kind] = key;
            graph_.arcs.push_back({payer, payee, kind});
        }
        packing_.emplace(graph_);
    }
    Solver(const Solver&) = delete;  // its packing points at its graph
    Solver& operator=(const Solver&) = delete;

    Circularity solve(const std::vector<LoopLeg>& legs) {
        const LoopCount count =
            count_loops(legs, graph_.groups, {.max_length = max_length_, .steps = kSteps});
        Circularity made;
        if (count.complete) {
            made.loops = 0;
            for (const std::int64_t loops : count.by_length)
                *made.loops += loops;
        }
        Capacities capacities(graph_.arcs.size());
        for (const LoopLeg& leg : legs)
            if (leg.counted)
                capacities[arcs_.at(key_of(leg))] += static_cast<std::int64_t>(leg.amount.stated);
        if (const auto worth = packing_->worth(capacities)) made.recycled = worth->rounded();
        return made;
    }

private:
    using Key = std::tuple<int, int, ArcKind>;
    static Key key_of(const LoopLeg& leg) {
        return {leg.payer, leg.payee,
                leg.in_kind   ? ArcKind::kInKind
                : leg.funding ? ArcKind::kFunding
                              : ArcKind::kSpending};
    }

    int max_length_;
    MoneyGraph graph_;
    std::map<Key, std::size_t> arcs_;
    std::optional<LoopPacking> packing_;
};

template <class Number>
Value figure(const std::optional<Number>& value) {
    return value ? Value(Figure{Int128{*value}}) : Value(Unknown{});
}

template <class Number>
std::optional<Number> less(const std::optional<Number>& whole, const std::optional<Number>& part) {
    if (!whole || !part) return std::nullopt;
    return *whole - *part;
}

void add_deals(Table& table, const World& world, const std::vector<LoopLeg>& legs,
               const AskOptions& options) {
    Solver solver(legs, static_cast<int>(world.facts.parties.size()), options.max_length);
    const Circularity all = solver.solve(legs);
    table.columns = {
        {.name = "deal"},
        {.name = "legs", .unit = Unit::kCount, .priority = 1},
        {.name = "loops_lost", .heading = "loops lost", .unit = Unit::kCount},
        {.name = "loops_left", .heading = "left", .unit = Unit::kCount, .priority = 2},
        {.name = "recycled_lost", .heading = "recycled lost", .unit = Unit::kMoney},
        {.name = "recycled_left", .heading = "left", .unit = Unit::kMoney, .priority = 2}};
    std::map<int, std::size_t> deals;
    for (const LoopLeg& leg : legs)
        if (leg.counted) ++deals[leg.deal];
    for (const auto& [deal, count] : deals) {
        std::vector<LoopLeg> others = legs;
        for (LoopLeg& leg : others)
            if (leg.deal == deal) leg.counted = false;
        const Circularity left = solver.solve(others);
        if (left.loops == all.loops && left.recycled == all.recycled) continue;
        table.rows.push_back({world.deal(deal), count_value(count),
                              figure(less(all.loops, left.loops)), figure(left.loops),
                              figure(less(all.recycled, left.recycled)), figure(left.recycled)});
    }
    table.notes.push_back(
        fmt::format("all: {} loops, {} USD recycled; deals without which neither is less are left "
                    "out: {} of {}",
                    all.loops ? format_grouped(*all.loops) : "?",
                    all.recycled ? format_grouped(*all.recycled) : "?",
                    deals.size() - table.rows.size(), deals.size()));
    if (std::any_of(table.rows.begin(), table.rows.end(), [](const std::vector<Value>& row) {
            return std::holds_alternative<Unknown>(row[2]) ||
                   std::holds_alternative<Unknown>(row[4]);
        }))
        table.notes.emplace_back("?: not solved within the budget of steps");
    table.notes.emplace_back("losses are not added: two deals on one loop each lose it");
}

// The value below which so many of a hundred lie: the smallest with at least so many at or below.
Value percentile(const std::vector<Int128>& sorted, std::size_t percent) {
    if (sorted.empty()) return Unknown{};
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return Figure{sorted[std::max<std::size_t>(rank, 1) - 1]};
}

void add_measure(Table& table, const std::string& name, const std::optional<Int128>& actual,
                 std::vector<Int128> values, std::size_t shuffles) {
    std::sort(values.begin(), values.end());
    const auto at_least = std::count_if(values.begin(), values.end(),
                                        [&](Int128 value) { return actual && value >= *actual; });
    const std::array<Value, 4> values_at{figure(actual), percentile(values, 5),
                                         percentile(values, 50), percentile(values, 95)};
    // A table has one unit and these are counts and money, so people read each with its own.
    const auto for_people = [&](std::size_t i) -> Value {
        const Figure* one = std::get_if<Figure>(&values_at[i]);
        if (one == nullptr) return Unknown{};
        return name == "loops" ? format_grouped(one->value) : short_money(one->value);
    };
    table.rows.push_back(
        {name, values_at[0], values_at[1], values_at[2], values_at[3], for_people(0), for_people(1),
         for_people(2), for_people(3),
         actual ? count_value(static_cast<std::size_t>(at_least)) : Value(Unknown{}),
         count_value(values.size()), count_value(shuffles)});
}

void add_chance(Table& table, const World& world, const std::vector<LoopLeg>& legs,
                const AskOptions& options) {
    const int groups = static_cast<int>(world.facts.parties.size());
    const std::size_t shuffles = options.shuffles.value_or(kShuffles);
    table.columns = {{.name = "measure"},
                     {.name = "actual", .unit = Unit::kCount, .for_people = false},
                     {.name = "p5", .unit = Unit::kCount, .for_people = false},
                     {.name = "median", .unit = Unit::kCount, .for_people = false},
                     {.name = "p95", .unit = Unit::kCount, .for_people = false},
                     {.name = "in the book", .unit = Unit::kCount, .for_machines = false},
                     {.name = "5 % below", .unit = Unit::kCount, .for_machines = false},
                     {.name = "half below", .unit = Unit::kCount, .for_machines = false},
                     {.name = "95 % below", .unit = Unit::kCount, .for_machines = false},
                     {.name = "at_least", .heading = "as much or more", .unit = Unit::kCount},
                     {.name = "solved", .unit = Unit::kCount, .priority = 1},
                     {.name = "shuffles", .unit = Unit::kCount, .priority = 2}};
    const Circularity actual = Solver(legs, groups, options.max_length).solve(legs);
    std::vector<Int128> loops;
    std::vector<Int128> recycled;
    for (std::size_t i = 0; i < shuffles; ++i) {
        const std::vector<LoopLeg> chance = shuffled_legs(legs, options.seed + i);
        const Circularity made = Solver(chance, groups, options.max_length).solve(chance);
        if (made.loops) loops.emplace_back(*made.loops);
        if (made.recycled) recycled.push_back(*made.recycled);
    }
    add_measure(table, "loops", actual.loops, std::move(loops), shuffles);
    add_measure(table, "recycled", actual.recycled, std::move(recycled), shuffles);
    table.notes.push_back(fmt::format(
        "recycled is in USD; chance: {} shuffles from seed {}: every group pays the same "
        "legs with the same amounts and is paid as many of each type; whom by is "
        "chance. As much or more: in so many of the shuffles solved",
        shuffles, options.seed));
}

}  // namespace

const std::vector<DimensionName>& sensitivity_views() {
    static const std::vector<DimensionName> views{
        {"deal", "what is lost without each deal"},
        {"chance", "how much there would be if who pays whom were chance"}};
    return views;
}

Table sensitivity(const Book& book, const AskOptions& options) {
    check_words("--by", options.by, sensitivity_views());
    if (options.by.size() > 1)
        throw Error(Exit::kUsage, "--by: sensitivity shows one view at a time", "deal or chance");
    const bool by_chance = !options.by.empty() && options.by.front() == "chance";
    const World world(book.db(), options);
    const BucketFilter buckets(world.selection);
    const std::vector<LoopLeg> legs = loop_legs(book.db(), world, buckets);
    Table table;
    (by_chance ? add_chance : add_deals)(table, world, legs, options);
    table.title = join_title(
        {by_chance ? "Circular financing, in the book and by chance"
                   : "Circular financing without a deal",
         fmt::format("loops of up to {} groups", options.max_length), world.selection.text(),
         lens_text(options.on),
         buckets.shows_all() ? "" : "committed, conditional and announced legs, as stated"});
    AskOptions order = options;
    if (order.sort.empty() && !by_chance) order.sort = {"-recycled_lost", "-loops_lost"};
    arrange(table, order);
    return table;
}

}  // namespace gw
