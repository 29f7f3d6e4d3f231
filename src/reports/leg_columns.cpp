// SPDX-License-Identifier: Apache-2.0
#include "reports/leg_columns.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/position.h"
#include "reports/flows.h"
#include "reports/group_sums.h"
#include "reports/weights.h"

namespace gw {
namespace {

struct LegCells {
    const Db& db;
    const World& world;
    const std::vector<int>& positions;
    const AskOptions& options;
    CubeView& view;
    std::vector<std::string>& notes;

    GroupSums sums_of(const std::function<void(int leg, Sum& sum)>& add) const {
        return {view, positions.size(),
                [&](std::size_t subject, Sum& sum) { add(positions[subject], sum); }};
    }
    GroupSums counted() const {
        return sums_of(
            [&](int leg, Sum& sum) { sum.add(world.counted[at(leg)], world.leg(leg).approx); });
    }
};

// Nothing to take a share of: unknown, which is not zero.
bool has_no_figure(const Sum& sum) {
    return sum.all_unknown() || (sum.stated == 0 && sum.open);
}

void add_share(const LegCells& legs) {
    legs.view.further.push_back(
        {share_columns("share", "share"),
         [sums = legs.counted()](const CubeGroup& group, bool is_total) -> std::vector<Value> {
             if (!is_total && has_no_figure(group.sum)) return {Unknown{}, Unknown{}};
             return share_values(group.sum.stated, sums.total_of(group, is_total).stated);
         }});
    legs.notes.emplace_back(
        "share: of the amounts as stated in the same class and bucket; what is unknown has none");
}

void add_large(const LegCells& legs) {
    legs.view.further.push_back(
        {{{.name = "large"}},
         [sums = legs.counted()](const CubeGroup& group, bool is_total) -> std::vector<Value> {
             if (is_total) return {std::string()};
             if (has_no_figure(group.sum)) return {Unknown{}};
             const Int128 whole = sums.total_of(group, false).stated;
             const bool large = whole > 0 && group.sum.stated * 100 >= whole * kLargePercent;
             return {std::string(large ? "yes" : "no")};
         }});
    legs.notes.push_back(
        fmt::format("large: {} % or more of its class and bucket as stated; parties that one "
                    "parent consolidates are one group",
                    kLargePercent));
}

// ---- paid and outstanding
// ------------------------------------------------------------------------

// What the book says is paid of a leg by the day asked about, in base currency at the leg's own
// rate.
Readings paid_of(const World& world, int leg, const std::vector<Flow>& flows) {
    Readings paid{0, 0, 0};
    for (const Flow& flow : flows) {
        if (flow.date.hi.value_or(kEndOfTime) > world.on) continue;
        LegFacts payment = world.leg(leg);
        payment.per = Period::kTotal;
        payment.amount = flow.amount;
        const auto amount = full_amount_in_base(world.facts, payment);
        if (!amount) {
            paid.hi = std::nullopt;
            continue;
        }
        paid.lo = *paid.lo + amount->lo.value_or(0);
        paid.stated += amount->stated;
        paid.hi = paid.hi && amount->hi ? std::optional(*paid.hi + *amount->hi) : std::nullopt;
    }
    return paid;
}

void add_paid(const LegCells& legs) {
    const FlowsOfLegs flows = read_flows(legs.db, legs.world.facts, "actual");
    GroupSums paid = legs.sums_of([&](int leg, Sum& sum) {
        const std::vector<Flow>& of_leg = flows_of(flows, leg);
        if (!of_leg.empty()) sum.add(paid_of(legs.world, leg, of_leg), false);
    });
    GroupSums left = legs.sums_of([&](int leg, Sum& sum) {
        Counted counted = legs.world.counted[at(leg)];
        take_part(paid_of(legs.world, leg, flows_of(flows, leg)), counted.amount);
        sum.add(counted, legs.world.leg(leg).approx);
    });
    legs.view.further.push_back({reading_columns("paid", "paid"),
                                 [paid = std::move(paid)](const CubeGroup& group, bool is_total) {
                                     return reading_values(paid.of(group, is_total));
                                 }});
    legs.view.further.push_back({reading_columns("outstanding", "outstanding"),
                                 [left = std::move(left)](const CubeGroup& group, bool is_total) {
                                     return reading_values(left.of(group, is_total));
                                 }});
    legs.notes.emplace_back(
        "paid: the payments that the book records by that day; a leg without any may have been "
        "paid all the same");
}

// ---- press only
// ----------------------------------------------------------------------------------

std::vector<char> read_press_only(const Db& db, const Facts& facts) {
    std::vector<char> press_only(facts.legs.size(), 1);
    Statement rows = db.prepare(schema_text("queries", "witness_kinds"));
    while (rows.step()) {
        const int leg = find_leg(facts, find_slug(facts.deals, rows.text(0)),
                                 static_cast<int>(rows.integer(1)));
        const std::string_view kind = rows.text(2);
        if (leg >= 0 && (kind == "filing" || kind == "press-release")) press_only[at(leg)] = 0;
    }
    return press_only;
}

void add_press_only(const LegCells& legs) {
    const std::vector<char> press_only = read_press_only(legs.db, legs.world.facts);
    GroupSums sums = legs.sums_of([&](int leg, Sum& sum) {
        if (press_only[at(leg)] != 0)
            sum.add(legs.world.counted[at(leg)], legs.world.leg(leg).approx);
    });
    std::vector<Column> columns = reading_columns("press_only", "press only");
    for (Column& column : share_columns("press_only", "of it"))
        columns.push_back(std::move(column));
    legs.view.further.push_back(
        {std::move(columns), [sums = std::move(sums)](const CubeGroup& group, bool is_total) {
             const Sum& sum = sums.of(group, is_total);
             std::vector<Value> values = reading_values(sum);
             for (Value& value : share_values(sum.stated, group.sum.stated))
                 values.push_back(std::move(value));
             return values;
         }});
    legs.notes.emplace_back(
        "press only: no filing and no press release vouches for the leg, nor for its amount in a "
        "claim; a source that rewrites another counts as that one");
}

// ---- metrics
// -------------------------------------------------------------------------------------

struct Metric {
    DateRange period;
    std::string basis;
    DateRange stated;
    Interval value;
};

// The latest stated value of each group by the day; of one day the latest period, and actual before
// guidance, target, estimate and press.
std::map<int, Metric> read_metrics(const Db& db, const World& world, std::string_view name) {
    std::map<int, Metric> latest;
    Statement rows = db.prepare(schema_text("queries", "metrics_named"));
    rows.bind(0, name);
    while (rows.step()) {
        const int party = find_slug(world.facts.parties, rows.text(0));
        if (party < 0) damaged(fmt::format("metrics/{}", rows.text(0)), "its party is not there");
        if (world.facts.groups[at(party)] != party)
            continue;  // a part of a group says nothing of it
        Metric metric{read_dates(rows, 1), std::string(rows.text(3)), read_dates(rows, 4),
                      Interval{rows.optional_integer(6), rows.optional_integer(7)}};
        if (metric.stated.hi.value_or(kEndOfTime) > world.on || metric.value.unknown()) continue;
        latest[party] = std::move(metric);
    }
    return latest;
}

std::size_t party_dimension(const CubeView& view, std::string_view metric) {
    const auto place = [&](std::string_view name) {
        return static_cast<std::size_t>(
            std::find_if(view.by.begin(), view.by.end(),
                         [&](const Dimension& one) { return one.name == name; }) -
            view.by.begin());
    };
    const bool of_payee = metric == "backlog" || place("payer") == view.by.size();
    const std::size_t found =
        of_payee && place("payee") < view.by.size() ? place("payee") : place("payer");
    if (found == view.by.size())
        throw Error(Exit::kUsage, fmt::format("--with metric:{} is of a party", metric),
                    "--by payer, or --by payee");
    return found;
}

std::vector<Value> metric_values(const Metric* metric, const CubeGroup& group, bool is_total) {
    if (metric == nullptr) {
        const Value none = is_total ? Value(std::string()) : Value(Unknown{});
        return {none, none, none, none, none, none, none, none};
    }
    const auto end = [](const std::optional<std::int64_t>& value) {
        return value ? Value(Figure{*value}) : Value(NoLimit{});
    };
    const std::int64_t value = metric->value.hi.value_or(metric->value.lo.value_or(0));
    std::vector<Value> values{end(metric->value.lo), end(metric->value.hi),
                              Figure{value},         format_date(metric->period),
                              metric->basis,         format_date(metric->stated)};
    for (Value& share : share_values(group.sum.stated, value))
        values.push_back(std::move(share));
    return values;
}

void add_metric(const LegCells& legs, const std::string& name) {
    constexpr std::array<std::string_view, 5> kMetrics{"revenue", "backlog", "valuation", "capex",
                                                       "cash"};
    check_words("--with metric", {name},
                std::vector<std::string>(kMetrics.begin(), kMetrics.end()));
    const std::size_t place = party_dimension(legs.view, name);
    std::vector<Column> columns{
        {.name = name + "_lo", .unit = Unit::kMoney, .for_people = false},
        {.name = name + "_hi", .unit = Unit::kMoney, .for_people = false},
        {.name = name + "_hi", .heading = name, .unit = Unit::kMoney, .for_machines = false},
        {.name = name + "_period", .heading = "period", .priority = -3},
        {.name = name + "_basis", .heading = "basis", .priority = -3},
        {.name = name + "_stated_on", .heading = "stated on", .priority = -3}};
    for (Column& column : share_columns("of_" + name, "of " + name))
        columns.push_back(std::move(column));
    legs.view.further.push_back(
        {std::move(columns), [latest = read_metrics(legs.db, legs.world, name), place](
                                 const CubeGroup& group, bool is_total) {
             const auto found = is_total ? latest.end() : latest.find(group.keys[place]);
             return metric_values(found == latest.end() ? nullptr : &found->second, group,
                                  is_total);
         }});
    legs.notes.push_back(fmt::format(
        "{}: of the {}, the latest stated by that day; one in another currency is not converted, "
        "and ? says that none is known in USD; of {} compares amounts of the whole term with it",
        name, legs.view.by[place].name, name));
}

// ---- weights
// -------------------------------------------------------------------------------------

void add_weighted(const LegCells& legs) {
    const Weights weights = read_weights(legs.options.weights);
    GroupSums sums = legs.sums_of([&](int leg, Sum& sum) {
        const Counted& counted = legs.world.counted[at(leg)];
        sum.add(weighted(counted, weights), legs.world.leg(leg).approx);
    });
    legs.view.further.push_back({reading_columns("weighted", "weighted"),
                                 [sums = std::move(sums)](const CubeGroup& group, bool is_total) {
                                     return reading_values(sums.of(group, is_total));
                                 }});
    legs.notes.push_back(fmt::format("weighted by {}: {}; set by the user, each leg rounded once",
                                     legs.options.weights, weights_text(weights)));
}

}  // namespace

const std::vector<DimensionName>& further_column_names() {
    static const std::vector<DimensionName> names{
        {"share", "share of the class and bucket, in percent"},
        {"large", "whether it is 10 % or more of its class and bucket"},
        {"paid", "what is paid by the day, and what is outstanding"},
        {"press_only", "how much rests on the press alone"},
        {"metric:revenue", "the party's revenue; also backlog, valuation, capex, cash"}};
    return names;
}

void add_further_columns(const Db& db, const World& world, const std::vector<int>& legs,
                         const AskOptions& options, CubeView& view,
                         std::vector<std::string>& notes) {
    const LegCells context{db, world, legs, options, view, notes};
    for (const std::string& name : options.with) {
        if (name.starts_with("metric:")) {
            add_metric(context, name.substr(7));
            continue;
        }
        check_words("--with", {name}, further_column_names());
        if (name == "share") add_share(context);
        if (name == "large") add_large(context);
        if (name == "paid") add_paid(context);
        if (name == "press_only") add_press_only(context);
    }
    if (!options.weights.empty()) add_weighted(context);
}

}  // namespace gw
