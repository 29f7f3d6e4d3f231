// SPDX-License-Identifier: Apache-2.0
#include "credit/concentration.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "reports/group_sums.h"
#include "reports/leg_view.h"
#include "reports/world.h"

namespace gw {
namespace {

constexpr std::size_t kMostNamed = 5;

// The groups of one class and bucket, the largest as stated first.
using Members = std::vector<const CubeGroup*>;

Int128 sum_of(const std::vector<Int128>& amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), Int128{0});
}

std::vector<Int128> stated_of(const Members& members) {
    std::vector<Int128> amounts;
    for (const CubeGroup* member : members)
        amounts.push_back(member->sum.stated);
    return amounts;
}

std::vector<Value> index_values(const Members& members, const Sum& total) {
    std::vector<AmountRange> ranges;
    for (const CubeGroup* member : members) {
        const Sum& sum = member->sum;
        ranges.push_back({sum.lo, sum.open ? std::nullopt : std::optional(sum.hi)});
    }
    const auto bounds = herfindahl_bounds(ranges);
    if (!bounds) return {Nil{}, Nil{}, Nil{}};
    const Value stated =
        total.stated == 0
            ? Value(Unknown{})
            : Value(Figure{
                  herfindahl_index(stated_of(members)),
                  bounds->first < bounds->second && total.open ? Mark::kAbout : Mark::kNone});
    return {Figure{bounds->first}, stated, Figure{bounds->second}};
}

std::vector<Value> top_values(const Members& members, const Sum& total) {
    const std::vector<Int128> amounts = stated_of(members);
    std::vector<Value> values;
    for (const std::size_t most : {std::size_t{1}, std::size_t{3}, std::size_t{5}}) {
        const auto end =
            amounts.begin() + static_cast<std::ptrdiff_t>(std::min(most, amounts.size()));
        for (Value& value : share_values(sum_of({amounts.begin(), end}), total.stated))
            values.push_back(std::move(value));
    }
    return values;
}

std::vector<Value> large_values(const std::vector<Dimension>& by, const Members& members,
                                const Sum& total) {
    std::size_t large = 0;
    std::vector<std::string> names;
    for (const CubeGroup* member : members) {
        if (member->sum.stated == 0 || member->sum.stated * 100 < total.stated * kLargePercent)
            continue;
        ++large;
        std::string name;
        for (std::size_t i = 0; i < by.size(); ++i)
            if (!by[i].apart)
                name.append(name.empty() ? "" : " ").append(by[i].text(member->keys[i]));
        names.push_back(name.empty() ? "?" : std::move(name));
    }
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i)
        text.append(text.empty() ? "" : "; ").append(names[i]);
    return {count_value(large), text.empty() ? Value(Nil{}) : Value(text)};
}

class MembersOfTotals {
public:
    explicit MembersOfTotals(const CubeView& view) : apart_(apart_places(view.by)) {
        for (const CubeGroup& group : view.groups) {
            std::vector<int> keys;
            for (const std::size_t place : apart_)
                keys.push_back(group.keys[place]);
            members_[keys].push_back(&group);
        }
        for (auto& [keys, members] : members_)
            std::stable_sort(members.begin(), members.end(),
                             [](const CubeGroup* a, const CubeGroup* b) {
                                 return a->sum.stated > b->sum.stated;
                             });
    }
    const Members& of(const CubeGroup& total) const { return members_.at(total.keys); }

private:
    std::vector<std::size_t> apart_;
    std::map<std::vector<int>, Members> members_;
};

// `parts` are the groups whose concentration is asked about; they must outlive the result.
CubeView concentration_view(const CubeView& parts) {
    CubeView view;
    for (const std::size_t place : apart_places(parts.by))
        view.by.push_back(parts.by[place]);
    view.groups = merge_groups(parts.groups, apart_places(parts.by));
    const MembersOfTotals members(parts);
    view.further.push_back({{{.name = "groups", .unit = Unit::kCount, .priority = 1}},
                            [members](const CubeGroup& total, bool) -> std::vector<Value> {
                                return {count_value(members.of(total).size())};
                            }});
    view.further.push_back(
        {{{.name = "hhi_lo", .heading = "HHI at least", .unit = Unit::kCount, .priority = 3},
          {.name = "hhi_stated", .heading = "HHI", .unit = Unit::kCount},
          {.name = "hhi_hi", .heading = "HHI at most", .unit = Unit::kCount, .priority = 3}},
         [members](const CubeGroup& total, bool) {
             return index_values(members.of(total), total.sum);
         }});
    std::vector<Column> tops;
    for (const std::string most : {"1", "3", "5"})
        for (Column& column : share_columns("top_" + most, "top " + most)) {
            column.priority = most == "1" ? -3 : 1;
            tops.push_back(std::move(column));
        }
    view.further.push_back({std::move(tops), [members](const CubeGroup& total, bool) {
                                return top_values(members.of(total), total.sum);
                            }});
    view.further.push_back(
        {{{.name = "large", .unit = Unit::kCount, .priority = 1}, {.name = "largest"}},
         [members, &by = parts.by](const CubeGroup& total, bool) {
             return large_values(by, members.of(total), total.sum);
         }});
    return view;
}

}  // namespace

int herfindahl_index(std::vector<Int128> amounts) {
    while (sum_of(amounts) >> 56 != 0)
        for (Int128& amount : amounts)
            amount >>= 1;
    const Int128 total = sum_of(amounts);
    if (total == 0) return 0;
    Int128 squares = 0;
    for (const Int128 amount : amounts)
        squares += amount * amount;
    return static_cast<int>((squares * 10'000 + total * total / 2) / (total * total));
}

namespace {

// An index from 0 to 1 in ten-thousandths, to the side on which the bound still holds.
int down(long double index) {
    return static_cast<int>(std::floor(index * 10'000 + 1e-9L));
}
int up(long double index) {
    return std::min(10'000, static_cast<int>(std::ceil(index * 10'000 - 1e-9L)));
}

struct AmountEnds {
    long double lo;
    long double hi;
};

// The least index of amounts between their ends: they come as near to each other as they can, so
// each is t cut to its ends, where t is what an amount is on the average that the squares weight.
long double least_index(const std::vector<AmountEnds>& amounts) {
    const auto sums_at = [&](long double t) {
        long double sum = 0;
        long double squares = 0;
        for (const AmountEnds& one : amounts) {
            const long double amount = std::clamp(t, one.lo, one.hi);
            sum += amount;
            squares += amount * amount;
        }
        return std::pair(sum, squares);
    };
    long double low = 0;
    long double high = 1;
    for (const AmountEnds& one : amounts)
        high = std::max(high, std::isinf(one.hi) ? one.lo : one.hi);
    for (int halving = 0; halving < 200; ++halving) {  // t * sum - squares never falls as t rises
        const long double middle = low + (high - low) / 2;
        const auto [sum, squares] = sums_at(middle);
        (middle * sum <= squares * (1 + 1e-15L) ? low : high) = middle;
    }
    const auto [sum, squares] = sums_at(low);
    return sum == 0 ? 1.0L : squares / (sum * sum);
}

// No index of amounts between their ends is more. Sum and sum of squares of any choice lie under
// the line that takes the amounts from their lower to their upper ends, the largest lo + hi first,
// and the index is greatest on that line.
long double most_index(std::vector<AmountEnds> amounts) {
    std::sort(amounts.begin(), amounts.end(),
              [](const AmountEnds& a, const AmountEnds& b) { return a.lo + a.hi > b.lo + b.hi; });
    long double sum = 0;
    long double squares = 0;
    for (const AmountEnds& one : amounts) {
        sum += one.lo;
        squares += one.lo * one.lo;
    }
    long double most = sum == 0 ? 0 : squares / (sum * sum);
    for (const AmountEnds& one : amounts) {
        const long double width = one.hi - one.lo;
        const long double rise = one.hi * one.hi - one.lo * one.lo;
        if (width <= 0) continue;
        const auto at = [&](long double part) {
            const long double whole = sum + part * width;
            return whole == 0 ? 0 : (squares + part * rise) / (whole * whole);
        };
        const long double flat = (rise * sum - 2 * width * squares) / (rise * width);
        most = std::max({most, at(1), at(std::clamp(flat, 0.0L, 1.0L))});
        sum += width;
        squares += rise;
    }
    return std::min(most, 1.0L);
}

}  // namespace

std::optional<std::pair<int, int>> herfindahl_bounds(const std::vector<AmountRange>& amounts) {
    std::vector<AmountEnds> ends;
    bool open = false;
    for (const AmountRange& one : amounts) {
        if (one.hi && *one.hi == 0) continue;  // nothing, whatever happens
        open = open || !one.hi;
        ends.push_back({static_cast<long double>(one.lo),
                        one.hi ? static_cast<long double>(*one.hi)
                               : std::numeric_limits<long double>::infinity()});
    }
    if (ends.empty()) return std::nullopt;
    if (ends.size() == 1) return std::pair(10'000, 10'000);
    return std::pair(down(least_index(ends)), open ? 10'000 : up(most_index(ends)));
}

Table concentration(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const LegView legs(book.db(), world, options);
    const CubeView parts = legs.group({"payer"});
    Table table = tidy_table(concentration_view(parts));
    table.title = legs.title("Concentration", parts);
    legs.add_notes(table);
    table.notes.push_back(fmt::format(
        "HHI: 10,000 is one alone; 2,500 is four alike; ~ where amounts are unknown or open, and "
        "at "
        "least and at most whatever they turn out to be. large: those with {} % or more of what is "
        "stated",
        kLargePercent));
    arrange(table, options);
    return table;
}

}  // namespace gw
