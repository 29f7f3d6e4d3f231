// SPDX-License-Identifier: Apache-2.0
#include "reports/capacity.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "counting/sums.h"
#include "reports/tranches.h"
#include "reports/world.h"

namespace gw {
namespace {

// The texts under which a tranche is grouped; "" where there is none. Days are empty where they are
// not known.
struct Dimension {
    std::string_view name;
    std::string_view heading;
    std::string (*text)(const World&, const Tranche&);
};

std::string day_text(const std::optional<Day>& day) {
    return day ? format_day(*day) : std::string();
}

std::string user_group(const World& world, const Tranche& tranche) {
    return tranche.user < 0
               ? std::string()
               : world.party(world.facts.groups[static_cast<std::size_t>(tranche.user)]);
}

const std::vector<Dimension>& dimensions() {
    using W = const World&;
    using T = const Tranche&;
    static const std::vector<Dimension> all{
        {"layer", "", [](W, T t) { return std::string(kLayerNames[t.layer]); }},
        {"basis", "", [](W, T t) { return std::string(kBasisNames[t.basis]); }},
        {"user", "", user_group},
        {"bucket", "", [](W, T t) { return std::string(kBucketNames[index_of(*t.bucket)]); }},
        {"stage", "", [](W, T t) { return std::string(kStageNames[t.stage]); }},
        {"period_start", "online from", [](W, T t) { return day_text(t.online.lo); }},
        {"period_end", "online by", [](W, T t) { return day_text(t.online.hi); }},
        {"deal", "", [](W w, T t) { return t.deal < 0 ? std::string() : w.deal(t.deal); }},
        {"site", "", [](W, T t) { return t.site; }},
        {"tranche", "", [](W, T t) { return t.slug; }},
        {"firmness", "", [](W, T t) { return std::string(kFirmnessNames[index_of(t.firmness)]); }},
    };
    return all;
}

std::vector<const Dimension*> chosen_dimensions(const AskOptions& options) {
    std::vector<std::string> by = options.by;
    if (by.empty())
        by = {"layer", "basis", "user", "bucket", "stage", "period_start", "period_end"};
    std::vector<std::string> known;
    for (const Dimension& dimension : dimensions())
        known.emplace_back(dimension.name);
    check_words("--by", by, known);
    for (const std::string name : {"layer", "basis", "bucket"})
        if (std::find(by.begin(), by.end(), name) == by.end()) by.push_back(name);
    std::vector<const Dimension*> chosen;
    for (const std::string& name : by)
        for (const Dimension& dimension : dimensions())
            if (dimension.name == name &&
                std::find(chosen.begin(), chosen.end(), &dimension) == chosen.end())
                chosen.push_back(&dimension);
    return chosen;
}

// Layer, basis and bucket: what is never added.
using Kind = std::array<std::size_t, 3>;

struct Group {
    std::vector<std::string> texts;
    Sum sum;
    std::size_t unknown = 0;
};

struct Groups {
    std::map<std::pair<Kind, std::vector<std::string>>, Group> rows;
    std::map<Kind, Group> totals;
    std::size_t tranches = 0;
};

void add(Group& group, const Tranche& tranche) {
    group.sum.add(tranche.counted_kw, tranche.approx);
    group.sum.unknown += tranche.unknown ? 1 : 0;
}

Groups group_tranches(const World& world, const std::vector<Tranche>& tranches,
                      const std::vector<const Dimension*>& by) {
    Groups groups;
    for (const Tranche& tranche : tranches) {
        if (!tranche.bucket || !world.selection.matches_tranche(tranche)) continue;
        std::vector<std::string> texts;
        for (const Dimension* dimension : by)
            texts.push_back(dimension->text(world, tranche));
        const Kind kind{tranche.layer, tranche.basis, index_of(*tranche.bucket)};
        Group& group = groups.rows[{kind, texts}];
        group.texts = texts;
        add(group, tranche);
        add(groups.totals[kind], tranche);
        ++groups.tranches;
    }
    return groups;
}

std::vector<Value> sum_values(const Sum& sum, bool for_total) {
    return {count_value(sum.legs),
            Figure{sum.lo},
            machine_hi(sum),
            people_lo(sum),
            people_stated(sum),
            people_hi(sum),
            for_total ? count_or_nil(sum.unknown) : count_value(sum.unknown)};
}

void add_columns(Table& table, const std::vector<const Dimension*>& by) {
    for (const Dimension* dimension : by)
        table.columns.push_back(
            {.name = std::string(dimension->name), .heading = std::string(dimension->heading)});
    table.columns.push_back({.name = "tranches", .unit = Unit::kCount, .priority = 2});
    table.columns.push_back({.name = "kw_lo", .unit = Unit::kPower, .for_people = false});
    table.columns.push_back({.name = "kw_hi", .unit = Unit::kPower, .for_people = false});
    table.columns.push_back({.name = "surely", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back({.name = "as stated", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back({.name = "at most", .unit = Unit::kPower, .for_machines = false});
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
}

void add_row(Table& table, const Group& group) {
    std::vector<Value> row;
    for (const std::string& text : group.texts)
        row.push_back(text.empty() ? Value(Unknown{}) : Value(text));
    for (Value& value : sum_values(group.sum, false))
        row.push_back(std::move(value));
    table.rows.push_back(std::move(row));
}

void add_total(Table& table, const std::vector<const Dimension*>& by, const Kind& kind,
               const Group& total) {
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
    for (Value& value : sum_values(total.sum, true))
        row.push_back(std::move(value));
    table.totals.push_back(std::move(row));
}

}  // namespace

Table capacity(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<const Dimension*> by = chosen_dimensions(options);
    const Groups groups =
        group_tranches(world, read_tranches(book.db(), world.facts, options.on), by);
    Table table;
    std::vector<std::string_view> names;
    for (const Dimension* dimension : by)
        names.push_back(dimension->heading.empty() ? dimension->name : dimension->heading);
    table.title =
        join_title({fmt::format("Capacity by {}", fmt::join(names, ", ")), world.selection.text(),
                    lens_text(options.on), plural(groups.tranches, "tranche")});
    add_columns(table, by);
    for (const auto& [key, group] : groups.rows)
        add_row(table, group);
    std::size_t unknown = 0;
    for (const auto& [kind, total] : groups.totals) {
        if (groups.totals.size() < groups.rows.size()) add_total(table, by, kind, total);
        unknown += total.sum.unknown;
    }
    if (unknown > 0)
        table.notes.push_back(
            fmt::format("of unknown power, adding nothing and leaving the upper end open: {}: {}",
                        plural(unknown, "tranche"),
                        asked_again("capacity", options, "power:unknown --by tranche")));
    table.notes.emplace_back(
        "layers, bases and buckets are never added to each other: the same electricity shows up in "
        "several of them");
    arrange(table, options);
    return table;
}

}  // namespace gw
