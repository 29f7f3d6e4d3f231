// SPDX-License-Identifier: Apache-2.0
#include "reports/loop_report.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <future>
#include <numeric>
#include <set>

#include "cells/position.h"
#include "circles/loops.h"
#include "counting/sums.h"
#include "reports/loop_legs.h"
#include "reports/loop_picture.h"
#include "reports/named.h"
#include "reports/world.h"
#include "table/figure.h"
#include "text/processors.h"

namespace gw {
namespace {

constexpr std::size_t kLoopsUnasked = 10'000;       // listed without --limit
constexpr std::int64_t kStepsForTotal = 1'000'000;  // some milliseconds

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

void add_loop_columns(Table& table) {
    table.columns = {
        {.name = "loop"},
        {.name = "length", .unit = Unit::kCount, .priority = 6},
        {.name = "classes", .priority = 5},
    };
    add_reading_columns(table, 1);
    table.columns.push_back(
        {.name = "unknown_hops", .heading = "unknown hops", .unit = Unit::kCount, .priority = 4});
    table.columns.push_back({.name = "bucket"});
    table.columns.push_back({.name = "in_order", .heading = "in order", .priority = 7});
    table.columns.push_back({.name = "closed_on", .heading = "closed on", .priority = 3});
    table.columns.push_back({.name = "closed_by", .heading = "closed by", .priority = 2});
}

Graph draw_loops(const World& world, const BucketFilter& buckets, const Table& table) {
    std::vector<std::string> names;
    for (const std::vector<Value>& row : table.rows)
        names.push_back(std::get<std::string>(row.front()));
    std::vector<int> legs;
    for (const int leg : world.legs)
        if (makes_a_hop(world.facts, world.leg(leg)) &&
            buckets.accepts(world.counted[at(leg)].bucket))
            legs.push_back(leg);
    return loop_graph(world, names, legs);
}

Table count_table(const LoopCount& count) {
    Table table;
    table.columns = {{.name = "length", .heading = "groups", .unit = Unit::kCount},
                     {.name = "loops", .unit = Unit::kCount},
                     {.name = "complete", .for_people = false}};
    std::size_t longest = count.by_length.size() - 1;
    while (longest > 2 && count.by_length[longest] == 0)
        --longest;
    const Mark mark = count.complete ? Mark::kNone : Mark::kAtLeast;
    std::int64_t all = 0;
    for (std::size_t length = 2; length <= longest; ++length) {
        const std::int64_t loops = count.by_length[length];
        all += loops;
        // Loops of two are looked up one by one: their number never depends on the budget.
        const bool complete = count.complete || length == 2;
        table.rows.push_back({count_value(length), Figure{loops, complete ? Mark::kNone : mark},
                              std::string(complete ? "yes" : "no")});
    }
    table.totals.push_back({std::string("all"), Figure{all, mark}, std::string()});
    return table;
}

LoopQuestion question_of(const World& world, const AskOptions& options) {
    LoopQuestion question;
    question.max_length = options.max_length;
    if (!options.through.empty())
        question.through = named_group(world, "--through", options.through);
    question.most = kLoopsUnasked;
    if (options.limit && options.sort.empty()) question.most = std::min(*options.limit, kMostLoops);
    if (options.budget) question.steps = *options.budget;
    question.threads = std::min(processors(), 2);
    return question;
}

std::string stop_text(std::int64_t steps) {
    return fmt::format("the search stopped after {} steps (--budget)", format_grouped(steps));
}

// Why the list is not whole; "": it is, or is as long as was asked for.
std::string why_not_whole(const FoundLoops& found, const LoopQuestion& question,
                          const AskOptions& options) {
    if (found.stopped && found.all_from)
        return fmt::format(
            "{}: every loop of {} USD or more as stated is listed, smaller ones are "
            "not",
            stop_text(found.steps), format_grouped(*found.all_from));
    if (found.stopped)
        return fmt::format("{}: loops of two groups are listed, longer ones are not",
                           stop_text(found.steps));
    if (found.more && question.most < options.limit.value_or(kMostLoops))
        return fmt::format(
            "these are the first {} loops by what can go round as stated; there are more: --count "
            "counts them, --limit N lists the first N, up to {}",
            format_grouped(static_cast<Int128>(question.most)),
            format_grouped(static_cast<Int128>(kMostLoops)));
    return "";
}

// How many there are in all, where it costs next to nothing to say so.
std::optional<std::int64_t> count_cheaply(const std::vector<LoopLeg>& legs, const World& world,
                                          LoopQuestion question) {
    question.steps = kStepsForTotal;
    const LoopCount count =
        count_loops(legs, static_cast<int>(world.facts.parties.size()), question);
    if (!count.complete) return std::nullopt;
    return std::accumulate(count.by_length.begin(), count.by_length.end(), std::int64_t{0});
}

// The same beside the search for them where that takes long enough. REQUIRES: what is given
// outlives the answer.
std::future<std::optional<std::int64_t>> start_count(const std::vector<LoopLeg>& legs,
                                                     const World& world,
                                                     const LoopQuestion& question) {
    constexpr std::size_t kManyLegs = 500;
    const auto how = legs.size() < kManyLegs ? std::launch::deferred
                                             : std::launch::deferred | std::launch::async;
    return std::async(how, [&, question] { return count_cheaply(legs, world, question); });
}

std::string how_many(const FoundLoops& found, const std::optional<std::int64_t>& total) {
    if (!found.stopped && !found.more) return plural(found.loops.size(), "loop");
    return fmt::format("{} of {} loops", format_grouped(static_cast<Int128>(found.loops.size())),
                       total ? format_grouped(*total) : "more");
}

std::string title_of(const World& world, const BucketFilter& buckets, const AskOptions& options,
                     std::string_view what, const std::string& count) {
    const std::string through =
        options.through.empty()
            ? ""
            : "through " + world.party(named_group(world, "--through", options.through));
    return join_title({fmt::format("Loops of up to {} groups{}", options.max_length, what), through,
                       world.selection.text(), lens_text(options.on),
                       buckets.shows_all() ? "" : "committed, conditional and announced legs",
                       count});
}

void add_notes(Table& table, const FoundLoops& found, const std::optional<std::int64_t>& total,
               const Doubts& doubts) {
    if (found.more && table.incomplete.empty())
        table.notes.emplace_back(
            total ? fmt::format(
                        "{}: see them without --limit",
                        plural(static_cast<std::size_t>(*total) - found.loops.size(), "loop") +
                            " more")
                  : "there are more loops: --count counts them");
    table.notes.emplace_back(
        "loops share hops, so their amounts are never added: they say what can go round one loop, "
        "not what does");
    if (std::any_of(found.loops.begin(), found.loops.end(),
                    [&](const Loop& loop) { return runs_over(loop, doubts.unknown); }))
        table.notes.emplace_back(
            "? where a hop's amount is unknown: the legs are listed by gigawatch exposure PAYER "
            "PAYEE amount:unknown --by leg");
    if (std::any_of(found.loops.begin(), found.loops.end(), [](const Loop& loop) {
            return loop.bucket == Bucket::kCommitted &&
                   loop.bottleneck.lo.value_or(0) < loop.bottleneck.stated;
        }))
        table.notes.emplace_back(
            "bucket: the strictest in which the loop closes at all; as stated and at most may "
            "count "
            "less sure legs, too: ask again with bucket:committed for what is committed");
}

// Which legs were looked at, and how to see others.
void add_notes_on_query(Table& table, const World& world, const BucketFilter& buckets,
                        const std::string& through) {
    const std::vector<int>& named = world.selection.named_parties();
    if (!named.empty() && through.empty())
        table.notes.push_back(fmt::format(
            "each hop is a leg that the query selects; loops on which {} is, over anybody's legs: "
            "gigawatch loops --through {}",
            named.size() == 1 ? world.party(named.front()) : "one of the parties",
            world.party(named.front())));
    if (!buckets.shows_all())
        table.notes.emplace_back(
            "talks are left out; see them with bucket:committed,conditional,announced,talks");
}

Table counted_loops(const World& world, const BucketFilter& buckets,
                    const std::vector<LoopLeg>& legs, const AskOptions& options) {
    const LoopCount count = count_loops(legs, static_cast<int>(world.facts.parties.size()),
                                        question_of(world, options));
    Table table = count_table(count);
    table.title = title_of(world, buckets, options, ", counted", "");
    if (!count.complete)
        table.incomplete = stop_text(count.steps) + ": there are at least so many loops";
    arrange(table, options);
    return table;
}

}  // namespace

Table loops(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const BucketFilter buckets(world.selection);
    const std::vector<LoopLeg> legs = loop_legs(book.db(), world, buckets);
    if (options.count) return counted_loops(world, buckets, legs, options);
    const LoopQuestion question = question_of(world, options);
    std::future<std::optional<std::int64_t>> count;
    if (options.for_people || options.draw) count = start_count(legs, world, question);
    const FoundLoops found =
        find_loops(legs, static_cast<int>(world.facts.parties.size()), question);
    Table table;
    std::optional<std::int64_t> total;
    if (count.valid() && (found.more || found.stopped)) total = count.get();
    table.title =
        title_of(world, buckets, options, " by what can go round", how_many(found, total));
    table.incomplete = why_not_whole(found, question, options);
    add_loop_columns(table);
    const Doubts doubts = find_doubts(world);
    for (const Loop& loop : found.loops)
        table.rows.push_back(loop_row(world, loop, doubts));
    add_notes(table, found, total, doubts);
    add_notes_on_query(table, world, buckets, options.through);
    arrange(table, options);
    if (options.draw) table.graph = draw_loops(world, buckets, table);
    number_rows(table);
    return table;
}

}  // namespace gw
