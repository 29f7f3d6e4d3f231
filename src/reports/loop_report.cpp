// SPDX-License-Identifier: Apache-2.0
#include "reports/loop_report.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "reports/loop_legs.h"

namespace gw {
namespace {

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

std::string loop_name(const World& world, const Loop& loop) {
    std::string name;
    for (const int group : loop.groups)
        name += world.party(group) + ">";
    return name + world.party(loop.groups.front());
}

std::string class_names(const Loop& loop) {
    constexpr std::string_view kNames[] = {"capital", "spend", "both"};
    std::string names;
    for (const HopClasses one : loop.classes) {
        if (!names.empty()) names += ',';
        names += kNames[index_of(one)];
    }
    return names;
}

// Hops, by payer and payee.
using Hops = std::set<std::pair<int, int>>;

// Hops with a leg whose amount is "about" so much, and with one whose amount is not known in USD.
struct Doubts {
    Hops about;
    Hops unknown;
};

Doubts find_doubts(const World& world) {
    Doubts doubts;
    for (const int leg : world.legs) {
        const Counted& counted = world.counted[at(leg)];
        const std::pair<int, int> hop(world.payer_group(leg), world.payee_group(leg));
        if (world.leg(leg).approx) doubts.about.insert(hop);
        if (counted.unknown || counted.unconverted) doubts.unknown.insert(hop);
    }
    return doubts;
}

bool runs_over(const Loop& loop, const Hops& hops) {
    for (std::size_t i = 0; i < loop.groups.size(); ++i)
        if (hops.contains({loop.groups[i], loop.groups[(i + 1) % loop.groups.size()]})) return true;
    return false;
}

Value closing_day(const Loop& loop) {
    if (!loop.closed_on || *loop.closed_on == kEndOfTime) return Nil{};
    return format_day(*loop.closed_on);
}

// A reading for people: 0 is unknown where some amount on the loop is, and nothing where none is.
Value shown(Int128 value, bool unknown, Mark mark) {
    if (value == 0) return unknown ? Value(Unknown{}) : Value(Nil{});
    return Figure{value, mark};
}

Value shown_most(const Loop& loop, Mark mark) {
    if (loop.bottleneck.hi) return shown(*loop.bottleneck.hi, loop.unknown_hops > 0, mark);
    return loop.unknown_hops == static_cast<int>(loop.groups.size()) ? Value(Unknown{})
                                                                     : Value(NoLimit{});
}

std::vector<Value> loop_row(const World& world, const Loop& loop, const Doubts& doubts) {
    const Readings& amount = loop.bottleneck;
    const bool unknown = runs_over(loop, doubts.unknown);
    const Mark mark = runs_over(loop, doubts.about) ? Mark::kAbout : Mark::kNone;
    const bool at_least = !amount.hi || (unknown && *amount.hi > amount.stated);
    return {loop_name(world, loop),
            Figure{static_cast<Int128>(loop.groups.size())},
            class_names(loop),
            Figure{amount.lo.value_or(0)},
            Figure{amount.stated},
            amount.hi ? Value(Figure{*amount.hi}) : Value(NoLimit{}),
            shown(amount.lo.value_or(0), unknown, mark),
            shown(amount.stated, unknown, at_least ? Mark::kAtLeast : mark),
            shown_most(loop, mark),
            Figure{loop.unknown_hops},
            std::string(kBucketNames[index_of(loop.bucket)]),
            std::string(loop.in_order ? "yes" : "no"),
            closing_day(loop),
            loop.closed_by >= 0 ? Value(world.deal(loop.closed_by)) : Value(Nil{})};
}

void add_columns(Table& table) {
    table.columns = {
        {.name = "loop"},
        {.name = "length", .unit = Unit::kCount, .priority = 6},
        {.name = "classes", .priority = 5},
        {.name = "lo", .unit = Unit::kMoney, .for_people = false},
        {.name = "stated", .unit = Unit::kMoney, .for_people = false},
        {.name = "hi", .unit = Unit::kMoney, .for_people = false},
        {.name = "surely", .unit = Unit::kMoney, .for_machines = false, .priority = 1},
        {.name = "as stated", .unit = Unit::kMoney, .for_machines = false},
        {.name = "at most", .unit = Unit::kMoney, .for_machines = false, .priority = 1},
        {.name = "unknown_hops", .heading = "unknown hops", .unit = Unit::kCount, .priority = 4},
        {.name = "bucket"},
        {.name = "in_order", .heading = "in order", .priority = 7},
        {.name = "closed_on", .heading = "closed on", .priority = 3},
        {.name = "closed_by", .heading = "closed by", .priority = 2},
    };
}

}  // namespace

Table loops(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const BucketFilter buckets(world.selection);
    const std::vector<LoopLeg> legs = loop_legs(book.db(), world, buckets);
    const std::vector<Loop> found =
        find_loops(legs, static_cast<int>(world.facts.parties.size()), options.max_length);
    Table table;
    const std::string shown =
        buckets.shows_all() ? "" : "committed, conditional and announced legs";
    table.title = join_title(
        {fmt::format("Loops of up to {} groups by what can go round", options.max_length),
         world.selection.text(), lens_text(options.on), shown, plural(found.size(), "loop")});
    add_columns(table);
    const Doubts doubts = find_doubts(world);
    for (const Loop& loop : found)
        table.rows.push_back(loop_row(world, loop, doubts));
    table.notes.emplace_back(
        "loops share hops, so their amounts are never added: they say what can go round one loop, "
        "not what does");
    if (std::any_of(found.begin(), found.end(),
                    [](const Loop& loop) { return loop.unknown_hops > 0; }))
        table.notes.emplace_back(
            "? where a hop's amount is unknown: the legs are listed by gigawatch exposure PAYER "
            "PAYEE amount:unknown --by leg");
    if (!buckets.shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
    arrange(table, options);
    return table;
}

}  // namespace gw
