// SPDX-License-Identifier: Apache-2.0
#include "reports/resources.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "book/schema.h"
#include "reports/facts.h"

namespace gw {
namespace {

constexpr int kWholeYear = 360;  // days, so that a year of 52 weeks is one

bool is_past(const DateRange& date, Day on) {
    return !date.hi || *date.hi <= on;
}

bool is_year(const DateRange& period) {
    return period.lo && period.hi && *period.hi >= add_days(*period.lo, kWholeYear);
}

int year_of(Day day) {
    const std::chrono::sys_days days{std::chrono::days{static_cast<int>(day)}};
    return static_cast<int>(std::chrono::year_month_day{days}.year());
}

}  // namespace

Int128 Resources::of_year(const DateRange& year) const {
    const auto own = year.hi ? revenue_of.find(year_of(*year.hi)) : revenue_of.end();
    return cash + (own == revenue_of.end() ? revenue : own->second);
}

std::map<int, Resources> read_resources(const Db& db, const Facts& facts, Day on) {
    std::map<int, Resources> resources;
    Statement rows = db.prepare(schema_text("queries", "resources"));
    while (rows.step()) {
        const std::string metric(rows.text(1));
        const DateRange period = read_dates(rows, 2);
        if (!is_past(period, on) || !is_past(read_dates(rows, 4), on)) continue;
        if (metric == "revenue" && !is_year(period)) continue;
        const int value = rows.is_null(6) ? 7 : 6;
        if (rows.is_null(value)) continue;
        const Int128 amount = std::max<std::int64_t>(rows.integer(value), 0);
        Resources& found = resources[find_slug(facts.parties, rows.text(0))];
        if (metric == "cash")
            found.cash = amount;
        else
            found.revenue = found.revenue_of[year_of(*period.hi)] = amount;
    }
    return resources;
}

}  // namespace gw
