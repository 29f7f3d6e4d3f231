// SPDX-License-Identifier: Apache-2.0
#include "reports/explain.h"

#include <fmt/core.h>

#include <algorithm>

#include "counting/sums.h"
#include "query/written.h"
#include "reports/world.h"

namespace gw {
namespace {

// What has been left so far: counted legs, counted tranches, and deals, by position.
struct LeftHanging {
    std::vector<int> legs;
    std::vector<int> tranches;
    std::vector<int> deals;
    std::vector<const QueryNode*> conditions;  // that left it
};

template <class Holds>
std::vector<int> those(const std::vector<int>& all, Holds holds) {
    std::vector<int> kept;
    std::copy_if(all.begin(), all.end(), std::back_inserter(kept), holds);
    return kept;
}

class Explanation {
public:
    Explanation(const Selection& selection, Table& table) : selection_(selection), table_(table) {}

    void add_row(const std::string& what, const LeftHanging& left) {
        table_.rows.push_back({what, count_value(left.legs.size()),
                               count_value(left.tranches.size()), count_value(left.deals.size())});
    }

    // Rows of a node and of those below it; what it leaves of `before`.
    LeftHanging add(const QueryNode& node, const LeftHanging& before, int depth) {
        LeftHanging left = leave(node, before);
        add_row(std::string(static_cast<std::size_t>(depth) * 2, ' ') + write_query(node), left);
        const LeftHanging* given = &before;
        LeftHanging so_far;
        for (const QueryNode& below : node.below) {
            LeftHanging next = add(below, *given, depth + 1);
            if (node.is != QueryNode::Is::kAnd) continue;
            so_far = std::move(next);
            given = &so_far;
        }
        return left;
    }

private:
    LeftHanging leave(const QueryNode& node, const LeftHanging& before) const {
        LeftHanging left;
        left.conditions = before.conditions;
        left.conditions.push_back(&node);
        left.legs = those(before.legs,
                          [&](int leg) { return selection_.matches_leg(left.conditions, leg); });
        left.tranches = those(before.tranches, [&](int tranche) {
            return selection_.matches_tranche(
                left.conditions, selection_.tranches()[static_cast<std::size_t>(tranche)]);
        });
        left.deals = those(
            before.deals, [&](int deal) { return selection_.matches_deal(left.conditions, deal); });
        return left;
    }

    const Selection& selection_;
    Table& table_;
};

LeftHanging everything(const World& world) {
    LeftHanging all;
    for (std::size_t i = 0; i < world.counted.size(); ++i)
        if (world.counted[i].counts()) all.legs.push_back(static_cast<int>(i));
    const std::vector<Tranche>& tranches = world.selection.tranches();
    for (std::size_t i = 0; i < tranches.size(); ++i)
        if (tranches[i].bucket) all.tranches.push_back(static_cast<int>(i));
    for (std::size_t i = 0; i < world.facts.deals.size(); ++i)
        all.deals.push_back(static_cast<int>(i));
    return all;
}

}  // namespace

Table explain_query(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const Query& query = world.selection.query();
    Table table;
    table.columns = {{.name = "condition"},
                     {.name = "legs", .unit = Unit::kCount},
                     {.name = "tranches", .unit = Unit::kCount},
                     {.name = "deals", .unit = Unit::kCount}};
    table.title = join_title(
        {"Read as: " + (query.operands.empty() ? "everything" : write_query(query.operands)),
         lens_text(options.on)});
    Explanation explanation(world.selection, table);
    LeftHanging left = everything(world);
    explanation.add_row("what counts", left);
    for (const QueryNode& node : query.operands)
        left = explanation.add(node, left, 0);
    table.notes.emplace_back(
        "each row: how many of what the rows before it left satisfy it; rows that are set in are "
        "the parts of the row above");
    return table;
}

}  // namespace gw
