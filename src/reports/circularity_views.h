// SPDX-License-Identifier: Apache-2.0
//
// What circularity computes once for all of its views: the money graph of the selected legs and
// its measures by reading. And the views by loop and by leg.
#pragma once

#include <array>
#include <string>

#include "circles/measures.h"
#include "query/ask.h"
#include "reports/circular_money.h"
#include "table/table.h"

namespace gw {

// What --by and --with of circularity take, in the order in which help shows them.
const std::vector<DimensionName>& circularity_views();
const std::vector<DimensionName>& circularity_columns();

// The measures of each reading; of readings that are the same, one solve.
std::array<Measured, 3> measure_all(LoopPacking& packing, const CircularMoney& money,
                                    const AskOptions& options);

// What --budget gives to a search, and to all exact solves together.
MeasureBudget measure_budget(const AskOptions& options);
std::int64_t all_solves_budget(const AskOptions& options);

class CircularAnswer {
public:
    CircularAnswer(const World& asked, const AskOptions& question);

    const World& world;
    const AskOptions& options;
    const BucketFilter buckets;
    const CircularMoney money;
    LoopPacking packing;
    const std::array<Measured, 3> measured;  // by reading

    const Measured& at(Reading reading) const { return measured[index_of(reading)]; }
    std::string title(std::string_view what, const std::string& count) const;
    void add_common_notes(Table& table) const;
    void add_witness_note(Table& table) const;  // if the search for it stopped
    // Has the command say on stderr that these measures are bounds or left out, and exit with 1.
    void say_bounds(Table& table, const std::vector<std::string>& measures) const;
    bool witness_is_whole() const;   // no search for it stopped at its budget
    bool recycled_is_exact() const;  // in every reading that has a limit
    // "mgx>anthropic, nvidia>openai and 3 more": the hops of loops whose amounts are all open.
    std::string open_legs() const;
};

// One possible use of the promises, loop by loop: rows add up to the witness.
Table circular_use(const CircularAnswer& answer);

// The cheapest promises whose loss breaks every loop, or every return to one group: rows add up to
// what is recycled or returnable.
Table circular_breaks(const CircularAnswer& answer);

// What can be recycled; where it was not solved exactly the bracket: what surely can be, and for hi
// what no use exceeds. REQUIRES: !measured.open.
Int128 recycled_amount(const Measured& measured, Reading reading);

// "a>b>a" from the smallest slug on, and the classes of its hops in that order.
std::string use_name(const World& world, const MoneyGraph& graph, const ArcLoop& loop);
std::string use_classes(const MoneyGraph& graph, const ArcLoop& loop);

// Money for a note: "30.10bn", "350.00m", "1,234".
std::string short_money(Int128 amount);

}  // namespace gw
