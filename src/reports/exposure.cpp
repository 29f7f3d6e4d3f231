// SPDX-License-Identifier: Apache-2.0
#include "reports/exposure.h"

#include "reports/leg_columns.h"
#include "reports/leg_view.h"
#include "reports/world.h"
#include "text/error.h"

namespace gw {

Table exposure(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    const bool further = !options.with.empty() || !options.weights.empty();
    if (further && (options.period || options.layout == PeriodLayout::kWide))
        throw Error(Exit::kUsage, "--with and --weights are of the whole amount, not of a period",
                    "leave out --period and --layout wide");
    LegView view(book.db(), world, options);
    if (options.period) view.spread();
    const bool beside = options.layout == PeriodLayout::kWide && !options.period;
    CubeView cube =
        beside ? view.group_beside_buckets({"payer", "payee"}) : view.group({"payer", "payee"});
    std::vector<std::string> notes;
    add_further_columns(book.db(), world, view.legs(), options, cube, notes);
    Table table = leg_table(view, std::move(cube), "Exposure", options);
    table.notes.insert(table.notes.end(), notes.begin(), notes.end());
    return table;
}

}  // namespace gw
