// SPDX-License-Identifier: Apache-2.0
#include "cells/number_hint.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cells/cells.h"

namespace gw {
namespace {

const std::string kTermForms = "a term is written like 7y, 18m or 15y6m";
const std::string kDecimalForms = "a decimal is written like 0.01 or 206.58";

// "message | hint | hint", or "accepted".
template <class T>
std::string shown(const Parsed<T>& parsed) {
    const auto* error = std::get_if<CellError>(&parsed);
    if (!error) return "accepted";
    std::string text = error->message;
    for (const std::string& hint : error->hints)
        text += " | " + hint;
    return text;
}

struct Case {
    std::string text;
    std::string refusal;  // what follows the text in quotation marks
};

TEST_CASE("number hint: a term in words is its years and months, if they are whole") {
    const std::vector<Case> cases = {
        {"7 years", " is not a term | 7y"},
        {"2 years and 9 months", " is not a term | 2y9m"},
        {"2 years 9 months", " is not a term | 2y9m"},
        {"9 months and 2 years", " is not a term | 2y9m"},
        {"7-year", " is not a term | 7y"},
        {"1 decade", " is not a term | 10y"},
        {"2 quarters", " is not a term | 6m"},
        {"1.5 years", " is not a term | 1y6m"},
        {"1,5 anni", " is not a term | 1y6m"},
        {"0.25 years", " is not a term | 3m"},
        {"0.50 years", " is not a term | 6m"},
        {"0.5 months and 0.5 months", " is not a term | " + kTermForms},
        {"1.55 years", " is not a term | " + kTermForms},  // 18.6 months
        {"1.2345 years", " is not a term | " + kTermForms},
        {"1.234 years", " is not a term | " + kTermForms},  // or 1234?
        {"1,2,3 years", " is not a term | " + kTermForms},
        {"-7 years", " is not a term | " + kTermForms},
        {"7 years-", " is not a term | " + kTermForms},
        {"years 7", " is not a term | " + kTermForms},
        {"7 8 years", " is not a term | " + kTermForms},
        {"1 month 6", " is not a term | " + kTermForms},
        {"7 years 6", " is not a term | " + kTermForms},
        {"years", " is not a term | " + kTermForms},
        {"5..7 years", " is not a term | " + kTermForms},
        {"about 7 years", " is not a term | " + kTermForms},
        {"7 days", " is not a term | " + kTermForms},
        {"1,2,3", " is not a term | " + kTermForms},
        {"\xff", " is not a term | " + kTermForms},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        const std::string name = c.text == "\xff" ? "\"\\xff\"" : "\"" + c.text + "\"";
        CHECK(shown(parse_term(c.text)) == name + c.refusal);
    }
}

TEST_CASE("number hint: a term lasts from one month to 200 years") {
    const std::vector<Case> cases = {
        {"0 months", " is shorter than a month | " + kTermForms},
        {"0", " is shorter than a month | " + kTermForms},
        {"200 years", " is not a term | 200y"},
        {"200 years and 1 month", " is longer than 200 years | the longest is 200y"},
        {"2401", " is longer than 200 years | the longest is 200y"},
        {"2400", " has no unit | 200y if months are meant"},
        {"201", " has no unit | 16y9m if months are meant"},
        {"200", " has no unit | 200y if years are meant | 16y8m if months are meant"},
        {"1", " has no unit | 1y if years are meant | 1m if months are meant"},
        {"12", " has no unit | 12y if years are meant | 1y if months are meant"},
        {"12345m", " is longer than 200 years | the longest is 200y"},
        {"1234y", " is longer than 200 years | the longest is 200y"},
        {"100000 years", " is longer than 200 years | the longest is 200y"},
        {"100001 years", " is not a term | " + kTermForms},
        {"99999999999999999999 years", " is not a term | " + kTermForms},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(shown(parse_term(c.text)) == "\"" + c.text + "\"" + c.refusal);
    }
}

TEST_CASE("number hint: every term in words that is a term is offered as its cell") {
    for (int months = 1; months <= 2400; months += 7) {
        const std::string years = months >= 12 ? std::to_string(months / 12) + " years " : "";
        const std::string text = years + std::to_string(months % 12) + " months";
        if (shown(parse_term(text)) != "\"" + text + "\" is not a term | " + format_term(months))
            FAIL(text);
    }
}

TEST_CASE("number hint: a decimal is one number, with its currency at most") {
    const std::vector<Case> cases = {
        {"$0.01", " is not a decimal | 0.01"},
        {"USD 206.58", " is not a decimal | 206.58"},
        {" 5", " is not a decimal | 5"},
        {"1,5", " is not a decimal | 1.5"},
        {"1,234,567.5", " is not a decimal | 1234567.5"},
        {"0,500", " is not a decimal | 0.500"},
        {"$1,000",
         " can be read in more than one way | 1000 if the comma separates thousands | 1.000 if the "
         "comma is the decimal mark"},
        {"$1.000",
         " can be read in more than one way | 1000 if the point separates thousands | 1.000 if the "
         "point is the decimal mark"},
        {"$0", " is not above 0 | " + kDecimalForms},
        {"$0.000", " is not above 0 | " + kDecimalForms},
        {"$123456789012345.0",
         " has too many digits | at most 15 digits, at most 12 of them after the point"},
        {"$0.1234567890123",
         " has too many digits | at most 15 digits, at most 12 of them after the point"},
        {"$12345678901234.5", " is not a decimal | 12345678901234.5"},
        {"up to 5", " is not a decimal | " + kDecimalForms},
        {"at least 5", " is not a decimal | " + kDecimalForms},
        {"~5", " is not a decimal | " + kDecimalForms},
        {"-5", " is not a decimal | " + kDecimalForms},
        {"5e3", " is not a decimal | " + kDecimalForms},
        {"5 thousand", " is not a decimal | " + kDecimalForms},
        {"1兆2000億", " is not a decimal | " + kDecimalForms},
        {"5-6", " is not a decimal | " + kDecimalForms},
        {"5 6", " is not a decimal | " + kDecimalForms},
        {"1,2,3", " is not a decimal | " + kDecimalForms},
        {"soon", " is not a decimal | " + kDecimalForms},
    };
    for (const Case& c : cases) {
        INFO(c.text);
        CHECK(shown(parse_decimal(c.text)) == "\"" + c.text + "\"" + c.refusal);
    }
    CHECK(shown(parse_decimal("\xff")) == "\"\\xff\" is not a decimal | " + kDecimalForms);
}

TEST_CASE("number hint: words for what is not known ask for an empty cell") {
    CHECK(shown(parse_term("n/a")) ==
          "\"n/a\" is not a term | leave the cell empty for a term that is not known");
    CHECK(shown(parse_decimal("TBD")) ==
          "\"TBD\" is not a decimal | leave the cell empty for a decimal that is not known");
}

TEST_CASE("number hint: whatever is pasted, a hint that is a cell is one") {
    const std::vector<std::string> pieces = {"7",  "1.5", "1,000", "y",    " years", " months", "m",
                                             " ",  "and", "-",     "0",    "$",      "e3",      ".",
                                             "..", "12",  " mil",  "2400", "10001",  "~"};
    CHECK(rc::check([&] {
        std::string text;
        for (const auto& piece :
             *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)))
            text += piece;
        const auto is_sound = [&](const auto& parsed, const auto& accepts) {
            const auto* error = std::get_if<CellError>(&parsed);
            if (!error) return;
            RC_ASSERT(error->offset + error->length <= text.size());
            RC_ASSERT(!error->hints.empty() && error->hints.size() <= 3U);
            for (const std::string& hint : error->hints) {
                const std::string cell = hint.substr(0, hint.find(" if "));
                RC_ASSERT(cell.find(' ') != std::string::npos || accepts(cell));
            }
        };
        is_sound(parse_term(text), [](const std::string& cell) {
            return std::holds_alternative<int>(parse_term(cell));
        });
        is_sound(parse_decimal(text), [](const std::string& cell) {
            return std::holds_alternative<std::string>(parse_decimal(cell));
        });
    }));
}

}  // namespace
}  // namespace gw
