// SPDX-License-Identifier: Apache-2.0
#include "reports/capacity.h"

#include "reports/implied.h"
#include "reports/tranche_view.h"
#include "reports/world.h"

namespace gw {
namespace {

Table tranche_table(const Db& db, const World& world, const AskOptions& options) {
    const TrancheView view(db, world, options);
    std::vector<std::string> otherwise{"layer", "basis", "user", "bucket", "stage"};
    if (!options.period) otherwise.insert(otherwise.end(), {"period_start", "period_end"});
    CubeView cube = view.group(otherwise);
    const std::string title = view.title(cube);
    Table table = laid_out(std::move(cube), options, false);
    table.title = title;
    view.add_notes(table);
    return table;
}

}  // namespace

Table capacity(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    Table table = options.implied ? implied_capacity(book, world, options)
                                  : tranche_table(book.db(), world, options);
    arrange(table, options);
    return table;
}

}  // namespace gw
