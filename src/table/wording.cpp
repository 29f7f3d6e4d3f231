// SPDX-License-Identifier: Apache-2.0
#include "table/wording.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "text/text.h"

namespace gw {
namespace {

bool shows(const Table& table, const std::vector<std::size_t>& shown, Unit unit) {
    return std::any_of(shown.begin(), shown.end(),
                       [&](std::size_t place) { return table.columns[place].unit == unit; });
}

std::string rounding_note(const Table& table, const std::vector<std::size_t>& shown,
                          const Scales& scales) {
    std::vector<std::string> steps;
    const bool money = shows(table, shown, Unit::kMoney) || shows(table, shown, Unit::kAmount);
    const bool power = shows(table, shown, Unit::kPower);
    if (money && scales.money.rounded)
        steps.push_back(fmt::format(
            "{}{}", format_figure(1, kMostMoneyDecimals, kMostMoneyDecimals), scales.money.name));
    if (power && scales.power.rounded)
        steps.push_back(fmt::format(
            "{}{}", format_figure(1, kMostPowerDecimals, kMostPowerDecimals), scales.power.name));
    if (steps.empty()) return {};
    return fmt::format("figures are rounded to {}{}; -f csv has them whole",
                       fmt::join(steps, " and "),
                       table.totals.empty() ? "" : ", so may not add up");
}

}  // namespace

std::vector<std::size_t> people_columns(const Table& table) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].for_people) places.push_back(i);
    }
    return places;
}

std::string_view heading_of(const Column& column) {
    return column.heading.empty() ? column.name : column.heading;
}

bool is_right_aligned(const Column& column) {
    return column.unit != Unit::kText;
}

std::string worded_title(const Table& table, const std::vector<std::size_t>& shown,
                         const Scales& scales) {
    std::vector<std::string> parts;
    if (!table.title.empty()) parts.push_back(escape_for_display(table.title));
    const std::string_view money = scales.money.name;
    if (shows(table, shown, Unit::kMoney)) {
        parts.push_back(money.empty() ? "USD" : fmt::format("USD {}", money));
    } else if (shows(table, shown, Unit::kAmount) && !money.empty()) {
        parts.emplace_back(money);
    }
    if (shows(table, shown, Unit::kPower) && !scales.power.name.empty())
        parts.emplace_back(scales.power.name);
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> worded_notes(const Table& table, const std::vector<std::size_t>& shown,
                                      const Scales& scales) {
    std::vector<std::string> notes;
    for (const std::string& note : table.notes) {
        if (!note.empty()) notes.push_back(escape_for_display(note));
    }
    if (shows(table, shown, Unit::kMoney) && shows(table, shown, Unit::kAmount)) {
        notes.emplace_back("figures beside a currency are in that currency, not in USD");
    }
    if (std::string rounding = rounding_note(table, shown, scales); !rounding.empty())
        notes.push_back(std::move(rounding));
    return notes;
}

std::string worded_value(const Value& value, Unit unit, const Scales& scales, bool ascii) {
    return escape_for_display(format_value(value, unit, scales, ascii));
}

}  // namespace gw
