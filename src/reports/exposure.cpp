// SPDX-License-Identifier: Apache-2.0
#include "reports/exposure.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>

#include "counting/sums.h"
#include "reports/world.h"

namespace gw {
namespace {

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

// By what legs can be grouped: each gives a leg a number in the order of its names, and the name of
// a number.
struct Dimension {
    std::string_view name;
    int (*of)(const World&, int leg);
    std::string (*text)(const World&, int number);
};

int class_of(const World& world, int leg) {
    return static_cast<int>(index_of(kLegKinds[world.facts.legs[at(leg)].kind].leg_class));
}

std::string party_text(const World& world, int party) {
    return world.party(party);
}

std::string leg_text(const World& world, int leg) {
    return world.leg_name(leg);
}

const std::vector<Dimension>& dimensions() {
    static const std::vector<Dimension> all{
        {"payer", [](const World& w, int leg) { return w.payer_group(leg); }, party_text},
        {"payee", [](const World& w, int leg) { return w.payee_group(leg); }, party_text},
        {"class", class_of,
         [](const World&, int number) { return std::string(kClassNames[at(number)]); }},
        {"bucket",
         [](const World& w, int leg) {
             return static_cast<int>(index_of(*w.counted[at(leg)].bucket));
         },
         [](const World&, int number) { return std::string(kBucketNames[at(number)]); }},
        {"kind",
         [](const World& w, int leg) { return static_cast<int>(w.facts.legs[at(leg)].kind); },
         [](const World&, int number) { return std::string(kLegKinds[at(number)].name); }},
        {"deal", [](const World& w, int leg) { return w.facts.legs[at(leg)].deal; },
         [](const World& w, int number) { return w.deal(number); }},
        {"leg", [](const World&, int leg) { return leg; }, leg_text},
        {"status",
         [](const World& w, int leg) {
             return static_cast<int>(index_of(
                 latest_event(w.facts.deals[at(w.facts.legs[at(leg)].deal)], w.on)->status));
         },
         [](const World&, int number) { return std::string(kStatusNames[at(number)]); }},
        {"firmness",
         [](const World& w, int leg) {
             return static_cast<int>(index_of(w.facts.legs[at(leg)].firmness));
         },
         [](const World&, int number) { return std::string(kFirmnessNames[at(number)]); }},
        {"currency", [](const World& w, int leg) { return w.facts.legs[at(leg)].currency; },
         [](const World& w, int number) {
             return number < 0 ? std::string() : w.facts.currencies[at(number)];
         }},
    };
    return all;
}

std::vector<const Dimension*> chosen_dimensions(const AskOptions& options) {
    std::vector<std::string> by =
        options.by.empty() ? std::vector<std::string>{"payer", "payee"} : options.by;
    std::vector<std::string> known;
    for (const Dimension& dimension : dimensions())
        known.emplace_back(dimension.name);
    check_words("--by", by, known);
    for (const std::string name : {"class", "bucket"})
        if (std::find(by.begin(), by.end(), name) == by.end()) by.push_back(name);
    std::vector<const Dimension*> chosen;
    for (const std::string& name : by)
        for (const Dimension& dimension : dimensions())
            if (dimension.name == name &&
                std::find(chosen.begin(), chosen.end(), &dimension) == chosen.end())
                chosen.push_back(&dimension);
    return chosen;
}

struct Group {
    std::vector<int> key;  // one number a dimension
    int leg_class = 0;
    int bucket = 0;
    Sum sum;
};

// Grouped by key, then in the order of classes and buckets, the largest first.
std::vector<Group> group_legs(const World& world, const std::vector<const Dimension*>& by) {
    const std::size_t width = by.size();
    std::vector<int> keys(world.legs.size() * width);
    for (std::size_t i = 0; i < world.legs.size(); ++i)
        for (std::size_t d = 0; d < width; ++d)
            keys[i * width + d] = by[d]->of(world, world.legs[i]);
    std::vector<std::size_t> order(world.legs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key_of = [&](std::size_t i) {
        return keys.begin() + static_cast<std::ptrdiff_t>(i * width);
    };
    const auto length = static_cast<std::ptrdiff_t>(width);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::lexicographical_compare(key_of(a), key_of(a) + length, key_of(b),
                                            key_of(b) + length);
    });
    std::vector<Group> groups;
    for (const std::size_t i : order) {
        const int leg = world.legs[i];
        if (groups.empty() || !std::equal(key_of(i), key_of(i) + length, groups.back().key.begin()))
            groups.push_back({{key_of(i), key_of(i) + length},
                              class_of(world, leg),
                              static_cast<int>(index_of(*world.counted[at(leg)].bucket)),
                              {}});
        groups.back().sum.add(world.counted[at(leg)], world.facts.legs[at(leg)].approx);
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        return std::tuple(a.leg_class, a.bucket, -a.sum.stated) <
               std::tuple(b.leg_class, b.bucket, -b.sum.stated);
    });
    return groups;
}

void add_columns(Table& table, const std::vector<const Dimension*>& by, bool show_unconverted) {
    for (const Dimension* dimension : by)
        table.columns.push_back({.name = std::string(dimension->name)});
    table.columns.push_back({.name = "legs", .unit = Unit::kCount, .priority = 2});
    table.columns.push_back({.name = "lo", .unit = Unit::kMoney, .for_people = false});
    table.columns.push_back({.name = "stated", .unit = Unit::kMoney, .for_people = false});
    table.columns.push_back({.name = "hi", .unit = Unit::kMoney, .for_people = false});
    table.columns.push_back({.name = "surely", .unit = Unit::kMoney, .for_machines = false});
    table.columns.push_back({.name = "as stated", .unit = Unit::kMoney, .for_machines = false});
    table.columns.push_back({.name = "at most", .unit = Unit::kMoney, .for_machines = false});
    table.columns.push_back({.name = "unknown", .unit = Unit::kCount, .priority = 1});
    table.columns.push_back({.name = "unconverted",
                             .unit = Unit::kCount,
                             .for_people = show_unconverted,
                             .priority = 1});
}

std::vector<Value> sum_values(const Sum& sum, bool for_total) {
    const auto count = [&](std::size_t n) { return for_total ? count_or_nil(n) : count_value(n); };
    return {count_value(sum.legs), Figure{sum.lo},     Figure{sum.stated},
            machine_hi(sum),       people_lo(sum),     people_stated(sum),
            people_hi(sum),        count(sum.unknown), count(sum.unconverted)};
}

void add_rows(Table& table, const World& world, const std::vector<const Dimension*>& by,
              const std::vector<Group>& groups) {
    for (const Group& group : groups) {
        std::vector<Value> row;
        for (std::size_t d = 0; d < by.size(); ++d) {
            const std::string text = by[d]->text(world, group.key[d]);
            row.push_back(text.empty() ? Value(Nil{}) : Value(text));
        }
        for (Value& value : sum_values(group.sum, false))
            row.push_back(std::move(value));
        table.rows.push_back(std::move(row));
    }
}

// One total for each class and bucket, since neither may be added up.
void add_totals(Table& table, const std::vector<const Dimension*>& by,
                const std::vector<Group>& groups) {
    std::vector<Group> totals;
    for (const Group& group : groups) {
        if (totals.empty() || totals.back().leg_class != group.leg_class ||
            totals.back().bucket != group.bucket)
            totals.push_back({{}, group.leg_class, group.bucket, {}});
        totals.back().sum.add(group.sum);
    }
    for (const Group& total : totals) {
        std::vector<Value> row;
        for (const Dimension* dimension : by) {
            if (dimension->name == "class")
                row.emplace_back(std::string(kClassNames[at(total.leg_class)]));
            else if (dimension->name == "bucket")
                row.emplace_back(std::string(kBucketNames[at(total.bucket)]));
            else
                row.emplace_back(std::string(row.empty() ? "total" : ""));
        }
        for (Value& value : sum_values(total.sum, true))
            row.push_back(std::move(value));
        table.totals.push_back(std::move(row));
    }
}

void add_notes(Table& table, const World& world, const AskOptions& options) {
    std::vector<std::string> open;
    std::size_t unknown = 0;
    std::size_t unconverted = 0;
    for (const int leg : world.legs) {
        const Counted& counted = world.counted[at(leg)];
        unknown += counted.unknown ? 1 : 0;
        unconverted += counted.unconverted ? 1 : 0;
        if (!counted.unknown && !counted.unconverted && !counted.amount.hi)
            open.push_back(leg_text(world, leg));
    }
    if (unknown > 0)
        table.notes.push_back(fmt::format(
            "without an amount, adding nothing and leaving the upper end open: {}: {}",
            plural(unknown, "leg"), asked_again("exposure", options, "amount:unknown --by leg")));
    if (!open.empty())
        table.notes.push_back(fmt::format("with an amount but no upper limit: {}: {}",
                                          plural(open.size(), "leg"), list_some(open, 6)));
    if (unconverted > 0)
        table.notes.push_back(fmt::format(
            "in a currency without a rate to USD on the day agreed, adding nothing: {}: {}",
            plural(unconverted, "leg"),
            asked_again("exposure", options, "not:currency:USD --by leg,currency")));
    if (world.intra_group > 0)
        table.notes.push_back(fmt::format("left out, being between parties of one group: {}",
                                          plural(world.intra_group, "leg")));
    if (!table.rows.empty())
        table.notes.emplace_back(
            "classes and buckets are never added up; gigawatch help units explains the columns");
}

}  // namespace

Table exposure(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const std::vector<const Dimension*> by = chosen_dimensions(options);
    const std::vector<Group> groups = group_legs(world, by);
    Table table;
    std::vector<std::string_view> names;
    for (const Dimension* dimension : by)
        names.push_back(dimension->name);
    table.title =
        join_title({fmt::format("Exposure by {}", fmt::join(names, ", ")), world.selection.text(),
                    lens_text(options.on), plural(world.legs.size(), "leg")});
    const bool unconverted = std::any_of(
        groups.begin(), groups.end(), [](const Group& group) { return group.sum.unconverted > 0; });
    add_columns(table, by, unconverted);
    add_rows(table, world, by, groups);
    add_totals(table, by, groups);
    add_notes(table, world, options);
    arrange(table, options);
    return table;
}

}  // namespace gw
