// SPDX-License-Identifier: Apache-2.0
#include "table/render.h"

#include <cassert>

#include "table/json.h"
#include "table/markdown.h"
#include "table/separated.h"
#include "table/text_table.h"

namespace gw {

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
    }
    assert(false);
    return {};
}

}  // namespace gw
