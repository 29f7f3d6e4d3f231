// SPDX-License-Identifier: Apache-2.0
#include "table/figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <utility>
#include <variant>
#include <vector>

namespace gw {
namespace {

__extension__ typedef unsigned __int128 Magnitude;

constexpr std::array<std::pair<std::string_view, Units>, 6> kUnitNames{{{"auto", Units::kAuto},
                                                                        {"raw", Units::kRaw},
                                                                        {"k", Units::kThousand},
                                                                        {"m", Units::kMillion},
                                                                        {"bn", Units::kBillion},
                                                                        {"tn", Units::kTrillion}}};

Magnitude magnitude_of(Int128 value) {
    const auto bits = static_cast<Magnitude>(value);
    return value < 0 ? 0 - bits : bits;
}

Magnitude ten_to(int power) {
    assert(power >= 0 && power <= 38);
    Magnitude result = 1;
    for (int i = 0; i < power; ++i) {
        result *= 10;
    }
    return result;
}

Magnitude divide_half_even(Magnitude value, Magnitude step) {
    const Magnitude quotient = value / step;
    const Magnitude remainder = value % step;
    const Magnitude complement = step - remainder;
    const bool up = remainder > complement || (remainder == complement && quotient % 2 == 1);
    return up ? quotient + 1 : quotient;
}

std::string group_digits(std::string digits) {
    for (std::size_t end = digits.size(); end > 3;) {
        end -= 3;
        digits.insert(end, 1, ',');
    }
    return digits;
}

bool is_money(Unit unit) {
    return unit == Unit::kMoney || unit == Unit::kAmount;
}

bool is_power(Unit unit) {
    return unit == Unit::kPower;
}

std::vector<Magnitude> figures_of(const Table& table, bool (*belongs)(Unit)) {
    std::vector<Magnitude> figures;
    for (const auto* rows : {&table.rows, &table.totals}) {
        for (const std::vector<Value>& row : *rows) {
            assert(row.size() == table.columns.size());
            for (std::size_t i = 0; i < row.size(); ++i) {
                const Column& column = table.columns[i];
                const Figure* figure = std::get_if<Figure>(&row[i]);
                if (figure && column.for_people && belongs(column.unit)) {
                    figures.push_back(magnitude_of(figure->value));
                }
            }
        }
    }
    return figures;
}

Magnitude largest_of(const std::vector<Magnitude>& figures) {
    return figures.empty() ? 0 : *std::max_element(figures.begin(), figures.end());
}

Scale money_scale(Units units, Magnitude largest) {
    switch (units) {
        case Units::kAuto:
            if (largest >= ten_to(13)) return {"tn", 12};
            if (largest >= ten_to(9)) return {"bn", 9};
            if (largest >= ten_to(6)) return {"m", 6};
            if (largest >= ten_to(3)) return {"k", 3};
            return {"", 0};
        case Units::kRaw:
            return {"", 0};
        case Units::kThousand:
            return {"k", 3};
        case Units::kMillion:
            return {"m", 6};
        case Units::kBillion:
            return {"bn", 9};
        case Units::kTrillion:
            return {"tn", 12};
    }
    assert(false);
    return {};
}

Scale power_scale(Units units, Magnitude largest_kw) {
    const bool small = units == Units::kAuto && largest_kw < ten_to(6);
    if (small || units == Units::kMillion) return {"MW", 3};
    if (units == Units::kRaw || units == Units::kThousand) return {"kW", 0};
    return {"GW", 6};
}

void choose_decimals(Scale& scale, const std::vector<Magnitude>& figures, int most) {
    if (figures.empty()) scale.name = "";  // a unit that no figure has would only puzzle
    const auto shows_all = [&](int decimals) {
        const Magnitude step = ten_to(std::max(scale.power_of_ten - decimals, 0));
        return std::all_of(figures.begin(), figures.end(),
                           [&](Magnitude figure) { return figure % step == 0; });
    };
    while (scale.decimals < most && !shows_all(scale.decimals)) {
        ++scale.decimals;
    }
    scale.rounded = !shows_all(scale.decimals);
}

std::string_view mark_text(Mark mark, bool ascii) {
    switch (mark) {
        case Mark::kNone:
            return "";
        case Mark::kAbout:
            return "~";
        case Mark::kAtMost:
            return ascii ? "<=" : "≤";
        case Mark::kAtLeast:
            return ascii ? ">=" : "≥";
    }
    assert(false);
    return "";
}

std::string format_marked(const Figure& figure, const Scale& scale, bool ascii) {
    std::string text = format_figure(figure.value, scale.power_of_ten, scale.decimals);
    const bool too_small = text.front() == '<' || text.front() == '>';
    if (!too_small) return std::string(mark_text(figure.mark, ascii)) + text;
    // Two signs of comparison in a row say nothing: "at least <0.01" is more than 0, "at most
    // <0.01" and "about <0.01" are <0.01.
    const Mark towards_zero = figure.value > 0 ? Mark::kAtLeast : Mark::kAtMost;
    if (figure.mark != towards_zero) return text;
    const std::string_view sign = figure.value > 0 ? ">" : "<";
    return std::string(sign) + format_figure(0, scale.power_of_ten, scale.decimals);
}

}  // namespace

std::optional<Units> units_by_name(std::string_view name) {
    for (const auto& [known, units] : kUnitNames) {
        if (known == name) return units;
    }
    return std::nullopt;
}

Scales choose_scales(const Table& table, Units units) {
    const std::vector<Magnitude> money = figures_of(table, is_money);
    const std::vector<Magnitude> power = figures_of(table, is_power);
    Scales scales{money_scale(units, largest_of(money)), power_scale(units, largest_of(power))};
    choose_decimals(scales.money, money, kMostMoneyDecimals);
    choose_decimals(scales.power, power, kMostPowerDecimals);
    return scales;
}

std::string format_value(const Value& value, Unit unit, const Scales& scales, bool ascii) {
    if (std::holds_alternative<Nil>(value)) return ascii ? "-" : "–";
    if (std::holds_alternative<Unknown>(value)) return "?";
    if (std::holds_alternative<NoLimit>(value)) return "no limit";
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<Digits>(&value)) return number->text;
    const auto& figure = std::get<Figure>(value);
    if (is_money(unit)) return format_marked(figure, scales.money, ascii);
    if (is_power(unit)) return format_marked(figure, scales.power, ascii);
    return format_marked(figure, Scale{}, ascii);
}

std::string format_figure(Int128 value, int scale, int decimals) {
    assert(scale >= 0 && scale <= 38 && decimals >= 0);
    const int kept = std::min(scale, decimals);
    Magnitude rounded = divide_half_even(magnitude_of(value), ten_to(scale - kept));
    std::string sign = value < 0 ? "-" : "";
    if (value != 0 && rounded == 0) {
        rounded = 1;
        sign = value < 0 ? ">-" : "<";
    }
    std::string digits = fmt::to_string(rounded);
    const auto fraction = static_cast<std::size_t>(kept);
    if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
    const std::size_t point = digits.size() - fraction;
    std::string text = sign + group_digits(digits.substr(0, point));
    if (decimals > 0) text += '.' + digits.substr(point);
    return text.append(static_cast<std::size_t>(decimals - kept), '0');
}

std::string format_grouped(Int128 value) {
    return format_figure(value, 0, 0);
}

std::string format_digits(Int128 value) {
    return fmt::to_string(value);
}

}  // namespace gw
