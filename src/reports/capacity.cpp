// SPDX-License-Identifier: Apache-2.0
#include "reports/capacity.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "counting/sums.h"
#include "reports/implied.h"
#include "reports/tranche_texts.h"
#include "reports/world.h"

namespace gw {
namespace {

using Dimension = TrancheTexts::Name;

std::vector<const Dimension*> chosen_dimensions(const AskOptions& options) {
    std::vector<std::string> by = options.by;
    if (by.empty()) {
        by = {"layer", "basis", "user", "bucket", "stage"};
        if (!options.period) by.insert(by.end(), {"period_start", "period_end"});
    }
    check_words("--by", by, tranche_dimension_names());
    for (const std::string name : {"layer", "basis", "bucket"})
        if (std::find(by.begin(), by.end(), name) == by.end()) by.push_back(name);
    std::vector<const Dimension*> chosen;
    for (const std::string& name : by)
        for (const Dimension& dimension : TrancheTexts::names())
            if (dimension.name == name &&
                std::find(chosen.begin(), chosen.end(), &dimension) == chosen.end())
                chosen.push_back(&dimension);
    return chosen;
}

// Periods of equal steps from the range's first day on, the last one cut at its end.
std::vector<DateRange> cut_periods(const DateRange& range, int step_months) {
    std::vector<DateRange> periods;
    for (int i = 0;; ++i) {
        const Day first = add_months(*range.lo, i * step_months);
        if (first > *range.hi) return periods;
        const Day last = add_days(add_months(*range.lo, (i + 1) * step_months), -1);
        periods.push_back({first, std::min(last, *range.hi)});
    }
}

// Brings IT load onto facility power: each reading rounded half-even once a tranche.
void apply_pue(const PowerFactor& pue, Tranche& tranche) {
    const auto scale = [&](Int128 kw) {
        return multiply_and_round(kw, pue.mantissa, pue.denominator);
    };
    tranche.basis = static_cast<std::uint8_t>(*find_word(kBasisNames, "facility"));
    if (tranche.counted_kw.lo) tranche.counted_kw.lo = scale(*tranche.counted_kw.lo);
    if (tranche.counted_kw.hi) tranche.counted_kw.hi = scale(*tranche.counted_kw.hi);
    tranche.counted_kw.stated = scale(tranche.counted_kw.stated);
}

// What is asked about: tranches that count and are selected, and by when.
struct Chosen {
    std::vector<Tranche> all;
    std::vector<int> tranches;  // positions in `all`
    std::size_t scaled = 0;     // of IT load, by --pue
    std::vector<DateRange> periods;

    const Tranche& at(int tranche) const { return all[static_cast<std::size_t>(tranche)]; }
};

// The range asked for; where it is open, as far as the tranches' days reach.
DateRange closed_range(const Chosen& chosen, const AskOptions& options) {
    DateRange range = *options.period;
    std::vector<Day> days;
    for (const int tranche : chosen.tranches)
        for (const auto& day : {chosen.at(tranche).online.lo, chosen.at(tranche).online.hi})
            if (day) days.push_back(*day);
    std::sort(days.begin(), days.end());
    if (days.empty()) days.push_back(range.lo ? *range.lo : range.hi.value_or(Day{}));
    const auto year_of = [](Day day) { return format_day(day).substr(0, 4); };
    if (!range.lo)
        range.lo =
            parse_day(year_of(std::min(days.front(), range.hi.value_or(kEndOfTime))) + "-01-01");
    if (!range.hi) range.hi = parse_day(year_of(std::max(days.back(), *range.lo)) + "-12-31");
    return range;
}

Chosen choose(const Db& db, const World& world, const AskOptions& options) {
    Chosen chosen{read_tranches(db, world.facts, options.on), {}, 0, {}};
    for (std::size_t i = 0; i < chosen.all.size(); ++i) {
        Tranche& tranche = chosen.all[i];
        if (!tranche.bucket || !world.selection.matches_tranche(tranche)) continue;
        chosen.tranches.push_back(static_cast<int>(i));
        if (!options.pue || kBasisNames[tranche.basis] != "it") continue;
        apply_pue(*options.pue, tranche);
        ++chosen.scaled;
    }
    if (options.period)
        chosen.periods = cut_periods(closed_range(chosen, options), options.step_months);
    return chosen;
}

// Layer, basis and bucket: what is never added.
using Kind = std::array<std::size_t, 3>;

struct Group {
    std::vector<std::string> texts;
    Sum sum;
};

struct Groups {
    std::map<std::pair<Kind, std::vector<std::string>>, Group> rows;
    std::map<Kind, Group> totals;  // of every tranche once, whatever the periods
};

void add(Group& group, const Tranche& tranche, const Readings& kw) {
    group.sum.add(kw, tranche.approx);
    group.sum.unknown += tranche.unknown ? 1 : 0;
}

// A tranche under each period by whose end it is online: at the lower end if surely, at the upper
// if possibly. Under a period without a first day if it is so later, without both if nobody says
// when.
class Grouping {
public:
    Grouping(const Chosen& chosen, TrancheTexts& texts, const std::vector<const Dimension*>& by)
        : chosen_(chosen) {
        for (const int tranche : chosen.tranches) {
            std::vector<std::string> of_tranche;
            for (const Dimension* dimension : by)
                of_tranche.push_back((texts.*dimension->of)(tranche));
            place(chosen.at(tranche), of_tranche);
        }
    }

    Groups groups;

private:
    static Kind kind_of(const Tranche& tranche) {
        return {tranche.layer, tranche.basis, index_of(*tranche.bucket)};
    }

    void place(const Tranche& tranche, const std::vector<std::string>& texts) {
        add(groups.totals[kind_of(tranche)], tranche, tranche.counted_kw);
        if (chosen_.periods.empty()) return add_to(tranche, texts, tranche.counted_kw);
        if (tranche.online.unknown())
            return add_to(tranche, with_days(texts, "", ""), tranche.counted_kw);
        for (const DateRange& period : chosen_.periods) {
            const Online online = online_on(tranche, *period.hi);
            if (online == Online::kNot) continue;
            Readings kw = tranche.counted_kw;
            if (online == Online::kPossibly) kw = {Int128{0}, 0, kw.hi};
            add_to(tranche, with_days(texts, format_day(*period.lo), format_day(*period.hi)), kw);
        }
        const Day end = *chosen_.periods.back().hi;
        if (tranche.online.lo && *tranche.online.lo > end)
            add_to(tranche, with_days(texts, format_day(add_days(end, 1)), ""), tranche.counted_kw);
    }

    static std::vector<std::string> with_days(std::vector<std::string> texts, std::string first,
                                              std::string last) {
        texts.push_back(std::move(first));
        texts.push_back(std::move(last));
        return texts;
    }

    void add_to(const Tranche& tranche, std::vector<std::string> texts, const Readings& kw) {
        std::vector<std::string> key = texts;
        if (!chosen_.periods.empty() && texts.back().empty() && texts.rbegin()[1].empty())
            key.back() = key.rbegin()[1] = "undated";  // behind all days
        Group& group = groups.rows[{kind_of(tranche), key}];
        group.texts = std::move(texts);
        add(group, tranche, kw);
    }

    const Chosen& chosen_;
};

std::vector<Value> sum_values(const Sum& sum, bool for_total) {
    return {count_value(sum.legs),
            Figure{sum.lo},
            machine_hi(sum),
            people_lo(sum),
            people_stated(sum),
            people_hi(sum),
            for_total ? count_or_nil(sum.unknown) : count_value(sum.unknown)};
}

void add_columns(Table& table, const std::vector<const Dimension*>& by, bool with_periods) {
    for (const Dimension* dimension : by)
        table.columns.push_back(
            {.name = std::string(dimension->name), .heading = std::string(dimension->heading)});
    if (with_periods) {
        table.columns.push_back({.name = "period_start", .heading = "from"});
        table.columns.push_back({.name = "period_end", .heading = "online by"});
    }
    table.columns.push_back({.name = "tranches", .unit = Unit::kCount, .priority = 2});
    table.columns.push_back({.name = "kw_lo", .unit = Unit::kPower, .for_people = false});
    table.columns.push_back({.name = "kw_hi", .unit = Unit::kPower, .for_people = false});
    table.columns.push_back(
        {.name = "kw_lo", .heading = "surely", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back(
        {.name = "kw_stated", .heading = "as stated", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back(
        {.name = "kw_hi", .heading = "at most", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
}

void add_row(Table& table, const std::vector<const Dimension*>& by, const Group& group) {
    std::vector<Value> row;
    for (std::size_t i = 0; i < group.texts.size(); ++i) {
        const bool later = i > by.size() && !group.texts[i - 1].empty();
        const bool nothing = later || (i < by.size() && by[i]->name == "slip");
        const std::string& text = group.texts[i];
        row.push_back(!text.empty() ? Value(text) : nothing ? Value(Nil{}) : Value(Unknown{}));
    }
    for (Value& value : sum_values(group.sum, false))
        row.push_back(std::move(value));
    table.rows.push_back(std::move(row));
}

void add_total(Table& table, const std::vector<const Dimension*>& by, const Kind& kind,
               const Group& total, bool with_periods) {
    std::vector<Value> row;
    for (const Dimension* dimension : by) {
        if (dimension->name == "layer")
            row.emplace_back(std::string(kLayerNames[kind[0]]));
        else if (dimension->name == "basis")
            row.emplace_back(std::string(kBasisNames[kind[1]]));
        else if (dimension->name == "bucket")
            row.emplace_back(std::string(kBucketNames[kind[2]]));
        else
            row.emplace_back(std::string());
    }
    if (with_periods) row.insert(row.end(), 2, std::string());
    for (Value& value : sum_values(total.sum, true))
        row.push_back(std::move(value));
    table.totals.push_back(std::move(row));
}

void add_notes(Table& table, const Chosen& chosen, const AskOptions& options) {
    const auto count = [&](auto holds) {
        return static_cast<std::size_t>(
            std::count_if(chosen.tranches.begin(), chosen.tranches.end(),
                          [&](int tranche) { return holds(chosen.at(tranche)); }));
    };
    const std::size_t unknown = count([](const Tranche& one) { return one.unknown; });
    const std::size_t undated = count([](const Tranche& one) { return one.online.unknown(); });
    if (unknown > 0)
        table.notes.push_back(
            fmt::format("of unknown power, adding nothing and leaving the upper end open: {}: {}",
                        plural(unknown, "tranche"),
                        asked_again("capacity", options, "power:unknown --by tranche")));
    if (options.period && undated > 0)
        table.notes.push_back(
            fmt::format("nobody says when they come online: {}, in rows without days: {}",
                        plural(undated, "tranche"),
                        asked_again("capacity", options, "--by tranche,online --sort -online")));
    if (options.period)
        table.notes.emplace_back(
            "cumulative: online surely from the last possible day of the operational milestone on "
            "(surely, as stated), possibly from the first (at most); what retires leaves");
    if (options.pue)
        table.notes.push_back(
            fmt::format("{} of IT load taken times {}; nameplate and unspecified as they are",
                        plural(chosen.scaled, "tranche"), options.pue->text));
    table.notes.emplace_back(
        "layers, bases and buckets are never added to each other: the same electricity shows up in "
        "several of them");
}

Table tranche_table(const Db& db, const World& world, const AskOptions& options) {
    const std::vector<const Dimension*> by = chosen_dimensions(options);
    const Chosen chosen = choose(db, world, options);
    TrancheTexts texts(db, world, chosen.all, options);
    const Groups groups = Grouping(chosen, texts, by).groups;
    const bool with_periods = options.period.has_value();
    Table table;
    std::vector<std::string_view> names;
    for (const Dimension* dimension : by)
        names.push_back(dimension->heading.empty() ? dimension->name : dimension->heading);
    table.title = join_title(
        {fmt::format("Capacity by {}", fmt::join(names, ", ")),
         with_periods ? std::string("online by the end of each period") : std::string(),
         options.pue ? fmt::format("facility power, IT load times {}", options.pue->text)
                     : std::string(),
         world.selection.text(), lens_text(options.on), plural(chosen.tranches.size(), "tranche")});
    add_columns(table, by, with_periods);
    for (const auto& [key, group] : groups.rows)
        add_row(table, by, group);
    for (const auto& [kind, total] : groups.totals)
        if (groups.totals.size() < groups.rows.size())
            add_total(table, by, kind, total, with_periods);
    add_notes(table, chosen, options);
    return table;
}

}  // namespace

const std::vector<DimensionName>& tranche_dimension_names() {
    static const std::vector<DimensionName> names = [] {
        std::vector<DimensionName> all;
        for (const Dimension& dimension : TrancheTexts::names())
            all.push_back({std::string(dimension.name), std::string(dimension.help)});
        return all;
    }();
    return names;
}

Table capacity(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    Table table = options.implied ? implied_capacity(book, world, options)
                                  : tranche_table(book.db(), world, options);
    arrange(table, options);
    return table;
}

}  // namespace gw
