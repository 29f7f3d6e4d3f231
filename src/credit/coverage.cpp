// SPDX-License-Identifier: Apache-2.0
#include "credit/coverage.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/position.h"
#include "counting/sums.h"
#include "reports/flows.h"
#include "reports/group_sums.h"
#include "reports/world.h"

namespace gw {
namespace {

struct Programme {
    int deal = 0;
    Readings headline;  // in base currency
    std::size_t deals = 0;
    Sum covered;
    std::array<Sum, kBucketNames.size()> by_bucket;
};

// The deals that are part of each deal, directly.
std::vector<std::vector<int>> read_parts(const Db& db, const Facts& facts) {
    std::vector<std::vector<int>> parts(facts.deals.size());
    Statement rows = db.prepare(schema_text("queries", "programme_parts"));
    while (rows.step()) {
        const int part = find_slug(facts.deals, rows.text(0));
        const int whole = find_slug(facts.deals, rows.text(1));
        if (part < 0 || whole < 0)
            damaged(fmt::format("links/{}/part_of/{}", rows.text(0), rows.text(1)),
                    "a deal is not there");
        parts[at(whole)].push_back(part);
    }
    return parts;
}

// All that is part of a programme, at any depth, each once.
std::vector<int> members_of(int programme, const std::vector<std::vector<int>>& parts) {
    std::vector<char> seen(parts.size(), 0);
    seen[at(programme)] = 1;
    std::vector<int> members;
    std::vector<int> open{programme};
    while (!open.empty()) {
        const int deal = open.back();
        open.pop_back();
        for (const int part : parts[at(deal)]) {
            if (seen[at(part)] != 0) continue;
            seen[at(part)] = 1;
            members.push_back(part);
            open.push_back(part);
        }
    }
    return members;
}

// A headline converts as a leg does that was agreed with the programme's first event.
Readings headline_in_base(const Facts& facts, int deal, const Interval& amount,
                          std::string_view currency) {
    LegFacts leg;
    leg.deal = deal;
    leg.amount = amount;
    const auto found = std::find(facts.currencies.begin(), facts.currencies.end(), currency);
    if (currency == "USD") return full_amount(leg);
    if (found == facts.currencies.end()) return {};
    leg.currency = static_cast<int>(found - facts.currencies.begin());
    return full_amount_in_base(facts, leg).value_or(Readings{});
}

void add_deal(const World& world, int deal, const std::vector<char>& passes_on,
              Programme& programme) {
    for (int leg = first_leg(world.facts, deal); leg < first_leg(world.facts, deal + 1); ++leg) {
        const Counted& counted = world.counted[at(leg)];
        if (!counted.counts() || passes_on[at(leg)] != 0 ||
            kLegKinds[world.leg(leg).kind].leg_class != LegClass::kSpend)
            continue;
        programme.covered.add(counted, world.leg(leg).approx);
        programme.by_bucket[index_of(*counted.bucket)].add(counted, world.leg(leg).approx);
    }
}

std::vector<Programme> read_programmes(const Db& db, const World& world) {
    const auto parts = read_parts(db, world.facts);
    const std::vector<char> passes_on = read_pass_through(db, world.facts, world.counted);
    std::vector<Programme> programmes;
    Statement rows = db.prepare(schema_text("queries", "programmes"));
    while (rows.step()) {
        Programme programme;
        programme.deal = find_slug(world.facts.deals, rows.text(0));
        if (!world.selection.is_everything() && !world.selection.matches_deal(programme.deal))
            continue;
        programme.headline = headline_in_base(world.facts, programme.deal,
                                              {rows.optional_integer(2), rows.optional_integer(3)},
                                              rows.is_null(5) ? std::string_view() : rows.text(5));
        for (const int deal : members_of(programme.deal, parts)) {
            programme.deals += world.facts.deals[at(deal)].programme ? 0 : 1;
            add_deal(world, deal, passes_on, programme);
        }
        programmes.push_back(std::move(programme));
    }
    return programmes;
}

bool is_over(const Programme& programme) {
    return !programme.headline.unknown() && programme.covered.stated > programme.headline.stated;
}

Value end_value(const std::optional<Int128>& end) {
    return end ? Value(Figure{*end}) : Value(NoLimit{});
}

std::vector<Value> headline_values(const Readings& headline) {
    if (headline.unknown()) return {Nil{}, Nil{}, Nil{}, Unknown{}};
    const Mark mark = !headline.hi ? Mark::kAtLeast : !headline.lo ? Mark::kAtMost : Mark::kNone;
    return {Figure{headline.lo.value_or(0)}, Figure{headline.stated}, end_value(headline.hi),
            Figure{headline.stated, mark}};
}

// What the headline leaves over, none below 0: surely, if all is as high as it may be; at most, if
// it is as low.
std::vector<Value> unallocated_values(const Readings& headline, const Sum& covered) {
    if (headline.unknown()) return {Nil{}, Nil{}, Nil{}, Unknown{}};
    const auto left = [](Int128 whole, Int128 part) { return std::max<Int128>(whole - part, 0); };
    const Int128 lo = covered.open ? 0 : left(headline.lo.value_or(0), covered.hi);
    const Int128 stated = left(headline.stated, covered.stated);
    const bool vague = covered.open || covered.approx;
    const Value hi = headline.hi ? Value(Figure{left(*headline.hi, covered.lo)}) : NoLimit{};
    return {Figure{lo}, Figure{stated}, hi, Figure{stated, vague ? Mark::kAtMost : Mark::kNone}};
}

void add_columns(Table& table) {
    table.columns.push_back({.name = "programme"});
    table.columns.push_back({.name = "deals", .unit = Unit::kCount, .priority = 3});
    table.columns.push_back({.name = "legs", .unit = Unit::kCount, .priority = 3});
    for (const char* const name : {"headline", "covered", "unallocated"})
        for (Column& column : reading_columns(name, name))
            table.columns.push_back(std::move(column));
    for (const std::string_view bucket : kBucketNames) {
        const std::string name(bucket);
        table.columns.push_back(
            {.name = name + "_stated", .heading = name, .unit = Unit::kMoney, .priority = 2});
    }
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
    table.columns.push_back({.name = "unconverted", .unit = Unit::kCount, .for_people = false});
    table.columns.push_back({.name = "over", .heading = "over the headline"});
}

void add_row(Table& table, const World& world, const Programme& programme) {
    const Sum& covered = programme.covered;
    std::vector<Value> row{world.deal(programme.deal), count_value(programme.deals),
                           count_value(covered.legs)};
    for (auto values : {headline_values(programme.headline), reading_values(covered),
                        unallocated_values(programme.headline, covered)})
        for (Value& value : values)
            row.push_back(std::move(value));
    for (const Sum& sum : programme.by_bucket)
        row.push_back(sum.legs == 0 ? Value(Nil{}) : people_stated(sum));
    row.push_back(count_value(covered.unknown));
    row.push_back(count_value(covered.unconverted));
    row.emplace_back(std::string(is_over(programme) ? "yes" : "no"));
    table.rows.push_back(std::move(row));
}

}  // namespace

Table coverage(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<Programme> programmes = read_programmes(book.db(), world);
    Table table;
    add_columns(table);
    std::vector<std::string> over;
    for (const Programme& programme : programmes) {
        add_row(table, world, programme);
        if (is_over(programme)) over.push_back(world.deal(programme.deal));
    }
    table.title =
        join_title({"Coverage of programmes by the spend of their deals", world.selection.text(),
                    lens_text(options.on), plural(programmes.size(), "programme")});
    if (!over.empty())
        table.notes.push_back(
            fmt::format("warning: more is covered than the headline: {}", list_some(over, 6)));
    table.notes.emplace_back(
        "covered: live spend of the deals and of the sub-programmes' deals, whatever its bucket, "
        "without pass-through; a leg may stand under several programmes, so programmes are never "
        "added up");
    arrange(table, options);
    return table;
}

}  // namespace gw
