// SPDX-License-Identifier: Apache-2.0
#include "reports/schedule.h"

#include "reports/leg_view.h"
#include "reports/world.h"

namespace gw {

Table schedule(const Book& book, const AskOptions& options) {
    const World world(book.db(), options);
    LegView view(book.db(), world, options);
    view.spread();
    CubeView cube = view.group({"payer", "payee"});
    cube.columns.unconverted.clear();
    return leg_table(view, std::move(cube), "Schedule", options);
}

}  // namespace gw
