// SPDX-License-Identifier: Apache-2.0
#include "reports/diff.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/change_columns.h"
#include "reports/comparison.h"
#include "reports/dimensions.h"
#include "reports/event_sources.h"

namespace gw {
namespace {

// One line: a leg under one class and bucket, or a deal whose status alone changed.
struct DiffLine {
    std::string change;
    std::string deal;
    int number = 0;  // of the leg; 0: the deal as a whole
    LegKey key;
    std::string status_before;
    std::string status_after;
    SumChange sums;
    std::string why;
    std::string sources;
};

std::pair<Day, Day> read_days(const AskOptions& options) {
    constexpr std::string_view kHint = "gigawatch diff 2026-01-01, or 2025..2026 for two days";
    if (options.words.empty()) throw Error(Exit::kUsage, "diff needs a day", std::string(kHint));
    const std::string& word = options.words.front();
    const std::size_t dots = word.find("..");
    const std::string first = word.substr(0, dots);
    const std::string last = dots == std::string::npos ? "" : word.substr(dots + 2);
    if (first.empty())
        throw Error(Exit::kUsage, fmt::format("\"{}\" has no first day", word), std::string(kHint));
    const Day from = last_day_of("diff", first);
    const Day to = last.empty() ? kEndOfTime : last_day_of("diff", last);
    if (to < from)
        throw Error(Exit::kUsage, fmt::format("\"{}\" runs backwards", word),
                    fmt::format("{}..{}", last, first));
    return {from, to};
}

AskOptions asked_on(const AskOptions& options, Day on) {
    AskOptions asked = options;
    asked.words.erase(asked.words.begin());
    asked.on = on;
    return asked;
}

bool is_dead(const World& world, int leg) {
    const EventFacts* event =
        latest_event(world.facts.deals[static_cast<std::size_t>(world.leg(leg).deal)], world.on);
    return event != nullptr && event->status >= Status::kDenied;
}

std::string word_of_addition(const World& before, int leg) {
    if (leg < 0) return "added";
    if (before.counted[static_cast<std::size_t>(leg)].counts()) return "selected";
    return is_dead(before, leg) ? "revived" : "added";
}

std::string word_of_loss(const World& after, int leg) {
    if (leg < 0) return "removed";
    if (after.counted[static_cast<std::size_t>(leg)].counts()) return "unselected";
    return is_dead(after, leg) ? status_text(after, after.leg(leg).deal) : "ended";
}

class Changes {
public:
    Changes(const Db& db, const World& before, const World& after)
        : comparison(before, after), sources_(db, before, after) {
        for (const LegPair& pair : comparison.legs)
            add(pair);
        add_deals_without_legs();
    }

    const Comparison comparison;
    std::vector<DiffLine> lines;

private:
    void add(const LegPair& pair) {
        const World& a = comparison.a;
        const World& b = comparison.b;
        switch (pair.change) {
            case Change::kAdded:
                push(word_of_addition(a, pair.a), pair, pair.in_a, pair.in_b);
                break;
            case Change::kGone:
                push(word_of_loss(b, pair.b), pair, pair.in_a, pair.in_b);
                break;
            case Change::kMoved:
                push("moved out", pair, true, false);
                push("moved in", pair, false, true);
                break;
            case Change::kAmount:
                push("amount", pair, true, true);
                break;
            case Change::kSame:
                if (pair.in_a &&
                    status_text(a, a.leg(pair.a).deal) != status_text(b, b.leg(pair.b).deal))
                    push("status", pair, true, true);
        }
    }

    void push(std::string change, const LegPair& pair, bool before, bool after) {
        const World& a = comparison.a;
        const World& b = comparison.b;
        DiffLine line;
        line.change = std::move(change);
        const World& named = pair.b >= 0 ? b : a;
        const LegFacts& leg = named.leg(pair.b >= 0 ? pair.b : pair.a);
        line.deal = named.deal(leg.deal);
        line.number = leg.number;
        line.key = after ? key_of(b, pair.b) : key_of(a, pair.a);
        if (pair.a >= 0) line.status_before = status_text(a, a.leg(pair.a).deal);
        if (pair.b >= 0) line.status_after = status_text(b, b.leg(pair.b).deal);
        line.sums = change_of_leg(comparison, pair, before, after);
        line.why = comparison.why(pair);
        line.sources = sources_.of_leg(line.deal, line.number);
        for (const int part :
             pair.change == Change::kAmount ? comparison.changed_parts(pair) : std::vector<int>{})
            EventSources::append(line.sources,
                                 sources_.of_leg(b.deal(b.leg(part).deal), b.leg(part).number));
        lines.push_back(std::move(line));
    }

    // Programmes, and deals of which no leg is recorded, have a status all the same.
    void add_deals_without_legs() {
        const World& a = comparison.a;
        const World& b = comparison.b;
        for (std::size_t i = 0; i < b.facts.deals.size(); ++i) {
            const int deal = static_cast<int>(i);
            const int before = find_slug(a.facts.deals, b.deal(deal));
            if (first_leg(b.facts, deal) != first_leg(b.facts, deal + 1)) continue;
            DiffLine line;
            line.deal = b.deal(deal);
            line.status_before = before < 0 ? std::string() : status_text(a, before);
            line.status_after = status_text(b, deal);
            if (line.status_before == line.status_after || !b.selection.matches_deal(deal))
                continue;
            line.change = line.status_before.empty() ? "added" : "status";
            line.why = fmt::format("{}{}{}", line.status_before,
                                   line.status_before.empty() ? "" : ", then ", line.status_after);
            line.sources = sources_.of_deal(line.deal);
            lines.push_back(std::move(line));
        }
    }

    EventSources sources_;
};

void add_line_columns(Table& table) {
    for (const std::string_view name : {"change", "deal", "leg", "payer", "payee", "class",
                                        "bucket", "status_before", "status_after"})
        table.columns.push_back(
            {.name = std::string(name),
             .for_people = name == "change" || name == "class" || name == "bucket"});
    table.columns.insert(table.columns.begin() + 1, {.name = "deal or leg", .for_machines = false});
    add_change_columns(table, kBeforeAndAfter);
    table.columns.push_back({.name = "why", .priority = 6});
    table.columns.push_back({.name = "sources", .priority = 5});
}

void add_line(Table& table, const DiffLine& line) {
    const bool has_leg = line.number > 0;
    std::vector<Value> row{line.change,
                           has_leg ? fmt::format("{}/{}", line.deal, line.number) : line.deal,
                           line.deal,
                           has_leg ? Value(std::to_string(line.number)) : Value(Nil{}),
                           text_or_nil(line.key.payer),
                           text_or_nil(line.key.payee),
                           text_or_nil(line.key.leg_class),
                           text_or_nil(line.key.bucket),
                           text_or_nil(line.status_before),
                           text_or_nil(line.status_after)};
    add_change_values(row, line.sums);
    row.push_back(text_or_nil(line.why));
    row.push_back(text_or_nil(line.sources));
    table.rows.push_back(std::move(row));
}

// One for each class and bucket that changed, in the order in which reports show them; how many
// others there are.
std::size_t add_totals(Table& table, const Comparison& comparison) {
    ChangeTotals totals = total_changes(comparison, {"class", "bucket"});
    for (const std::string_view leg_class : kClassNames)
        for (const std::string_view bucket : kBucketNames) {
            const auto found = totals.find({std::string(leg_class), std::string(bucket)});
            if (found == totals.end() || !found->second.any()) continue;
            std::vector<Value> row;
            for (const Column& column : table.columns) {
                if (column.unit != Unit::kText) break;
                row.emplace_back(column.name == "class"    ? found->first[0]
                                 : column.name == "bucket" ? found->first[1]
                                 : row.empty()             ? std::string("total")
                                                           : std::string());
            }
            add_change_values(row, found->second);
            row.resize(table.columns.size(), std::string());
            table.totals.push_back(std::move(row));
        }
    return totals.size() - table.totals.size();
}

// They mean what they mean for legs.
std::vector<DimensionName> make_change_dimensions() {
    std::vector<DimensionName> all;
    for (const DimensionName& leg : leg_dimension_names())
        if (std::find(kChangeDimensions.begin(), kChangeDimensions.end(), leg.name) !=
            kChangeDimensions.end())
            all.push_back(leg);
    return all;
}

std::vector<std::string> chosen_dimensions(const AskOptions& options) {
    std::vector<std::string> by = options.by;
    check_words("--by", by, change_dimensions());
    for (const std::string name : {"class", "bucket"})
        if (std::find(by.begin(), by.end(), name) == by.end()) by.push_back(name);
    return by;
}

void add_groups(Table& table, const Comparison& comparison, const std::vector<std::string>& by) {
    for (const std::string& name : by)
        table.columns.push_back({.name = name});
    add_change_columns(table, kBeforeAndAfter);
    for (const auto& [texts, change] : total_changes(comparison, by)) {
        if (!change.any()) continue;
        std::vector<Value> row(texts.begin(), texts.end());
        add_change_values(row, change);
        table.rows.push_back(std::move(row));
    }
}

void add_notes(Table& table, const Comparison& comparison, std::size_t unchanged) {
    if (!table.rows.empty())
        table.notes.emplace_back(
            "surely, as stated, at most: how that reading changed; ? where what came, went or "
            "changed has no amount or no limit");
    if (!table.rows.empty())
        table.notes.push_back(fmt::format(
            "the changes of a class and bucket add up to its total, exactly; {}",
            unchanged == 0   ? "every total changed"
            : unchanged == 1 ? "1 other total did not change"
                             : fmt::format("{} other totals did not change", unchanged)));
    const std::size_t left_out =
        std::max(comparison.a.intra_group.size(), comparison.b.intra_group.size());
    if (left_out > 0)
        table.notes.push_back(fmt::format("left out, being between parties of one group: {}",
                                          plural(left_out, "leg")));
}

std::string day_text(Day day) {
    return day == kEndOfTime ? "everything recorded" : format_day(day);
}

}  // namespace

const std::vector<DimensionName>& change_dimensions() {
    static const std::vector<DimensionName> all = make_change_dimensions();
    return all;
}

Table diff(const Book& book, const AskOptions& options) {
    const auto [from, to] = read_days(options);
    const World before(book.db(), asked_on(options, from));
    const World after(book.db(), before, asked_on(options, to));
    const Changes changes(book.db(), before, after);
    Table table;
    std::string what = "Changes";
    if (options.by.empty()) {
        add_line_columns(table);
        for (const DiffLine& line : changes.lines)
            add_line(table, line);
    } else {
        const std::vector<std::string> by = chosen_dimensions(options);
        what += fmt::format(" by {}", fmt::join(by, ", "));
        add_groups(table, changes.comparison, by);
    }
    const std::size_t unchanged = add_totals(table, changes.comparison);
    table.title = join_title(
        {fmt::format("{} from {} to {}", what, day_text(from), day_text(to)),
         after.selection.text(),
         fmt::format("{}, then {}", plural(before.legs.size(), "leg"), after.legs.size())});
    add_notes(table, changes.comparison, unchanged);
    arrange(table, options);
    return table;
}

}  // namespace gw
