// SPDX-License-Identifier: Apache-2.0
#include "table/machine.h"

#include "table/figure.h"

namespace gw {

std::vector<std::size_t> machine_columns(const Table& table) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].for_machines) places.push_back(i);
    }
    return places;
}

std::optional<std::string> machine_number(const Value& value) {
    if (const auto* figure = std::get_if<Figure>(&value)) return format_digits(figure->value);
    if (const auto* number = std::get_if<Digits>(&value)) return number->text;
    return std::nullopt;
}

}  // namespace gw
