// SPDX-License-Identifier: Apache-2.0
#include "reports/exposure.h"

#include <memory>
#include <utility>

#include "reports/leg_columns.h"
#include "reports/leg_view.h"
#include "reports/tidy_stream.h"
#include "reports/world.h"
#include "text/error.h"

namespace gw {
namespace {

const std::vector<std::string> kUsualDimensions{"payer", "payee"};

// Whether the rows, in their own order, are all that is asked for.
bool rows_alone(const AskOptions& options) {
    return options.stream_rows && options.sort.empty() && options.columns.empty() &&
           options.with.empty() && options.weights.empty() && options.layout != PeriodLayout::kWide;
}

// What the rows are made of, for as long as they are being made.
struct Streamed {
    Streamed(const Db& db, AskOptions asked)
        : options(std::move(asked)), world(db, options), view(db, world, options) {
        if (options.period) view.spread();
        cube = view.shape(kUsualDimensions);
    }

    const AskOptions options;
    const World world;
    LegView view;
    CubeView cube;
};

Table streamed_exposure(const Db& db, const AskOptions& options) {
    const auto answer = std::make_shared<const Streamed>(db, options);
    Table table = tidy_columns(answer->cube);
    table.title = answer->view.title("Exposure", answer->cube);
    table.stream = [answer](RowSink& sink) {
        stream_tidy(
            answer->cube, answer->view.legs().size(), [&] { return answer->view.measure(); }, sink,
            answer->options.limit);
    };
    return table;
}

}  // namespace

Table exposure(const Book& book, const AskOptions& options) {
    if (rows_alone(options)) return streamed_exposure(book.db(), options);
    const World world(book.db(), options);
    const bool further = !options.with.empty() || !options.weights.empty();
    if (further && (options.period || options.layout == PeriodLayout::kWide))
        throw Error(Exit::kUsage, "--with and --weights are of the whole amount, not of a period",
                    "leave out --period and --layout wide");
    LegView view(book.db(), world, options);
    if (options.period) view.spread();
    const bool beside = options.layout == PeriodLayout::kWide && !options.period;
    CubeView cube =
        beside ? view.group_beside_buckets(kUsualDimensions) : view.group(kUsualDimensions);
    std::vector<std::string> notes;
    add_further_columns(book.db(), world, view.legs(), options, cube, notes);
    Table table = leg_table(view, std::move(cube), "Exposure", options);
    table.notes.insert(table.notes.end(), notes.begin(), notes.end());
    return table;
}

}  // namespace gw
