// SPDX-License-Identifier: Apache-2.0
//
// The tidy table of a cube for machines, its rows made while they are written: for answers of
// millions of rows, of which none is held. What the rows are is reports/cube_table.h's.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "reports/cube_table.h"

namespace gw {

// The first `limit` rows of the tidy table of `view` put into a sink, each group's as it is
// reached: the same rows, as machines read them, none of which is held but those of a few thousand
// groups that a second thread makes. Of `view` the dimensions and slots are read, and how they are
// shown; each thread has a measure of its own. Cost: as make_cube, and 64 bytes a group. REQUIRES:
// view.further is empty; texts of dimensions may be asked by two threads.
void stream_tidy(const CubeView& view, std::size_t subjects,
                 const std::function<CubeMeasure()>& make_measure, RowSink& sink,
                 std::optional<std::size_t> limit);

}  // namespace gw
