// SPDX-License-Identifier: Apache-2.0
//
// A picture of who pays whom, which a Table may carry beside its rows, and its two forms as text:
// the language of Graphviz and that of Mermaid. Hops are coloured by class, wide by what is stated,
// dashed where nothing of it is known. Draws nothing itself: `dot -Tsvg`, or GitHub, does.
#pragma once

#include <optional>
#include <string>

#include "table/figure.h"
#include "table/table.h"

namespace gw {

// What a table of who pays whom shows: a hop for each row that has a payer, a payee, a class and a
// bucket, in their order. nullopt: it has no such columns, or splits a hop further (by deal, by
// period), so that its rows are no hops.
std::optional<Graph> graph_of_rows(const Table& table);

// "digraph { ... }" with the title as its label.
std::string format_dot(const std::string& title, const Graph& graph, Units units, bool ascii);

// "flowchart LR ..."
std::string format_mermaid(const std::string& title, const Graph& graph, Units units, bool ascii);

}  // namespace gw
