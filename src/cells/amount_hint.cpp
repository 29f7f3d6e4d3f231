// SPDX-License-Identifier: Apache-2.0
#include "cells/amount_hint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "cells/decimal.h"
#include "cells/pasted_phrase.h"

namespace gw {
namespace {

// One way to read what a phrase leaves open.
struct Choice {
    Marks marks = Marks::kDecimal;
    std::size_t scale = 0;  // of the readings of a word of scale
    std::size_t usual = 0;  // of the powers of a number without a unit
};

struct AmountReading {
    Fit fit = Fit::kWhole;
    Interval value;
    Choice choice;
};

Marks marks_for(std::string_view digits, const PastedPhrase& phrase, const Choice& choice) {
    const bool settled = phrase.english && digits.find(',') == std::string_view::npos;
    return settled ? Marks::kDecimal : choice.marks;
}

const PastedScale& scale_of(const PastedPart& part, const Choice& choice) {
    return part.scales[std::min(choice.scale, part.scales.size() - 1)];
}

// The power of ten in which a part is written.
int power_of(const PastedPart& part, const FigureCell& cell, const Choice& choice) {
    int power = part.exponent.value_or(0);
    if (!part.scales.empty()) power += scale_of(part, choice).power;
    return power + part.unit.value_or(cell.usual_powers[choice.usual]);
}

// Parts are one number where each is less than one of the part before, which is whole: 5 billion
// 300 million, but neither 5.5 billion 300 million nor 5 billion 10 billion, which are two.
std::optional<Shifted> value_of(const PastedEnd& end, const PastedPhrase& phrase,
                                const FigureCell& cell, const Choice& choice) {
    Shifted sum{Fit::kWhole, 0};
    std::optional<std::int64_t> limit;
    for (const PastedPart& part : end.parts) {
        const auto number = read_pasted_number(part.digits, marks_for(part.digits, phrase, choice));
        if (!number) return std::nullopt;
        const int power = power_of(part, cell, choice);
        const Shifted value = shift_point(*number, power);
        if (limit && value.value >= *limit) return std::nullopt;
        if (&part != &end.parts.back() && !number->fraction.empty()) return std::nullopt;
        limit = shift_point({"1", ""}, power).value;
        sum.fit = std::max(sum.fit, value.fit);
        if (value.value > cell.largest - sum.value) sum.fit = Fit::kTooLarge;
        if (sum.fit == Fit::kTooLarge) return sum;
        sum.value += value.value;
    }
    if (end.negative) sum.value = -sum.value;
    return sum;
}

std::optional<AmountReading> read_phrase(const PastedPhrase& phrase, const FigureCell& cell,
                                         const Choice& choice) {
    const auto first = value_of(phrase.ends.front(), phrase, cell, choice);
    const auto last = value_of(phrase.ends.back(), phrase, cell, choice);
    if (!first || !last) return std::nullopt;
    AmountReading reading{std::max(first->fit, last->fit), {first->value, last->value}, choice};
    if (phrase.up_to) reading.value.lo.reset();
    if (phrase.at_least) reading.value.hi.reset();
    return reading;
}

std::size_t count_scales(const PastedPhrase& phrase) {
    std::size_t most = 1;
    for (const PastedEnd& end : phrase.ends)
        for (const PastedPart& part : end.parts)
            most = std::max(most, part.scales.size());
    return most;
}

// All readings that differ.
std::vector<AmountReading> read_all(const PastedPhrase& phrase, const FigureCell& cell) {
    std::vector<AmountReading> readings;
    for (std::size_t usual = 0; usual < cell.usual_powers.size(); ++usual) {
        for (std::size_t scale = 0; scale < count_scales(phrase); ++scale) {
            for (const Marks marks : {Marks::kThousands, Marks::kDecimal}) {
                const auto reading = read_phrase(phrase, cell, {marks, scale, usual});
                if (!reading) continue;
                const bool known =
                    std::any_of(readings.begin(), readings.end(), [&](const AmountReading& other) {
                        return other.fit == reading->fit && other.value == reading->value;
                    });
                if (!known) readings.push_back(*reading);
            }
        }
    }
    return readings;
}

// How the choice reads the words of scale that can be read in several ways: "bio is 10^9".
std::string scale_condition(const PastedPhrase& phrase, const Choice& choice) {
    std::string text;
    for (const PastedEnd& end : phrase.ends) {
        for (const PastedPart& part : end.parts) {
            if (part.scales.size() < 2) continue;
            const Words& words = *scale_of(part, choice).last;
            const std::string meaning = fmt::format("{} is 10^{}", part.scale_word, words.power);
            if (text.find(meaning) == std::string::npos)
                text += (text.empty() ? "" : " and ") + meaning;
        }
    }
    return text;
}

std::string marks_condition(const PastedPhrase& phrase, const Choice& choice) {
    const auto has_comma = [](const PastedPart& part) {
        return part.digits.find(',') != std::string_view::npos;
    };
    const bool comma = std::any_of(phrase.ends.begin(), phrase.ends.end(), [&](const auto& end) {
        return std::any_of(end.parts.begin(), end.parts.end(), has_comma);
    });
    return fmt::format(
        "the {} {}", comma ? "comma" : "point",
        choice.marks == Marks::kThousands ? "separates thousands" : "is the decimal mark");
}

// What tells one reading from the others; empty where the value itself does.
std::string condition(const AmountReading& reading, const std::vector<AmountReading>& all,
                      const PastedPhrase& phrase) {
    const auto differs = [&](auto member) {
        return std::any_of(all.begin(), all.end(), [&](const AmountReading& other) {
            return other.choice.*member != reading.choice.*member;
        });
    };
    std::string text;
    if (differs(&Choice::marks)) text = " if " + marks_condition(phrase, reading.choice);
    if (differs(&Choice::scale))
        text += (text.empty() ? " if " : " and ") + scale_condition(phrase, reading.choice);
    return text;
}

std::string forms_of(const FigureCell& cell) {
    return fmt::format("{} is written like {}", cell.noun, cell.forms);
}

CellError explain_form(std::string_view text, const FigureCell& cell) {
    return refuse(text, fmt::format("{} is not {}", quoted(text), cell.noun), {forms_of(cell)});
}

bool is_reversed(const Interval& value) {
    return value.lo && value.hi && *value.lo > *value.hi;
}

bool is_negative(const AmountReading& reading) {
    return reading.value.lo.value_or(0) < 0 || reading.value.hi.value_or(0) < 0;
}

CellError explain_too_large(std::string_view text, const FigureCell& cell) {
    const Interval largest{cell.largest, cell.largest};
    return refuse(text, fmt::format("{} is too large for {}", quoted(text), cell.noun),
                  {fmt::format("the largest is {}", cell.print(largest, false))});
}

CellError explain_not_whole(std::string_view text, const FigureCell& cell,
                            std::vector<AmountReading> readings) {
    std::erase_if(readings,
                  [](const AmountReading& reading) { return reading.fit != Fit::kNotWhole; });
    const std::string message =
        fmt::format("{} is not a whole number of {}", quoted(text), cell.unit);
    const Interval& cut = readings.front().value;
    // Next to a small number its neighbours help nobody: 1.5 lacks its bn.
    constexpr std::int64_t kSmall = 1000;
    if (readings.size() > 1 || !cut.exact() || std::abs(*cut.lo) < kSmall)
        return refuse(text, message, {forms_of(cell)});
    const std::int64_t away = *cut.lo + (*cut.lo < 0 ? -1 : 1);
    return refuse(text, message, {cell.print(cut, false), cell.print({away, away}, false)});
}

CellError explain_reversed(std::string_view text, const FigureCell& cell,
                           const PastedPhrase& phrase, const Interval& value) {
    const bool approximate = phrase.approximate && cell.approximate;
    return refuse(
        text, fmt::format("{} ends before it begins", quoted(text)),
        {phrase.lends_scale ? forms_of(cell) : cell.print({value.hi, value.lo}, approximate)});
}

CellError explain_negative(std::string_view text, const FigureCell& cell,
                           const std::vector<AmountReading>& readings) {
    const AmountReading& first = readings.front();
    std::string hint = forms_of(cell);
    if (readings.size() == 1 && first.fit == Fit::kWhole && first.value.exact()) {
        const std::int64_t positive = -*first.value.lo;
        hint = cell.print({positive, positive}, false) + " if no minus is meant";
    }
    return refuse(text, fmt::format("{} is negative, which {} cannot be", quoted(text), cell.noun),
                  {std::move(hint)});
}

CellError explain_approximate(std::string_view text, const FigureCell& cell,
                              const Interval& value) {
    return refuse(
        text, fmt::format("{} is not {}, which has no ~", quoted(text), cell.noun),
        {cell.print(value, false) + " if that is exact", "else a range: " + forms_of(cell)});
}

bool uses_thousands(const PastedPhrase& phrase) {
    return phrase.ends.back().parts.back().scale_word == "k";
}

// Why a figure that has one sense is refused all the same.
std::string reason(const FigureCell& cell, const PastedPhrase& phrase) {
    if (phrase.has_exponent) return ": a spreadsheet may have cut its digits";
    if (phrase.has_currency) return ": the currency stands in a column of its own";
    if (uses_thousands(phrase) && !cell.thousands) return ": k stands in counts only";
    return "";
}

CellError explain_certain(std::string_view text, const FigureCell& cell, const PastedPhrase& phrase,
                          const Interval& value) {
    std::vector<std::string> hints{cell.print(value, phrase.approximate)};
    if (phrase.has_exponent) hints.front() += " if no digits are lost";
    constexpr std::int64_t kMillion = 1'000'000;
    if (uses_thousands(phrase) && !cell.thousands && value.exact() && *value.lo < kMillion)
        hints.push_back((phrase.approximate ? "~" : "") + place_point(*value.lo, 6) + "m");
    return refuse(text,
                  fmt::format("{} is not {}{}", quoted(text), cell.noun, reason(cell, phrase)),
                  std::move(hints));
}

bool lacks_unit(const PastedPhrase& phrase) {
    const auto has_unit = [](const PastedEnd& end) { return end.parts.back().unit.has_value(); };
    return std::none_of(phrase.ends.begin(), phrase.ends.end(), has_unit);
}

CellError explain_readings(std::string_view text, const FigureCell& cell,
                           const PastedPhrase& phrase, const std::vector<AmountReading>& all) {
    std::vector<std::string> hints;
    for (const AmountReading& reading : all) {
        const Interval& value = reading.value;
        const bool possible = reading.fit == Fit::kWhole && !is_reversed(value);
        if (possible && hints.size() < kMostHints) {
            hints.push_back(cell.print(value, phrase.approximate && cell.approximate) +
                            condition(reading, all, phrase));
        }
    }
    const char* const what = cell.needs_unit && lacks_unit(phrase) ? "{} has no unit"
                             : hints.size() > 1 ? "{} can be read in more than one way"
                                                : "{} is not {}";
    if (hints.empty()) hints.push_back(forms_of(cell));
    return refuse(text, fmt::format(fmt::runtime(what), quoted(text), cell.noun), std::move(hints));
}

}  // namespace

CellError explain_figure(std::string_view text, const FigureCell& cell) {
    if (auto no_value = explain_no_value(text, cell.noun)) return *std::move(no_value);
    const auto folded = fold_pasted(text);
    const auto phrase = folded ? read_pasted_phrase(*folded, cell.unit_words) : std::nullopt;
    const auto readings = phrase ? read_all(*phrase, cell) : std::vector<AmountReading>{};
    if (readings.empty()) return explain_form(text, cell);

    const AmountReading& first = readings.front();
    const bool negative = std::any_of(readings.begin(), readings.end(), is_negative);
    if (negative && !cell.negative) return explain_negative(text, cell, readings);
    const auto fits = [&](Fit fit) {
        return std::any_of(readings.begin(), readings.end(),
                           [&](const AmountReading& reading) { return reading.fit == fit; });
    };
    if (!fits(Fit::kWhole)) {
        return fits(Fit::kNotWhole) ? explain_not_whole(text, cell, readings)
                                    : explain_too_large(text, cell);
    }
    if (readings.size() > 1) return explain_readings(text, cell, *phrase, readings);
    if (is_reversed(first.value)) return explain_reversed(text, cell, *phrase, first.value);
    if (phrase->approximate && !cell.approximate)
        return explain_approximate(text, cell, first.value);
    return explain_certain(text, cell, *phrase, first.value);
}

}  // namespace gw
