// SPDX-License-Identifier: Apache-2.0
#include "exchange/import_hints.h"

#include <fmt/core.h>

#include <algorithm>

#include "text/names.h"

namespace gw {
namespace {

// The command, ready to be completed: a name is no key.
std::string add_first(const std::string& table, std::string_view key) {
    const auto no_slug = check_slug(key);
    if (!no_slug || no_slug->hints.empty() || table == "legs")
        return fmt::format("add it first: gigawatch add {} {} ...", row_noun(table), key);
    return fmt::format("add it first: gigawatch add {} {}{} ...", row_noun(table),
                       no_slug->hints.front(),
                       table == "parties" ? fmt::format(" name='{}'", key) : "");
}

}  // namespace

std::vector<std::string> allowed_words(std::string_view sentence) {
    constexpr std::string_view kBefore = "is one of: ";
    std::vector<std::string> words;
    const std::size_t at = sentence.find(kBefore);
    if (at == std::string_view::npos) return words;
    std::string_view rest = sentence.substr(at + kBefore.size());
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        words.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return words;
}

std::string how_to_add(Sheet::Origin origin, const std::string& table, std::string_view key) {
    switch (origin) {
        case Sheet::Origin::kHand:
            return add_first(table, key);
        case Sheet::Origin::kForeign:
            return table == "parties"
                       ? "say which party that is under [spellings], or make it under [parties]"
                       : fmt::format("make it under [{}], or add it first: gigawatch add {}", table,
                                     row_noun(table));
        default:
            return fmt::format("add it to {}.csv, or correct the spelling", table);
    }
}

CellError left_out_error(const Sheet& sheet, const SheetColumn& column, const std::string& id) {
    const std::string& table = sheet.table->name;
    if (sheet.by_hand())
        return {fmt::format("{} is missing", column.name),
                0,
                0,
                {fmt::format("every {} needs one: {}=...", row_noun(table), column.name)}};
    if (sheet.origin == Sheet::Origin::kForeign)
        return {fmt::format("{} is new, and the rules say nothing of its {}", id, column.name),
                0,
                0,
                {fmt::format("{} = \"COLUMN\" under [{}]", column.name, table)}};
    return {fmt::format("{} is new, and the file has no column {}", id, column.name),
            0,
            0,
            {fmt::format("add the column {} to {}", column.name, sheet.name)}};
}

}  // namespace gw
