// SPDX-License-Identifier: Apache-2.0
#include "reports/ownership.h"

#include <fmt/core.h>

#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "book/schema.h"
#include "cells/cells.h"
#include "cells/position.h"
#include "network/ownership.h"
#include "reports/facts.h"
#include "reports/named.h"

namespace gw {
namespace {

constexpr std::int64_t kWhole = 10'000;  // basis points

struct Stake {
    std::string basis;
    DateRange as_of;
    Interval percent;  // basis points
};

// The newest snapshot of each holder and company; of several on one day the last of the query.
using Stakes = std::map<std::pair<int, int>, Stake>;

Stakes read_stakes(const Db& db, const World& world) {
    Stakes stakes;
    Statement rows = db.prepare(schema_text("queries", "stakes"));
    while (rows.step()) {
        const DateRange as_of = read_dates(rows, 3);
        if (as_of.hi.value_or(kEndOfTime) > world.on) continue;
        stakes[{find_slug(world.facts.parties, rows.text(0)),
                find_slug(world.facts.parties, rows.text(1))}] = {
            std::string(rows.text(2)), as_of, {rows.optional_integer(5), rows.optional_integer(6)}};
    }
    std::erase_if(stakes, [](const auto& one) {
        return one.second.percent.exact() && *one.second.percent.lo == 0;
    });
    return stakes;
}

std::vector<Holding> holdings_of(const Stakes& stakes) {
    std::vector<Holding> holdings;
    for (const auto& [ends, stake] : stakes)
        holdings.push_back({ends.first, ends.second,
                            static_cast<double>(stake.percent.lo.value_or(0)) / kWhole,
                            static_cast<double>(stake.percent.hi.value_or(kWhole)) / kWhole});
    return holdings;
}

std::int64_t surely_held(const Stakes& stakes, int company) {
    std::int64_t held = 0;
    for (const auto& [ends, stake] : stakes)
        if (ends.second == company) held += stake.percent.lo.value_or(0);
    return held;
}

// The companies, whoever holds them, whoever holds those, and so on.
std::set<int> with_holders(const Stakes& stakes, std::set<int> companies) {
    for (std::size_t before = 0; before != companies.size();) {
        before = companies.size();
        for (const auto& [ends, stake] : stakes)
            if (companies.contains(ends.second)) companies.insert(ends.first);
    }
    return companies;
}

std::set<int> companies_asked(const World& world, const AskOptions& options, const Stakes& stakes) {
    std::set<int> companies;
    for (const std::string& word : options.words)
        companies.insert(named_party(world, "ownership", word));
    if (options.words.empty())
        for (const auto& [ends, stake] : stakes)
            companies.insert(ends.second);
    return companies;
}

Interval basis_points(double low, double high) {
    return {std::llrint(low * kWhole), std::llrint(high * kWhole)};
}

Value shown(const Interval& share) {
    if (share.unknown()) return Unknown{};
    return (share.exact()
                ? format_percent(share)
                : fmt::format("{}..{}", share.lo ? format_percent({share.lo, share.lo}) : "",
                              share.hi ? format_percent({share.hi, share.hi}) : "")) +
           "%";
}

Value number(const std::optional<std::int64_t>& value) {
    return value ? Value(Figure{*value}) : Value(Nil{});
}

void add_row(Table& table, const std::string& company, const std::string& holder,
             const Stake* stake, const Interval& end) {
    std::vector<Value> row{company, holder};
    if (stake != nullptr)
        for (Value value :
             {Value(stake->basis), Value(format_date(stake->as_of)), number(stake->percent.lo),
              number(stake->percent.hi), shown(stake->percent)})
            row.push_back(std::move(value));
    else
        for (int i = 0; i < 5; ++i)
            row.emplace_back(Nil{});
    row.push_back(number(end.lo));
    row.push_back(number(end.hi));
    row.push_back(shown(end));
    table.rows.push_back(std::move(row));
}

void add_company(Table& table, const World& world, const Stakes& stakes, int company) {
    const EndShares shares =
        end_shares(holdings_of(stakes), static_cast<int>(world.facts.parties.size()), company);
    for (std::size_t i = 0; i < shares.high.size(); ++i) {
        const int holder = static_cast<int>(i);
        const auto stake = stakes.find({holder, company});
        const Interval end = basis_points(shares.low[i], shares.high[i]);
        if (holder == company || (stake == stakes.end() && *end.hi == 0)) continue;
        add_row(table, world.party(company), world.party(holder),
                stake == stakes.end() ? nullptr : &stake->second, end);
    }
    add_row(table, world.party(company), "", nullptr,
            basis_points(shares.low[at(company)], shares.high[at(company)]));
}

}  // namespace

Table ownership(const Book& book, const AskOptions& options) {
    AskOptions all = options;
    all.words.clear();
    const World world(book.db(), all);
    const Stakes stakes = read_stakes(book.db(), world);
    Table table;
    table.columns = {{.name = "company"},
                     {.name = "holder"},
                     {.name = "basis", .priority = 2},
                     {.name = "as_of", .heading = "as of", .priority = 1},
                     {.name = "direct_lo", .unit = Unit::kCount, .for_people = false},
                     {.name = "direct_hi", .unit = Unit::kCount, .for_people = false},
                     {.name = "direct", .for_machines = false},
                     {.name = "end_lo", .unit = Unit::kCount, .for_people = false},
                     {.name = "end_hi", .unit = Unit::kCount, .for_people = false},
                     {.name = "in the end", .for_machines = false}};
    const std::set<int> companies = companies_asked(world, options, stakes);
    for (const int company : companies)
        add_company(table, world, stakes, company);
    table.title = join_title(
        {"Who owns whom, directly and in the end", lens_text(options.on),
         companies.size() == 1 ? "1 company" : fmt::format("{} companies", companies.size())});
    table.notes.emplace_back(
        "in the end: what a holder that others hold passes on to them is theirs; without a holder: "
        "held by nobody whom the book names");
    table.notes.emplace_back("voting rights alone are left out");
    for (const int company : with_holders(stakes, companies))
        if (const std::int64_t held = surely_held(stakes, company); held > kWhole)
            table.notes.push_back(fmt::format(
                "the stakes in {} that the book knows add up to {}%: snapshots of different days "
                "or bases; what it passes on adds up to as much",
                world.party(company), format_percent({held, held})));
    arrange(table, options);
    return table;
}

}  // namespace gw
