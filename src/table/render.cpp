// SPDX-License-Identifier: Apache-2.0
#include "table/render.h"

#include <fmt/core.h>

#include <cassert>
#include <utility>

#include "table/graph.h"
#include "table/html.h"
#include "table/json.h"
#include "table/markdown.h"
#include "table/separated.h"
#include "table/text_table.h"
#include "table/xlsx.h"
#include "text/error.h"

namespace gw {
namespace {

Graph picture_of(const Table& table, const RenderOptions& options) {
    if (table.graph) return *table.graph;
    if (auto graph = graph_of_rows(table)) return *std::move(graph);
    throw Error(Exit::kUsage, fmt::format("this answer of {} is no picture", options.name),
                "loops draws one, and exposure by payer and payee");
}

}  // namespace

std::string render(const Table& table, const RenderOptions& options) {
    switch (options.format) {
        case Format::kTable:
            return format_text_table(table, options.units,
                                     {options.width, options.ascii, options.color});
        case Format::kCsv:
            return format_csv(table);
        case Format::kTsv:
            return format_tsv(table);
        case Format::kJson:
            return format_json(table);
        case Format::kNdjson:
            return format_ndjson(table);
        case Format::kMarkdown:
            return format_markdown(table, options.units, options.ascii);
        case Format::kHtml:
            return format_html(table, options.units, options.ascii);
        case Format::kXlsx:
            return format_xlsx({WorkbookSheet{options.name, &table}});
        case Format::kDot:
            return format_dot(table.title, picture_of(table, options), options.units,
                              options.ascii);
        case Format::kMermaid:
            return format_mermaid(table.title, picture_of(table, options), options.units,
                                  options.ascii);
    }
    assert(false);
    return {};
}

}  // namespace gw
