// SPDX-License-Identifier: Apache-2.0
#include "table/figure.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace gw {
namespace {

constexpr std::int64_t kBillion = 1'000'000'000;

Table table_of(Unit unit, const std::vector<Int128>& figures) {
    Table table;
    table.columns = {{"figure", "", unit}};
    for (const Int128 figure : figures) {
        table.rows.push_back({Figure{figure, Mark::kNone}});
    }
    return table;
}

Scale money(const std::vector<Int128>& figures, Units units = Units::kAuto) {
    return choose_scales(table_of(Unit::kMoney, figures), units).money;
}

Scale power(const std::vector<Int128>& figures, Units units = Units::kAuto) {
    return choose_scales(table_of(Unit::kPower, figures), units).power;
}

// A number of at most four digits, of which the last `decimals` stand behind a point.
std::string place_point(int number, int decimals) {
    const auto places = static_cast<std::size_t>(decimals);
    std::string digits = std::to_string(number);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, 1, '.');
    return digits;
}

// The multiple of `step` nearest to `value`, by trying: of two, the even one.
int nearest_multiple(int value, int step) {
    int best = -1;
    for (int k = 0; k <= value / step + 1; ++k) {
        const int distance = std::abs(k * step - value);
        const int best_distance = std::abs(best * step - value);
        if (best < 0 || distance < best_distance || (distance == best_distance && k % 2 == 0)) {
            best = k;
        }
    }
    return best;
}

}  // namespace

TEST_CASE("figure: it is scaled, grouped and padded with zeros") {
    struct Case {
        Int128 value;
        int scale;
        int decimals;
        std::string text;
    };
    const std::vector<Case> cases{
        {0, 0, 0, "0"},
        {0, 9, 2, "0.00"},
        {999, 0, 0, "999"},
        {1000, 0, 0, "1,000"},
        {-1234567, 0, 0, "-1,234,567"},
        {38 * kBillion, 9, 0, "38"},
        {38 * kBillion, 9, 2, "38.00"},
        {1'400'500'000'000, 9, 1, "1,400.5"},
        {-1'500'000'000, 9, 1, "-1.5"},
        {50, 3, 2, "0.05"},
        {7, 1, 3, "0.700"},
        {7, 0, 2, "7.00"},
        {206, 6, 6, "0.000206"},
    };
    for (const Case& one : cases) {
        CHECK(format_figure(one.value, one.scale, one.decimals) == one.text);
    }
}

TEST_CASE("figure: ties round to the even digit") {
    CHECK(format_figure(5, 3, 2) == "<0.01");
    CHECK(format_figure(15, 3, 2) == "0.02");
    CHECK(format_figure(25, 3, 2) == "0.02");
    CHECK(format_figure(35, 3, 2) == "0.04");
    CHECK(format_figure(-25, 3, 2) == "-0.02");
    CHECK(format_figure(-35, 3, 2) == "-0.04");
    CHECK(format_figure(2500, 3, 0) == "2");
    CHECK(format_figure(2501, 3, 0) == "3");
    CHECK(format_figure(3500, 3, 0) == "4");
    CHECK(format_figure(999'500, 3, 0) == "1,000");
    CHECK(format_figure(995'000'000, 9, 2) == "1.00");
    CHECK(format_figure(985'000'000, 9, 2) == "0.98");
}

TEST_CASE("figure: what is not 0 never prints as 0") {
    CHECK(format_figure(1, 9, 2) == "<0.01");
    CHECK(format_figure(1, 9, 1) == "<0.1");
    CHECK(format_figure(1, 9, 0) == "<1");
    CHECK(format_figure(-1, 9, 2) == ">-0.01");
    CHECK(format_figure(-1, 9, 0) == ">-1");
    CHECK(format_figure(5'000'001, 9, 2) == "0.01");
}

TEST_CASE("figure: every value of a small world is the nearest one that its decimals can show") {
    for (int value = 0; value <= 3000; ++value) {
        for (const auto& [decimals, step] : {std::pair{0, 1000}, {1, 100}, {2, 10}, {3, 1}}) {
            const int nearest = nearest_multiple(value, step);
            if (value != 0 && nearest == 0) continue;
            const std::string text = format_figure(value, 3, decimals);
            REQUIRE(text == place_point(nearest, decimals));
            if (value != 0) REQUIRE(format_figure(-value, 3, decimals) == "-" + text);
        }
    }
}

TEST_CASE("figure: 128 bits are printed in full") {
    const Int128 most = (Int128{1} << 126) - 1 + (Int128{1} << 126);
    CHECK(format_digits(most) == "170141183460469231731687303715884105727");
    CHECK(format_digits(-most - 1) == "-170141183460469231731687303715884105728");
    CHECK(format_grouped(-most - 1) == "-170,141,183,460,469,231,731,687,303,715,884,105,728");
    CHECK(format_figure(most, 38, 2) == "1.70");
    CHECK(format_digits(0) == "0");
    CHECK(format_grouped(1234567) == "1,234,567");
}

TEST_CASE("figure: auto takes the largest unit that keeps the largest figure at least 1") {
    CHECK(money({}).name == "");
    CHECK(money({0}).name == "");
    CHECK(money({999}).name == "");
    CHECK(money({1000}).name == "k");
    CHECK(money({999'999}).name == "k");
    CHECK(money({1'000'000}).name == "m");
    CHECK(money({kBillion - 1}).name == "m");
    CHECK(money({1, kBillion}).name == "bn");
    CHECK(money({1, -kBillion}).name == "bn");
    CHECK(money({9'999 * Int128{kBillion}}).name == "bn");
    CHECK(money({10'000 * Int128{kBillion}}).name == "tn");
    CHECK(power({}).name.empty());
    CHECK(power({999'999}).name == "MW");
    CHECK(power({1'000'000}).name == "GW");
}

TEST_CASE("figure: a unit that is asked for is kept, and power goes in step") {
    struct Case {
        std::string name;
        std::string money;
        std::string power;
    };
    const std::vector<Case> cases{{"raw", "", "kW"},  {"k", "k", "kW"},   {"m", "m", "MW"},
                                  {"bn", "bn", "GW"}, {"tn", "tn", "GW"}, {"auto", "k", "MW"}};
    for (const Case& one : cases) {
        const std::optional<Units> units = units_by_name(one.name);
        REQUIRE(units);
        CHECK(money({5000}, *units).name == one.money);
        CHECK(power({5000}, *units).name == one.power);
    }
    CHECK_FALSE(units_by_name(""));
    CHECK_FALSE(units_by_name("BN"));
}

TEST_CASE("figure: decimals are the fewest that show every figure of the kind exactly") {
    struct Case {
        std::vector<Int128> figures;
        int decimals;
        bool rounded;
    };
    const std::vector<Case> cases{
        {{}, 0, false},
        {{0}, 0, false},
        {{300 * Int128{kBillion}, kBillion}, 0, false},
        {{300 * Int128{kBillion}, 1'500'000'000}, 1, false},
        {{300 * Int128{kBillion}, -1'250'000'000}, 2, false},
        {{300 * Int128{kBillion}, 1'125'000'000}, 2, true},
        {{300 * Int128{kBillion}, 1}, 2, true},
    };
    for (const Case& one : cases) {
        CHECK(money(one.figures, Units::kBillion).decimals == one.decimals);
        CHECK(money(one.figures, Units::kBillion).rounded == one.rounded);
    }
    CHECK(money({1'234'567}, Units::kRaw).decimals == 0);
    CHECK_FALSE(money({1'234'567}, Units::kRaw).rounded);
    CHECK_FALSE(power({4'500'000, 206'000}).rounded);
    CHECK(power({4'500'000, 206'500}).rounded);
}

TEST_CASE("figure: totals and amounts count for the unit, machine columns and counts do not") {
    Table table = table_of(Unit::kMoney, {2'000'000});
    table.totals.push_back({Figure{3 * kBillion, Mark::kNone}});
    CHECK(choose_scales(table, Units::kAuto).money.name == "bn");
    table.columns[0].unit = Unit::kAmount;
    CHECK(choose_scales(table, Units::kAuto).money.name == "bn");
    table.columns[0].unit = Unit::kCount;
    CHECK(choose_scales(table, Units::kAuto).money.name == "");
    table.columns[0] = {"figure", "", Unit::kMoney, false, true};
    CHECK(choose_scales(table, Units::kAuto).money.name == "");
}

TEST_CASE("figure: a mark stands directly before its figure") {
    const Scales scales{{"bn", 9, 1, false}, {"GW", 6, 2, false}};
    const auto shown = [&](Int128 value, Mark mark, bool ascii = false) {
        return format_value(Figure{value, mark}, Unit::kMoney, scales, ascii);
    };
    CHECK(shown(kBillion, Mark::kNone) == "1.0");
    CHECK(shown(kBillion, Mark::kAbout) == "~1.0");
    CHECK(shown(kBillion, Mark::kAtMost) == "≤1.0");
    CHECK(shown(kBillion, Mark::kAtLeast) == "≥1.0");
    CHECK(shown(-kBillion, Mark::kAtLeast) == "≥-1.0");
    CHECK(shown(0, Mark::kAtLeast) == "≥0.0");
    CHECK(shown(kBillion, Mark::kAbout, true) == "~1.0");
    CHECK(shown(kBillion, Mark::kAtMost, true) == "<=1.0");
    CHECK(shown(kBillion, Mark::kAtLeast, true) == ">=1.0");
    CHECK(format_value(Figure{206'000, Mark::kAtMost}, Unit::kPower, scales, false) == "≤0.21");
    CHECK(format_value(Figure{20'600, Mark::kAbout}, Unit::kCount, scales, false) == "~20,600");
    CHECK(format_value(Figure{20'600, Mark::kNone}, Unit::kText, scales, false) == "20,600");
}

TEST_CASE("figure: a mark and a figure too small to show become one sign") {
    const Scales scales{{"bn", 9, 2, true}, {}};
    const auto shown = [&](Int128 value, Mark mark) {
        return format_value(Figure{value, mark}, Unit::kMoney, scales, false);
    };
    CHECK(shown(1, Mark::kNone) == "<0.01");
    CHECK(shown(1, Mark::kAbout) == "<0.01");
    CHECK(shown(1, Mark::kAtMost) == "<0.01");
    CHECK(shown(1, Mark::kAtLeast) == ">0.00");
    CHECK(shown(-1, Mark::kNone) == ">-0.01");
    CHECK(shown(-1, Mark::kAtMost) == "<0.00");
    CHECK(shown(-1, Mark::kAtLeast) == ">-0.01");
}

TEST_CASE("figure: what is no figure has a sign or a word of its own") {
    CHECK(format_value(Nil{}, Unit::kMoney, {}, false) == "–");
    CHECK(format_value(Nil{}, Unit::kMoney, {}, true) == "-");
    CHECK(format_value(Unknown{}, Unit::kPower, {}, false) == "?");
    CHECK(format_value(NoLimit{}, Unit::kMoney, {}, true) == "no limit");
    CHECK(format_value(std::string("text"), Unit::kMoney, {}, false) == "text");
}

}  // namespace gw
