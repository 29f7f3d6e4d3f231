// SPDX-License-Identifier: Apache-2.0
//
// A cell that is read is printed in a form that reads back as the same value, and prints the same
// again; one that is refused is refused at a place inside it.
#include <functional>

#include "cells/cells.h"
#include "cells/date.h"
#include "property.h"

namespace gw::fuzz {
namespace {

template <class Value, class Parse, class Format>
void check_form(std::string_view text, Parse parse, Format format) {
    const auto parsed = parse(text);
    if (const auto* error = std::get_if<CellError>(&parsed)) {
        require(error->offset <= text.size(), "an error stands inside the cell");
        require(!error->message.empty(), "an error says something");
        return;
    }
    const Value& value = std::get<Value>(parsed);
    const std::string printed = format(value);
    const auto again = parse(printed);
    require(std::holds_alternative<Value>(again), "the canonical form is a form");
    require(std::get<Value>(again) == value, "the canonical form is the same value");
    require(format(std::get<Value>(again)) == printed, "the canonical form is canonical");
}

}  // namespace

void check_input(std::string_view input) {
    const unsigned grammar = take_choice(input, 8);
    if (input.empty()) return;  // an empty cell is the caller's business
    const auto amount = [](Sign sign) {
        return [sign](std::string_view text) { return parse_amount(text, sign); };
    };
    switch (grammar) {
        case 0:
            return check_form<Quantity>(input, amount(Sign::kUnsigned), format_amount);
        case 1:
            return check_form<Quantity>(input, amount(Sign::kSigned), format_amount);
        case 2:
            return check_form<Quantity>(input, parse_power, format_power);
        case 3:
            return check_form<Quantity>(input, parse_count, format_count);
        case 4:
            return check_form<Interval>(input, parse_percent, format_percent);
        case 5:
            return check_form<int>(input, parse_term, format_term);
        case 6:
            return check_form<std::string>(input, parse_decimal,
                                           [](const std::string& text) { return text; });
        default:
            return check_form<DateRange>(input, parse_date, format_date);
    }
}

}  // namespace gw::fuzz
