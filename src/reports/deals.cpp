// SPDX-License-Identifier: Apache-2.0
#include "reports/deals.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "book/schema.h"
#include "counting/sums.h"
#include "reports/world.h"

namespace gw {
namespace {

// How many different sources a deal's own rows and the claims about them name, by position of the
// deal.
std::vector<std::size_t> count_sources(const Book& book, const Facts& facts) {
    book.set_lens(kEndOfTime, {"deal_sources"});
    std::unordered_map<std::string, int> numbers;
    std::vector<std::pair<int, int>> cited;
    Statement rows =
        book.db().prepare("select deal, source from deal_sources where source is not null");
    while (rows.step()) {
        const int deal = find_slug(facts.deals, rows.text(0));
        if (deal < 0) continue;
        const auto number =
            numbers.emplace(rows.text(1), static_cast<int>(numbers.size())).first->second;
        cited.emplace_back(deal, number);
    }
    std::sort(cited.begin(), cited.end());
    cited.erase(std::unique(cited.begin(), cited.end()), cited.end());
    std::vector<std::size_t> counts(facts.deals.size(), 0);
    for (const auto& [deal, source] : cited)
        ++counts[static_cast<std::size_t>(deal)];
    return counts;
}

std::vector<Column> deals_columns() {
    return {{.name = "deal"},
            {.name = "kind", .priority = 5},
            {.name = "title", .priority = 4},
            {.name = "status"},
            {.name = "status_since", .heading = "since", .priority = 3},
            {.name = "headline_lo", .unit = Unit::kAmount, .for_people = false},
            {.name = "headline_hi", .unit = Unit::kAmount, .for_people = false},
            {.name = "headline", .unit = Unit::kAmount, .for_machines = false},
            {.name = "currency"},
            {.name = "legs", .unit = Unit::kCount, .priority = 2},
            {.name = "power_kw_lo", .unit = Unit::kPower, .for_people = false},
            {.name = "power_kw_hi", .unit = Unit::kPower, .for_people = false},
            {.name = "power", .unit = Unit::kPower, .for_machines = false},
            {.name = "sources", .unit = Unit::kCount, .priority = 1}};
}

Value end_value(const std::optional<std::int64_t>& end) {
    if (!end) return Nil{};
    return Figure{*end};
}

// A stated range as one figure: its upper end, or its lower where the upper is open.
Value shown(const Interval& range, bool approx) {
    if (range.unknown()) return Nil{};
    if (!range.hi) return Figure{*range.lo, Mark::kAtLeast};
    if (!range.exact()) return Figure{*range.hi, Mark::kAtMost};
    return Figure{*range.hi, approx ? Mark::kAbout : Mark::kNone};
}

Value text_value(std::string_view text) {
    if (text.empty()) return Nil{};
    return std::string(text);
}

std::vector<Value> deal_row(const World& world, int position, const Statement& row,
                            std::size_t sources) {
    const EventFacts* event =
        latest_event(world.facts.deals[static_cast<std::size_t>(position)], world.on);
    const bool dated = event != nullptr && event->day != kEndOfTime;
    const Interval headline{row.optional_integer(3), row.optional_integer(4)};
    const Interval power{row.optional_integer(7), row.optional_integer(8)};
    const int legs = first_leg(world.facts, position + 1) - first_leg(world.facts, position);
    return {
        std::string(row.text(0)),
        std::string(row.text(1)),
        text_value(row.text(2)),
        event == nullptr ? Value(Nil{}) : Value(std::string(kStatusNames[index_of(event->status)])),
        dated ? Value(format_day(event->day)) : Value(Nil{}),
        end_value(headline.lo),
        end_value(headline.hi),
        shown(headline, row.integer(5) != 0),
        text_value(row.text(6)),
        Figure{legs},
        end_value(power.lo),
        end_value(power.hi),
        shown(power, row.integer(9) != 0),
        count_value(sources)};
}

}  // namespace

Table deals(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<std::size_t> sources = count_sources(book, world.facts);
    Table table;
    table.columns = deals_columns();
    Statement rows = book.db().prepare(schema_text("queries", "deals"));
    for (int position = 0; rows.step(); ++position)
        if (world.selection.matches_deal(position))
            table.rows.push_back(
                deal_row(world, position, rows, sources[static_cast<std::size_t>(position)]));
    table.title = join_title({"Deals", world.selection.text(), lens_text(options.on),
                              plural(table.rows.size(), "deal")});
    table.notes.emplace_back(
        "a headline is what the deal is called by, in its own currency; it is never added up: "
        "amounts are in its legs");
    arrange(table, options);
    return table;
}

}  // namespace gw
