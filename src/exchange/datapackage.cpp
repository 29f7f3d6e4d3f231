// SPDX-License-Identifier: Apache-2.0
#include "exchange/datapackage.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "table/json.h"

namespace gw {
namespace {

std::string json_string(std::string_view text) {
    std::string json;
    append_json_string(json, text);
    return json;
}

std::string json_array(const std::vector<std::string>& items, std::string_view between) {
    return fmt::format("[{}]", fmt::join(items, between));
}

struct Form {
    std::string_view type;  // of a Table Schema
    std::string_view description;
};

// Amounts, dates and the like may be ranges, which no type of a Table Schema has: they are strings,
// and their form is told in words. An empty cell is not known, never 0.
Form form_of(Grammar grammar) {
    switch (grammar) {
        case Grammar::kText:
        case Grammar::kCurrency:
        case Grammar::kCurrencyOrPower:
        case Grammar::kClaimValue:
            return {"string", ""};
        case Grammar::kWholeNumber:
            return {"integer", ""};
        case Grammar::kDecimal:
            return {"number", ""};
        case Grammar::kAmount:
            return {"string", "an amount: 38bn, up to ..100bn, at least 10bn.., 17bn..19bn, ~40bn"};
        case Grammar::kSignedAmount:
            return {"string", "an amount, which may be negative: -12bn, 17bn..19bn"};
        case Grammar::kPower:
            return {"string", "a power: 4.5GW, 206MW, 1GW..2GW"};
        case Grammar::kCount:
            return {"string", "a count: 400000, 400k, 10m.."};
        case Grammar::kPercent:
            return {"string", "a percentage: 27.5, 13..15"};
        case Grammar::kDate:
            return {"string",
                    "a date as exact as it is known: 2026-11-03, 2026-11, 2026-Q3, 2026, "
                    "..2026, 2027.."};
        case Grammar::kTerm:
            return {"string", "a term: 7y, 18m, 15y6m"};
        case Grammar::kLeg:
            return {"string", "a leg: deal/leg"};
    }
    return {"string", ""};
}

std::string field_json(const SheetColumn& column) {
    const Form form = form_of(column.grammar);
    std::string json =
        fmt::format(R"({{"name":{},"type":"{}")", json_string(column.name), form.type);
    if (!form.description.empty())
        json += fmt::format(R"(,"description":{})", json_string(form.description));
    if (column.required) json += R"(,"constraints":{"required":true})";
    return json + "}";
}

// The references of a table whose target has a key of one column. A leg is named in one cell,
// "deal/leg", which no foreign key can say.
std::vector<std::string> foreign_keys(const Catalogue& catalogue, const SheetTable& table) {
    std::vector<std::string> keys;
    for (const SheetColumn& column : table.columns) {
        const SheetTable* target = catalogue.find(column.references);
        if (target == nullptr || target->key.size() != 1) continue;
        const std::string& key = target->columns[static_cast<std::size_t>(target->key[0])].name;
        keys.push_back(
            fmt::format(R"({{"fields":[{}],"reference":{{"resource":{},"fields":[{}]}}}})",
                        json_string(column.name), json_string(target == &table ? "" : target->name),
                        json_string(key)));
    }
    return keys;
}

std::string resource_json(const Catalogue& catalogue, const SheetTable& table) {
    std::vector<std::string> fields;
    for (const SheetColumn& column : table.columns)
        fields.push_back(field_json(column));
    std::vector<std::string> key;
    for (const int position : table.key)
        key.push_back(json_string(table.columns[static_cast<std::size_t>(position)].name));
    std::string json =
        fmt::format(R"({{"name":{},"path":{},"profile":"tabular-data-resource","format":"csv",)"
                    "\n   "
                    R"("mediatype":"text/csv","encoding":"utf-8","schema":{{"fields":{},)"
                    "\n   "
                    R"("missingValues":[""],"primaryKey":{})",
                    json_string(table.name), json_string(table.name + ".csv"),
                    json_array(fields, ",\n    "), json_array(key, ","));
    const std::vector<std::string> foreign = foreign_keys(catalogue, table);
    if (!foreign.empty()) json += ",\n   \"foreignKeys\":" + json_array(foreign, ",\n    ");
    return json + "}}";
}

}  // namespace

std::string data_package(const Catalogue& catalogue) {
    std::vector<std::string> resources;
    for (const SheetTable& table : catalogue.tables())
        resources.push_back(resource_json(catalogue, table));
    return "{\"profile\":\"tabular-data-package\",\"name\":\"gigawatch-book\",\n"
           " \"title\":\"A book of AI-infrastructure deals\",\n"
           " \"resources\":" +
           json_array(resources, ",\n  ") + "}\n";
}

}  // namespace gw
