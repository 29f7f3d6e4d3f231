// SPDX-License-Identifier: Apache-2.0
#include "reports/flows.h"

#include <fmt/core.h>

#include "book/damage.h"
#include "book/schema.h"
#include "book/table_scan.h"
#include "reports/facts.h"

namespace gw {
namespace {

int leg_of(const Facts& facts, const Statement& row, int column, std::string_view table) {
    const int leg = find_leg(facts, find_slug(facts.deals, row.text(column)),
                             static_cast<int>(row.integer(column + 1)));
    if (leg < 0)
        damaged(fmt::format("{}/{}/{}", table, row.text(column), row.text(column + 1)),
                "its leg is not there");
    return leg;
}

}  // namespace

FlowsOfLegs read_flows(const Db& db, const Facts& facts, std::string_view kind) {
    FlowsOfLegs flows;
    if (is_surely_empty(db, "flows")) return flows;
    Statement rows = db.prepare(schema_text("queries", "flows"));
    rows.bind(0, kind);
    while (rows.step()) {
        const int leg = leg_of(facts, rows, 0, "flows");
        flows[leg].push_back(
            {read_dates(rows, 2),
             check_interval("flows", {rows.optional_integer(4), rows.optional_integer(5)})});
    }
    return flows;
}

const std::vector<Flow>& flows_of(const FlowsOfLegs& flows, int leg) {
    static const std::vector<Flow> none;
    const auto found = flows.find(leg);
    return found == flows.end() ? none : found->second;
}

std::vector<char> read_pass_through(const Db& db, const Facts& facts,
                                    const std::vector<Counted>& counted) {
    std::vector<char> passes(facts.legs.size(), 0);
    Statement rows = db.prepare(schema_text("queries", "funded_by"));
    while (rows.step()) {
        const int leg = leg_of(facts, rows, 0, "leg_links");
        const int funding = leg_of(facts, rows, 2, "leg_links");
        if (counted[static_cast<std::size_t>(funding)].counts())
            passes[static_cast<std::size_t>(leg)] = 1;
    }
    return passes;
}

}  // namespace gw
