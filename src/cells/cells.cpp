// SPDX-License-Identifier: Apache-2.0
#include "cells/cells.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

#include "cells/amount_hint.h"
#include "cells/decimal.h"
#include "cells/number_hint.h"

namespace gw {
namespace {

// What may follow the digits of a figure: its power of ten, and how many decimals it allows.
struct Suffix {
    std::string_view text;
    int power = 0;
    std::size_t decimals = 0;
};

// How one sort of cell is written, and what is said of a text that is not.
struct Grammar {
    std::span<const Suffix> suffixes;
    FigureCell cell;
};

constexpr std::size_t kAnyDecimals = 18;  // more than any suffix can take up
constexpr Suffix kAmountSuffixes[] = {
    {"", 0, 0}, {"m", 6, kAnyDecimals}, {"bn", 9, kAnyDecimals}, {"tn", 12, kAnyDecimals}};
constexpr Suffix kPowerSuffixes[] = {{"MW", 3, kAnyDecimals}, {"GW", 6, kAnyDecimals}};
constexpr Suffix kCountSuffixes[] = {{"", 0, 0}, {"k", 3, kAnyDecimals}, {"m", 6, kAnyDecimals}};
constexpr Suffix kPercentSuffixes[] = {{"", 2, 2}};

constexpr Words kPowerWords[] = {
    {Role::kUnit, -3, "w|watt|watts"},
    {Role::kUnit, 0, "kw|kilowatt|kilowatts|квт|千瓦|كيلوواط"},
    {Role::kUnit, 3,
     "mw|megawatt|megawatts|мвт|兆瓦|メカワット|메가와트|ميجاوات|ميجاواط|ميغاواط|ميغاوات"},
    {Role::kUnit, 6,
     "gw|gigawatt|gigawatts|гвт|吉瓦|キカワット|기가와트|جيجاوات|جيجاواط|غيغاواط|غيغاوات"},
    {Role::kUnit, 9, "tw|terawatt|terawatts"},
};
constexpr Words kCountWords[] = {
    {Role::kUnit, 0, "gpu|gpus|chip|chips|unit|units|piece|pieces|rack|racks|system|systems"},
    {Role::kUnit, 0, "share|shares|accelerator|accelerators"},
};
constexpr Words kPercentWords[] = {
    {Role::kUnit, 2, "%|percent|per cent|pct|prozent|por cento|por ciento|pour cent|phan tram|٪"},
    {Role::kUnit, 0, "bp|bps|basis point|basis points"},
};

constexpr int kPlainPower[] = {0};
constexpr int kPowerPowers[] = {6, 3};  // a bare number may be GW or MW
constexpr int kPercentPower[] = {2};

Grammar amount_grammar(Sign sign) {
    FigureCell cell;
    cell.noun = "an amount";
    cell.unit = "units";
    cell.forms = "38bn, 1.25bn, 500m, ..100bn, 10bn.., 10bn..15bn or ~40bn";
    cell.usual_powers = kPlainPower;
    cell.negative = sign == Sign::kSigned;
    cell.largest = kLargestAmount;
    cell.print = [](const Interval& value, bool approx) { return format_amount({value, approx}); };
    return {kAmountSuffixes, cell};
}

Grammar power_grammar() {
    FigureCell cell;
    cell.noun = "a power";
    cell.unit = "kW";
    cell.forms = "4.5GW, 206MW, ..6GW, 1GW.., 600MW..800MW or ~1GW";
    cell.unit_words = kPowerWords;
    cell.usual_powers = kPowerPowers;
    cell.needs_unit = true;
    cell.largest = kLargestAmount;
    cell.print = [](const Interval& value, bool approx) { return format_power({value, approx}); };
    return {kPowerSuffixes, cell};
}

Grammar count_grammar() {
    FigureCell cell;
    cell.noun = "a count";
    cell.unit = "pieces";
    cell.forms = "400000, 400k, 1.5m, 200k.., ..1m or ~100k";
    cell.unit_words = kCountWords;
    cell.usual_powers = kPlainPower;
    cell.thousands = true;
    cell.largest = kLargestAmount;
    cell.print = [](const Interval& value, bool approx) { return format_count({value, approx}); };
    return {kCountSuffixes, cell};
}

Grammar percent_grammar() {
    FigureCell cell;
    cell.noun = "a percentage";
    cell.unit = "hundredths of a percent";
    cell.forms = "27, 27.5, 13..15, ..10 or 50..";
    cell.unit_words = kPercentWords;
    cell.usual_powers = kPercentPower;
    cell.approximate = false;
    cell.largest = 10'000;
    cell.print = [](const Interval& value, bool) { return format_percent(value); };
    return {kPercentSuffixes, cell};
}

std::optional<std::int64_t> parse_figure(std::string_view text, const Grammar& grammar) {
    const bool negative = grammar.cell.negative && text.substr(0, 1) == "-";
    if (negative) text.remove_prefix(1);
    const std::size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
    const auto number = read_decimal(text.substr(0, end));
    const auto suffix =
        std::find_if(grammar.suffixes.begin(), grammar.suffixes.end(),
                     [&](const Suffix& known) { return known.text == text.substr(end); });
    if (!number || suffix == grammar.suffixes.end() || number->fraction.size() > suffix->decimals)
        return std::nullopt;
    const Shifted value = shift_point(*number, suffix->power);
    if (value.fit != Fit::kWhole || value.value > grammar.cell.largest) return std::nullopt;
    if (negative && value.value == 0) return std::nullopt;
    return negative ? -value.value : value.value;
}

// The refusal, underlining one end of a range where only that end is wrong.
CellError explain_interval(std::string_view text, std::string_view wrong_end,
                           const FigureCell& cell) {
    CellError error = explain_figure(text, cell);
    if (!wrong_end.empty()) {
        error.offset = static_cast<std::size_t>(wrong_end.data() - text.data());
        error.length = wrong_end.size();
    }
    return error;
}

Parsed<Quantity> parse_interval(std::string_view text, const Grammar& grammar) {
    const bool approx = grammar.cell.approximate && text.substr(0, 1) == "~";
    const std::string_view body = text.substr(approx ? 1 : 0);
    const std::size_t dots = body.find("..");
    const bool is_range = dots != std::string_view::npos;
    const std::string_view first = body.substr(0, dots);
    const std::string_view last = is_range ? body.substr(dots + 2) : first;

    const Interval value{parse_figure(first, grammar), parse_figure(last, grammar)};
    const bool first_is_right = value.lo || (is_range && first.empty());
    const bool last_is_right = value.hi || (is_range && last.empty());
    const bool in_order = !value.lo || !value.hi || *value.lo <= *value.hi;
    if (first_is_right && last_is_right && in_order && !value.unknown())
        return Quantity{value, approx};

    const std::string_view wrong_end = first_is_right == last_is_right ? std::string_view{}
                                       : first_is_right                ? last
                                                                       : first;
    return explain_interval(text, wrong_end, grammar.cell);
}

void append_interval(std::string& out, const Interval& value, bool approx,
                     void (*append)(std::string&, std::int64_t)) {
    if (value.unknown()) return;
    if (approx) out += '~';
    if (value.lo) append(out, *value.lo);
    if (value.exact()) return;
    out += "..";
    if (value.hi) append(out, *value.hi);
}

// Whichever is shorter, the digits or those with a suffix, which is taken where both are as long.
void append_money(std::string& out, std::int64_t value) {
    const std::size_t start = out.size();
    append_integer(out, value);
    const std::size_t plain = out.size() - start;
    const std::size_t digits = plain - (value < 0 ? 1 : 0);
    for (const auto& [power, suffix] : {std::pair{12, "tn"}, {9, "bn"}, {6, "m"}}) {
        if (digits <= static_cast<std::size_t>(power)) continue;
        append_point(out, value, power);
        out += suffix;
        if (out.size() - start - plain <= plain)
            out.erase(start, plain);
        else
            out.resize(start + plain);
        return;
    }
}

void append_kilowatts(std::string& out, std::int64_t kilowatts) {
    constexpr std::int64_t kGigawatt = 1'000'000;
    const bool large = kilowatts >= kGigawatt;
    append_point(out, kilowatts, large ? 6 : 3);
    out += large ? "GW" : "MW";
}

void append_pieces(std::string& out, std::int64_t pieces) {
    const bool millions = pieces != 0 && pieces % 1'000'000 == 0;
    const bool thousands = !millions && pieces != 0 && pieces % 1'000 == 0;
    append_integer(out, pieces / (millions ? 1'000'000 : thousands ? 1'000 : 1));
    if (millions || thousands) out += millions ? 'm' : 'k';
}

void append_hundredths(std::string& out, std::int64_t value) {
    append_point(out, value, 2);
}

template <class Append, class Value>
std::string written(Append append, const Value& value) {
    std::string text;
    append(text, value);
    return text;
}

// Digits without leading zeros, of at most four places.
std::optional<int> parse_small_number(std::string_view text) {
    constexpr std::size_t kMostDigits = 4;
    const auto number = read_decimal(text);
    if (!number || text.size() > kMostDigits || !number->fraction.empty()) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

// Months of 7y, 18m or 15y6m, of whatever length.
std::optional<int> parse_months(std::string_view text) {
    const std::size_t y = text.find('y');
    int months = 0;
    if (y != std::string_view::npos) {
        const auto years = parse_small_number(text.substr(0, y));
        if (!years || *years == 0) return std::nullopt;
        months = *years * 12;
        text.remove_prefix(y + 1);
        if (text.empty()) return months;
    }
    if (text.empty() || text.back() != 'm') return std::nullopt;
    const auto rest = parse_small_number(text.substr(0, text.size() - 1));
    if (!rest || *rest == 0 || (months > 0 && *rest > 11)) return std::nullopt;
    return months + *rest;
}

}  // namespace

Parsed<Quantity> parse_amount(std::string_view text, Sign sign) {
    return parse_interval(text, amount_grammar(sign));
}

Parsed<Quantity> parse_power(std::string_view text) {
    return parse_interval(text, power_grammar());
}

Parsed<Quantity> parse_count(std::string_view text) {
    return parse_interval(text, count_grammar());
}

Parsed<Interval> parse_percent(std::string_view text) {
    auto parsed = parse_interval(text, percent_grammar());
    if (auto* error = std::get_if<CellError>(&parsed)) return std::move(*error);
    return std::get<Quantity>(parsed).value;
}

Parsed<int> parse_term(std::string_view text) {
    const auto months = parse_months(text);
    if (months && *months <= kLongestTerm) return *months;
    return explain_term(text);
}

Parsed<std::string> parse_decimal(std::string_view text) {
    if (is_kept_decimal(text)) return std::string(text);
    return explain_decimal(text);
}

std::string format_amount(const Quantity& amount) {
    return written(append_amount, amount);
}

std::string format_power(const Quantity& power_kw) {
    return written(append_power, power_kw);
}

std::string format_count(const Quantity& count) {
    return written(append_count, count);
}

std::string format_percent(const Interval& basis_points) {
    return written(append_percent, basis_points);
}

std::string format_term(int months) {
    return written(append_term, months);
}

void append_amount(std::string& out, const Quantity& amount) {
    append_interval(out, amount.value, amount.approx, append_money);
}

void append_power(std::string& out, const Quantity& power_kw) {
    append_interval(out, power_kw.value, power_kw.approx, append_kilowatts);
}

void append_count(std::string& out, const Quantity& count) {
    append_interval(out, count.value, count.approx, append_pieces);
}

void append_percent(std::string& out, const Interval& basis_points) {
    append_interval(out, basis_points, false, append_hundredths);
}

void append_term(std::string& out, int months) {
    out += print_term(months);
}

}  // namespace gw
