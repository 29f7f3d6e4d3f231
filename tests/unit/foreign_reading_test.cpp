// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "foreign/reading.h"

namespace gw {
namespace {

SheetColumn column_of(Grammar grammar) {
    SheetColumn column;
    column.name = "cell";
    column.grammar = grammar;
    return column;
}

// What a rule makes of a text: the cell, or "! " and what is wrong.
std::string read(const CellRule& rule, std::string_view text) {
    const auto cell = read_foreign(rule, {text});
    if (const auto* error = std::get_if<CellError>(&cell)) return "! " + error->message;
    return std::get<std::string>(cell);
}

// The digits of a whole number in groups of three.
std::string grouped(std::string digits, const std::string& mark) {
    for (std::size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, mark);
    }
    return digits;
}

TEST_CASE("foreign reading: a figure in any marks that are told is the same figure") {
    const SheetColumn amount = column_of(Grammar::kAmount);
    CHECK(rc::check("marks", [&] {
        const auto marks = *rc::gen::element<std::pair<std::string, std::string>>(
            std::pair{",", "."}, std::pair{".", ","}, std::pair{",", " "}, std::pair{".", "'"},
            std::pair{",", "'"});
        CellRule rule;
        rule.column = &amount;
        rule.from = {{"A", {}}};
        rule.unit = "m";
        rule.notation.decimal = marks.first;
        rule.notation.thousands = marks.second;
        const auto whole = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
        const auto cents = *rc::gen::inRange(0, 1'000'000);
        const std::string text = grouped(std::to_string(whole), marks.second) + marks.first +
                                 std::to_string(1'000'000 + cents).substr(1);
        const std::string plain =
            std::to_string(whole) + "." + std::to_string(1'000'000 + cents).substr(1);
        RC_ASSERT(read(rule, text) == plain + "m");
        const auto cell = parse_amount(plain + "m", Sign::kUnsigned);
        RC_ASSERT(std::get<Quantity>(cell).value ==
                  (Interval{whole * 1'000'000 + cents, whole * 1'000'000 + cents}));
    }));
}

TEST_CASE("foreign reading: a mark of which the rules say nothing is never read") {
    const SheetColumn amount = column_of(Grammar::kAmount);
    CHECK(rc::check("no guess", [&] {
        CellRule rule;
        rule.column = &amount;
        rule.from = {{"A", {}}};
        rule.unit = "m";
        const auto whole = *rc::gen::inRange<std::int64_t>(1000, 1'000'000'000);
        const auto mark = *rc::gen::element<std::string>(",", ".", "'", " ", "\u00A0", "\u202F");
        RC_ASSERT(read(rule, grouped(std::to_string(whole), mark)).starts_with("! "));
    }));
}

TEST_CASE("foreign reading: days in the order that is told, the book's own forms in any") {
    const SheetColumn date = column_of(Grammar::kDate);
    CellRule rule;
    rule.column = &date;
    rule.from = {{"A", {}}};
    struct Case {
        const char* order;
        const char* text;
        const char* cell;
    };
    for (const Case& one :
         {Case{"dmy", "3.11.2026", "2026-11-03"}, Case{"dmy", "03/11/2026", "2026-11-03"},
          Case{"mdy", "11/3/2026", "2026-11-03"}, Case{"mdy", "11/2026", "2026-11"},
          Case{"ymd", "2026/11/3", "2026-11-03"}, Case{"dmy", "2026-11-03", "2026-11-03"},
          Case{"dmy", "2026-Q3", "2026-Q3"}, Case{"dmy", "3.11.26", "3.11.26"},
          Case{"", "3.11.2026", "3.11.2026"}, Case{"dmy", "..2026", "..2026"},
          Case{"dmy", "2026", "2026"}}) {
        INFO(one.order << " " << one.text);
        rule.notation.days = one.order;
        CHECK(read(rule, one.text) == one.cell);
    }
}

TEST_CASE("foreign reading: what is around a figure and what its words mean") {
    const SheetColumn amount = column_of(Grammar::kAmount);
    CellRule rule;
    rule.column = &amount;
    rule.from = {{"A", {}}};
    rule.strip = {"$", "USD"};
    rule.units = {{"B", "bn"}, {"M", "m"}, {"Mrd.", "bn"}};
    rule.unit = "m";
    rule.range = "-";
    rule.notation.missing = {"n/a"};
    for (const auto& [text, cell] :
         std::vector<std::pair<std::string, std::string>>{{" $38B ", "38bn"},
                                                          {"USD 1.5 Mrd.", "1.5bn"},
                                                          {"250", "250m"},
                                                          {"10-15", "10m..15m"},
                                                          {"10 - 15B", "10bn..15bn"},
                                                          {"..100", "..100m"},
                                                          {"~5", "~5m"},
                                                          {"n/a", ""},
                                                          {"$ n/a", ""},
                                                          {"\u00A0", ""},
                                                          {"38bn", "38bn"},
                                                          {"38 miliardi", "38 miliardi"}}) {
        INFO(text);
        CHECK(read(rule, text) == cell);
    }
}

}  // namespace
}  // namespace gw
