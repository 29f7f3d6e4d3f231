// SPDX-License-Identifier: Apache-2.0
#include "cells/number_hint.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "cells/decimal.h"
#include "cells/pasted.h"
#include "cells/pasted_phrase.h"

namespace gw {
namespace {

constexpr std::string_view kTermForms = "a term is written like 7y, 18m or 15y6m";
constexpr std::string_view kDecimalForms = "a decimal is written like 0.01 or 206.58";

// Powers are months.
constexpr Words kTermWords[] = {
    {Role::kUnit, 120, "decade|decades"},
    {Role::kUnit, 12, "y|yr|yrs|year|years|jahr|jahre|jahren|an|ans|anno|anni|ano|anos|nam"},
    {Role::kUnit, 12, "annees|лет|год|года|年|年间|年間|년|سنة|سنوات|عاما|اعوام"},
    {Role::kUnit, 3, "quarter|quarters"},
    {Role::kUnit, 1, "m|mo|mos|mth|mths|month|months|monat|monate|monaten|mois|mese|mesi"},
    {Role::kUnit, 1, "mes|meses|thang|месяц|месяца|месяцев|か月|ヶ月|个月|個月|개월|شهر|شهرا|اشهر"},
};

struct Term {
    int months = 0;
    bool has_unit = true;
};

// Whole months of a number of units of `unit` months each.
std::optional<int> whole_months_of(std::string_view digits, int unit) {
    const auto number = read_pasted_number(digits, Marks::kDecimal);
    if (!number || number != read_pasted_number(digits, Marks::kThousands)) return std::nullopt;
    const Shifted hundredths = shift_point(*number, 2);
    constexpr std::int64_t kMost = 10'000'000;  // whose months fit an int
    if (hundredths.fit != Fit::kWhole || hundredths.value > kMost) return std::nullopt;
    const std::int64_t months = hundredths.value * unit;
    if (months % 100 != 0) return std::nullopt;
    return static_cast<int>(months / 100);
}

// The sum of "2 years and 9 months", or the number alone.
std::optional<Term> read_term(const std::vector<Token>& tokens) {
    const bool has_number = std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
        return token.role == Role::kNumber;
    });
    if (!has_number) return std::nullopt;
    Term term;
    std::optional<std::string_view> number;
    for (const Token& token : tokens) {
        if (token.role == Role::kNumber && !number) {
            number = token.text;
        } else if (token.role == Role::kUnit && number) {
            const auto months = whole_months_of(*number, token.meanings.front()->power);
            if (!months) return std::nullopt;
            term.months += *months;
            number.reset();
        } else if (token.role != Role::kAnd && !(token.role == Role::kDash && number)) {
            return std::nullopt;
        }
    }
    if (!number) return term;
    const auto alone = whole_months_of(*number, 1);
    if (!alone || term.months > 0) return std::nullopt;
    return Term{*alone, false};
}

// The one number of a decimal cell; nullopt if there is more than a number and its currency.
std::optional<PastedPhrase> read_lone_number(std::string_view folded) {
    auto phrase = read_pasted_phrase(folded, {});
    if (!phrase || phrase->ends.size() != 1 || phrase->ends.front().parts.size() != 1)
        return std::nullopt;
    const PastedPart& part = phrase->ends.front().parts.front();
    const bool bounded = phrase->up_to || phrase->at_least || phrase->approximate;
    if (bounded || phrase->has_exponent || phrase->ends.front().negative || !part.scales.empty())
        return std::nullopt;
    return phrase;
}

std::string print_decimal(const Decimal& number) {
    return number.fraction.empty() ? number.whole : number.whole + "." + number.fraction;
}

// The cells that the number may mean: two where a lone mark can be read in two ways.
std::vector<std::string> decimal_readings(std::string_view digits) {
    std::vector<std::string> readings;
    for (const Marks marks : {Marks::kThousands, Marks::kDecimal}) {
        const auto number = read_pasted_number(digits, marks);
        if (number && (readings.empty() || readings.front() != print_decimal(*number)))
            readings.push_back(print_decimal(*number));
    }
    return readings;
}

CellError explain_decimal_readings(std::string_view text, std::string_view digits) {
    std::vector<std::string> readings = decimal_readings(digits);
    for (const std::string& reading : readings) {
        if (reading.find_first_not_of("0.") == std::string::npos)
            return refuse(text, quoted(text) + " is not above 0", {std::string(kDecimalForms)});
        if (!is_kept_decimal(reading)) {
            return refuse(text, quoted(text) + " has too many digits",
                          {"at most 15 digits, at most 12 of them after the point"});
        }
    }
    if (readings.size() < 2)
        return refuse(text, quoted(text) + " is not a decimal", std::move(readings));
    const std::string mark = digits.find(',') == std::string_view::npos ? "point" : "comma";
    readings.front() += fmt::format(" if the {} separates thousands", mark);
    readings.back() += fmt::format(" if the {} is the decimal mark", mark);
    return refuse(text, quoted(text) + " can be read in more than one way", std::move(readings));
}

}  // namespace

std::string print_term(int months) {
    std::string text;
    if (months >= 12) {
        append_integer(text, months / 12);
        text += 'y';
    }
    if (months % 12 != 0) {
        append_integer(text, months % 12);
        text += 'm';
    }
    return text;
}

CellError explain_term(std::string_view text) {
    if (auto no_value = explain_no_value(text, "a term")) return *std::move(no_value);
    const auto folded = fold_pasted(text);
    const auto tokens = folded ? scan_pasted(*folded, kTermWords) : std::nullopt;
    const auto term = tokens ? read_term(*tokens) : std::nullopt;
    if (!term)
        return refuse(text, fmt::format("{} is not a term", quoted(text)),
                      {std::string(kTermForms)});
    if (term->months == 0)
        return refuse(text, fmt::format("{} is shorter than a month", quoted(text)),
                      {std::string(kTermForms)});
    if (term->months > kLongestTerm)
        return refuse(text, fmt::format("{} is longer than 200 years", quoted(text)),
                      {"the longest is " + print_term(kLongestTerm)});
    if (!term->has_unit) {
        std::vector<std::string> hints;
        if (term->months * 12 <= kLongestTerm)
            hints.push_back(fmt::format("{}y if years are meant", term->months));
        hints.push_back(print_term(term->months) + " if months are meant");
        return refuse(text, fmt::format("{} has no unit", quoted(text)), std::move(hints));
    }
    return refuse(text, fmt::format("{} is not a term", quoted(text)), {print_term(term->months)});
}

CellError explain_decimal(std::string_view text) {
    if (auto no_value = explain_no_value(text, "a decimal")) return *std::move(no_value);
    const auto folded = fold_pasted(text);
    const auto phrase = folded ? read_lone_number(*folded) : std::nullopt;
    if (phrase) {
        const std::string_view digits = phrase->ends.front().parts.front().digits;
        if (!decimal_readings(digits).empty()) return explain_decimal_readings(text, digits);
    }
    return refuse(text, fmt::format("{} is not a decimal", quoted(text)),
                  {std::string(kDecimalForms)});
}

}  // namespace gw
