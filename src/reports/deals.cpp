// SPDX-License-Identifier: Apache-2.0
#include "reports/deals.h"

#include <vector>

#include "book/schema.h"
#include "counting/sums.h"
#include "reports/cited_sources.h"
#include "reports/fact_rows.h"
#include "reports/world.h"

namespace gw {
namespace {

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

template <class Row>
std::vector<Value> deal_row(const World& world, int position, const Row& row, std::size_t sources) {
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

// Rows come in the order of the facts' deals, by slug.
template <class Rows>
std::vector<std::vector<Value>> deal_rows(const Rows& rows, const World& world,
                                          const std::vector<std::size_t>& sources) {
    std::vector<std::vector<Value>> found;
    int position = 0;
    rows.each(schema_text("queries", "deals"), [&](const auto& row) {
        if (world.selection.matches_deal(position))
            found.push_back(
                deal_row(world, position, row, sources[static_cast<std::size_t>(position)]));
        ++position;
    });
    return found;
}

}  // namespace

Table deals(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<std::size_t> sources = count_cited_sources(book.db(), world.facts);
    Table table;
    table.columns = deals_columns();
    table.rows =
        read_rows(book.db(), [&](const auto& rows) { return deal_rows(rows, world, sources); });
    table.title = join_title({"Deals", world.selection.text(), lens_text(options.on),
                              plural(table.rows.size(), "deal")});
    table.notes.emplace_back(
        "a headline is what the deal is called by, in its own currency; it is never added up: "
        "amounts are in its legs");
    arrange(table, options);
    return table;
}

}  // namespace gw
