// SPDX-License-Identifier: Apache-2.0
#include "reports/timeline.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "book/schema.h"
#include "reports/milestones.h"
#include "reports/world.h"

namespace gw {
namespace {

struct TimelineEntry {
    Day day{};  // by which it is in order: an event's as counting has it, else the last possible
    DateRange date;
    std::string deal;
    std::string tranche;
    std::string what;
    std::string status;
    std::string basis;
    Slippage slippage;
    std::string source;
};

using Titles = std::unordered_map<std::string, std::string>;

Titles read_titles(const Db& db) {
    Titles titles;
    Statement rows = db.prepare(schema_text("queries", "deals"));
    while (rows.step())
        titles.emplace(rows.text(0), rows.text(2));
    return titles;
}

void add_events(const Db& db, const World& world, std::vector<TimelineEntry>& entries) {
    const Titles titles = read_titles(db);
    Statement rows = db.prepare(schema_text("queries", "timeline_events"));
    int deal = -1;
    bool wanted = false;
    while (rows.step()) {
        if (deal < 0 || world.deal(deal) != rows.text(0)) {
            deal = find_slug(world.facts.deals, rows.text(0));
            wanted = deal >= 0 && world.selection.matches_deal(deal);
        }
        if (!wanted) continue;
        TimelineEntry entry;
        entry.date = read_dates(rows, 2);
        entry.day = event_day(entry.date, read_dates(rows, 4));
        if (entry.day > world.on) continue;
        entry.deal = rows.text(0);
        entry.what = titles.at(entry.deal);
        entry.status = rows.text(1);
        entry.source = rows.text(6);
        entries.push_back(std::move(entry));
    }
}

void add_milestones(const Db& db, const World& world, const AskOptions& options,
                    std::vector<TimelineEntry>& entries) {
    const std::vector<Tranche> tranches = read_tranches(db, world.facts, options.on);
    const std::vector<MilestoneStatement> statements = read_milestones(db, tranches, options.on);
    const std::optional<Day> now =
        options.on == kEndOfTime ? options.today : std::optional(options.on);
    const std::vector<Slippage> slippage = find_slippage(tranches, statements, now);
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const MilestoneStatement& one = statements[i];
        const Tranche& tranche = tranches[static_cast<std::size_t>(one.tranche)];
        if (!world.selection.matches_tranche(tranche)) continue;
        TimelineEntry entry;
        entry.date = one.date;
        entry.day = one.date.hi.value_or(kEndOfTime);
        entry.deal = tranche.deal < 0 ? std::string() : world.deal(tranche.deal);
        entry.tranche = tranche.slug;
        entry.what = tranche.label.empty() ? tranche.site : tranche.label;
        entry.status = kStageNames[one.stage];
        entry.basis = one.actual ? "actual" : "target";
        entry.slippage = slippage[i];
        entry.source = one.source;
        entries.push_back(std::move(entry));
    }
}

// Of one day what may have begun at any time comes first.
bool is_earlier(const TimelineEntry& a, const TimelineEntry& b) {
    const auto key = [](const TimelineEntry& entry) {
        return std::tuple(entry.day, std::optional<Day>(entry.date.lo),
                          std::string_view(entry.deal), std::string_view(entry.tranche));
    };
    return key(a) < key(b);
}

std::vector<Column> timeline_columns() {
    return {{.name = "day", .for_people = false},
            {.name = "date_lo", .for_people = false},
            {.name = "date_hi", .for_people = false},
            {.name = "date", .for_machines = false},
            {.name = "deal", .for_people = false},
            {.name = "tranche", .for_people = false},
            {.name = "deal or tranche", .for_machines = false},
            {.name = "what", .priority = 2},
            {.name = "status"},
            {.name = "basis"},
            {.name = "slip", .for_people = false},
            {.name = "slip_days_lo", .unit = Unit::kCount, .for_people = false},
            {.name = "slip_days_stated", .unit = Unit::kCount, .for_people = false},
            {.name = "slip_days_hi", .unit = Unit::kCount, .for_people = false},
            {.name = "slipped", .for_machines = false},
            {.name = "source", .priority = 1}};
}

Value day_or_nil(const std::optional<Day>& day) {
    if (!day || *day == kEndOfTime) return Nil{};
    return format_day(*day);
}

std::vector<Value> row_of(const TimelineEntry& entry) {
    const Slippage& slippage = entry.slippage;
    const bool slipped = slippage.slip != Slip::kNone;
    const auto days = [&](const std::optional<std::int64_t>& count) -> Value {
        if (!slipped) return Nil{};
        if (!count) return NoLimit{};
        return Figure{*count};
    };
    return {day_or_nil(entry.day),
            day_or_nil(entry.date.lo),
            day_or_nil(entry.date.hi),
            entry.date.unknown() ? Value(Unknown{}) : Value(format_date(entry.date)),
            text_or_nil(entry.deal),
            text_or_nil(entry.tranche),
            entry.tranche.empty() ? entry.deal : entry.tranche,
            text_or_nil(entry.what),
            entry.status,
            text_or_nil(entry.basis),
            text_or_nil(std::string(kSlipNames[index_of(slippage.slip)])),
            days(slippage.days_lo),
            days(slippage.days_stated),
            days(slippage.days_hi),
            slipped ? Value(slip_text(slippage)) : Value(std::string()),
            text_or_nil(entry.source)};
}

void add_notes(Table& table, const std::vector<TimelineEntry>& entries, const AskOptions& options) {
    const auto count = [&](auto holds) {
        return static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), holds));
    };
    const std::size_t slipped =
        count([](const TimelineEntry& entry) { return entry.slippage.slip != Slip::kNone; });
    if (slipped > 0)
        table.notes.push_back(fmt::format(
            "{} slipped (overdue, moved by a newer source, late): days from the first target's "
            "last day to the last day of what came of it",
            plural(slipped, "milestone")));
    if (options.on == kEndOfTime && !options.today)
        table.notes.emplace_back(
            "which targets are overdue is not judged without a day: add --today DATE or --on DATE");
    const std::size_t undated =
        count([](const TimelineEntry& entry) { return entry.day == kEndOfTime; });
    if (undated > 0)
        table.notes.push_back(
            fmt::format("without a last possible day, at the end: {}",
                        undated == 1 ? "1 entry" : fmt::format("{} entries", undated)));
}

}  // namespace

Table timeline(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    std::vector<TimelineEntry> entries;
    add_events(book.db(), world, entries);
    const std::size_t events = entries.size();
    add_milestones(book.db(), world, options, entries);
    std::stable_sort(entries.begin(), entries.end(), is_earlier);
    Table table;
    table.columns = timeline_columns();
    for (const TimelineEntry& entry : entries)
        table.rows.push_back(row_of(entry));
    table.title =
        join_title({"Timeline", world.selection.text(), lens_text(options.on),
                    plural(events, "event"), plural(entries.size() - events, "milestone")});
    add_notes(table, entries, options);
    arrange(table, options);
    return table;
}

}  // namespace gw
