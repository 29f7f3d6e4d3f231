// SPDX-License-Identifier: Apache-2.0
#include "reports/resources.h"

#include <algorithm>
#include <string>
#include <utility>

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

}  // namespace

std::map<int, Int128> read_resources(const Db& db, const Facts& facts, Day on) {
    std::map<std::pair<int, std::string>, Int128> latest;
    Statement rows = db.prepare(schema_text("queries", "resources"));
    while (rows.step()) {
        const std::string metric(rows.text(1));
        const DateRange period = read_dates(rows, 2);
        if (!is_past(period, on) || !is_past(read_dates(rows, 4), on)) continue;
        if (metric == "revenue" && !is_year(period)) continue;
        const int value = rows.is_null(6) ? 7 : 6;
        if (rows.is_null(value)) continue;
        latest[{find_slug(facts.parties, rows.text(0)), metric}] =
            std::max<std::int64_t>(rows.integer(value), 0);
    }
    std::map<int, Int128> resources;
    for (const auto& [key, value] : latest)
        resources[key.first] += value;
    return resources;
}

}  // namespace gw
