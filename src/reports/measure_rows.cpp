// SPDX-License-Identifier: Apache-2.0
#include "reports/measure_rows.h"

#include <fmt/core.h>

#include "counting/sums.h"
#include "table/figure.h"

namespace gw {
namespace {

// "12.3%" of what is stated, or "12 of 40" for counts.
std::string share_text(const MeasureRow& row) {
    const Int128 part = row.amounts[1].value_or(0);
    const Int128 whole = row.whole[1].value_or(0);
    if (!row.is_money) return fmt::format("{} of {}", format_grouped(part), format_grouped(whole));
    if (whole == 0) return "";
    return fmt::format("{:.1f}%", 100 * static_cast<double>(part) / static_cast<double>(whole));
}

Value machine(const std::optional<Int128>& amount) {
    if (!amount) return NoLimit{};
    return Figure{*amount};
}

Value people(const MeasureRow& row, std::size_t reading) {
    const auto& amount = row.amounts[reading];
    if (!row.is_money) return std::string();
    if (!amount) return NoLimit{};
    if (*amount == 0) return Nil{};
    return Figure{*amount, reading == 1 && !row.amounts[2] ? Mark::kAtLeast : Mark::kNone};
}

}  // namespace

Whole whole_of(const LegSum& legs) {
    return {legs.sum.lo, legs.sum.stated,
            legs.sum.open ? std::nullopt : std::optional<Int128>(legs.sum.hi)};
}

Whole plus(const Whole& a, const Whole& b) {
    Whole sum;
    for (std::size_t i = 0; i < 3; ++i)
        sum[i] = a[i] && b[i] ? std::optional(*a[i] + *b[i]) : std::nullopt;
    return sum;
}

void add_measure_columns(Table& table) {
    table.columns = {
        {.name = "scope"},
        {.name = "measure"},
    };
    add_reading_columns(table, 1);
    table.columns.push_back({.name = "share", .for_machines = false});
    table.columns.push_back({.name = "of"});
    table.columns.push_back({.name = "of_lo", .unit = Unit::kMoney, .for_people = false});
    table.columns.push_back({.name = "of_hi", .unit = Unit::kMoney, .for_people = false});
    table.columns.push_back({.name = "parties", .unit = Unit::kCount, .priority = 2});
}

void add_measure_row(Table& table, const MeasureRow& row) {
    table.rows.push_back({row.scope, row.measure, machine(row.amounts[0]), machine(row.amounts[1]),
                          machine(row.amounts[2]), people(row, 0), people(row, 1), people(row, 2),
                          share_text(row), row.of, machine(row.whole[0]), machine(row.whole[2]),
                          Figure{static_cast<Int128>(row.parties)}});
}

std::string_view circularity_details() {
    return "How much money can go in circles: funding of one party that comes back to it as "
           "revenue. Each measure has three readings\n(surely, as stated, at most) and names its "
           "denominator. All of it says can, not does.\n\n"
           "  recycled    the most that all loops can carry at once, each promise used once\n"
           "  witness     one possible use of the promises, shortest loops first (--by loop)\n"
           "  upper       a dollar counts at each party it returns to\n"
           "  returnable  the most of one party's funding that can return to it; not to be added\n"
           "  returnable_yearly   the same in the order of years: nothing is spent before it came "
           "(--with yearly)\n"
           "  pro_rata    as returnable, if everybody spends in proportion to recorded payments\n"
           "  marginal    what of recycled is lost without the party's funding, up to returnable\n"
           "  shapley     a fair split of recycled (--with shapley)\n"
           "  circular_value, circular_count   legs on at least one loop, over all legs\n"
           "  core        groups that can all reach each other by payments, where there is a loop\n"
           "\n"
           "--period 2023..2030 --step year tells how recycled money and the loops grew.\n"
           "--by leg names the cheapest promises whose loss breaks every loop, --by deal the deals "
           "that closed loops and what each\nadded. docs/circular-financing.md tells how the "
           "figures are proved";
}

}  // namespace gw
