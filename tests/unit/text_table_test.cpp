// SPDX-License-Identifier: Apache-2.0
#include "table/text_table.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gw {
namespace {

constexpr std::int64_t kMillionUsd = 1'000'000;

Figure usd_m(std::int64_t millions, Mark mark = Mark::kNone) {
    return {Int128{millions} * kMillionUsd, mark};
}

Figure count(int value) {
    return {value, Mark::kNone};
}

Table exposure() {
    Table table;
    table.title = "Exposure by payer and payee";
    table.columns = {{"payer", "", Unit::kText},
                     {"payee", "", Unit::kText},
                     {"bucket", "", Unit::kText, true, true, 2},
                     {"legs", "", Unit::kCount, true, true, 1},
                     {"lo", "at least", Unit::kMoney, true, true, 1},
                     {"stated", "", Unit::kMoney},
                     {"hi", "at most", Unit::kMoney, true, true, 1},
                     {"currency", "", Unit::kText, false, true},
                     {"power", "", Unit::kPower, true, true, 3}};
    table.rows = {
        {"openai", "oracle", "committed", count(2), usd_m(300'000), usd_m(300'000), usd_m(300'000),
         "USD", Figure{4'500'000, Mark::kNone}},
        {"nvidia", "openai", "conditional", count(1), usd_m(0), usd_m(100'000, Mark::kAtMost),
         usd_m(100'000), "USD", Figure{10'000'000, Mark::kAtLeast}},
        {"東京電力", "أوراكل", "committed", count(1), usd_m(38'500), usd_m(38'500, Mark::kAtLeast),
         NoLimit{}, "JPY", Unknown{}},
        {"E\u0301lectricite\u0301 de France", "coreweave", "talks", count(3), Unknown{}, Unknown{},
         NoLimit{}, Nil{}, Nil{}},
        {"SK하이닉스", "amd", "announced", count(1), usd_m(-1'500), usd_m(2'500, Mark::kAbout),
         usd_m(2'500), "KRW", Nil{}},
    };
    table.totals = {{"total", "", "", count(8), usd_m(337'000), usd_m(441'000, Mark::kAtLeast),
                     NoLimit{}, "", Figure{14'500'000, Mark::kAtLeast}}};
    table.notes = {"3 of 8 legs have no amount: gigawatch deals amount:unknown"};
    return table;
}

Table amounts(std::vector<Column> columns, std::vector<Value> row) {
    Table table;
    table.title = "Deals";
    table.columns = std::move(columns);
    table.rows = {std::move(row)};
    return table;
}

std::string show(const Table& table, const Screen& screen = {}, Units units = Units::kAuto) {
    return format_text_table(table, units, screen);
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::string first_line(const Table& table, Units units = Units::kAuto) {
    return lines_of(show(table, {}, units)).front();
}

}  // namespace

TEST_CASE("text table: off a terminal everything is shown, whatever its width") {
    CHECK(show(exposure()) ==
          "Exposure by payer and payee, USD bn, GW\n"
          "payer                  payee      bucket       legs  at least  stated   at most  power\n"
          "──────────────────────────────────────────────────────────────────────────────────────\n"
          "openai                 oracle     committed       2     300.0   300.0     300.0    4.5\n"
          "nvidia                 openai     conditional     1       0.0  ≤100.0     100.0  ≥10.0\n"
          "東京電力               \u2068أوراكل\u2069     committed       1      38.5   ≥38.5  no "
          "limit"
          "      ?\n"
          "E\u0301lectricite\u0301 de France  coreweave  talks           3         ?       ?"
          "  no limit      –\n"
          "SK하이닉스             amd        announced       1      -1.5    ~2.5       2.5      –\n"
          "──────────────────────────────────────────────────────────────────────────────────────\n"
          "total                                             8     337.0  ≥441.0  no limit  ≥14.5\n"
          "\n"
          "3 of 8 legs have no amount: gigawatch deals amount:unknown\n");
}

TEST_CASE("text table: a terminal of 80 columns loses the column of the highest number") {
    CHECK(show(exposure(), {80, false, false}) ==
          "Exposure by payer and payee, USD bn\n"
          "payer                  payee      bucket       legs  at least  stated   at most\n"
          "───────────────────────────────────────────────────────────────────────────────\n"
          "openai                 oracle     committed       2     300.0   300.0     300.0\n"
          "nvidia                 openai     conditional     1       0.0  ≤100.0     100.0\n"
          "東京電力               \u2068أوراكل\u2069     committed       1      38.5   ≥38.5  no "
          "limit\n"
          "E\u0301lectricite\u0301 de France  coreweave  talks           3         ?       ?"
          "  no limit\n"
          "SK하이닉스             amd        announced       1      -1.5    ~2.5       2.5\n"
          "───────────────────────────────────────────────────────────────────────────────\n"
          "total                                             8     337.0  ≥441.0  no limit\n"
          "\n"
          "3 of 8 legs have no amount: gigawatch deals amount:unknown\n"
          "1 column hidden (power); --width 0 or -f csv shows it\n");
}

TEST_CASE("text table: a terminal of 60 columns loses the last of several equals first") {
    CHECK(show(exposure(), {60, false, false}) ==
          "Exposure by payer and payee, USD bn\n"
          "payer                  payee      legs  at least  stated\n"
          "────────────────────────────────────────────────────────\n"
          "openai                 oracle        2     300.0   300.0\n"
          "nvidia                 openai        1       0.0  ≤100.0\n"
          "東京電力               \u2068أوراكل\u2069        1      38.5   ≥38.5\n"
          "E\u0301lectricite\u0301 de France  coreweave     3         ?       ?\n"
          "SK하이닉스             amd           1      -1.5    ~2.5\n"
          "────────────────────────────────────────────────────────\n"
          "total                                8     337.0  ≥441.0\n"
          "\n"
          "3 of 8 legs have no amount: gigawatch deals amount:unknown\n"
          "3 columns hidden (bucket, at most, power); --width 0 or -f csv shows them\n");
}

TEST_CASE("text table: where no column can go, the widest texts are cut and figures never") {
    CHECK(show(exposure(), {30, false, false}) ==
          "Exposure by payer and payee, USD bn\n"
          "payer        payee      stated\n"
          "──────────────────────────────\n"
          "openai       oracle      300.0\n"
          "nvidia       openai     ≤100.0\n"
          "東京電力     \u2068أوراكل\u2069      ≥38.5\n"
          "E\u0301lectricit…  coreweave       ?\n"
          "SK하이닉스   amd          ~2.5\n"
          "──────────────────────────────\n"
          "total                   ≥441.0\n"
          "\n"
          "3 of 8 legs have no amount: gigawatch deals amount:unknown\n"
          "5 columns hidden (bucket, legs, at least, at most, power); --width 0 or -f csv shows"
          " them\n"
          "long text is cut; --width 0 shows it whole\n");
    const std::string narrow = show(exposure(), {22, false, false});
    CHECK(narrow.find("\nnvidia  openai  ≤100.0\n") != std::string::npos);
}

TEST_CASE("text table: ascii adds nothing else to the texts of the book") {
    CHECK(
        show(exposure(), {0, true, false}) ==
        "Exposure by payer and payee, USD bn, GW\n"
        "payer                  payee      bucket       legs  at least   stated   at most   power\n"
        "----------------------------------------------------------------------------------------\n"
        "openai                 oracle     committed       2     300.0    300.0     300.0     4.5\n"
        "nvidia                 openai     conditional     1       0.0  <=100.0     100.0  >=10.0\n"
        "東京電力               أوراكل     committed       1      38.5   >=38.5  no limit       ?\n"
        "E\u0301lectricite\u0301 de France  coreweave  talks           3         ?        ?"
        "  no limit       -\n"
        "SK하이닉스             amd        announced       1      -1.5     ~2.5       2.5       -\n"
        "----------------------------------------------------------------------------------------\n"
        "total                                             8     337.0  >=441.0  no limit  >=14.5\n"
        "\n"
        "3 of 8 legs have no amount: gigawatch deals amount:unknown\n");
}

TEST_CASE("text table: color is bold title, header and totals, yellow unknown, dim footnotes") {
    const Table table = exposure();
    std::string colored = show(table, {80, false, true});
    const std::string head =
        "\x1b[1mExposure by payer and payee, USD bn\x1b[0m\n\x1b[1mpayer\x1b[0m  ";
    CHECK(colored.rfind(head, 0) == 0);
    CHECK(colored.find("\n\x1b[1mtotal\x1b[0m ") != std::string::npos);
    CHECK(colored.find("  \x1b[33m?\x1b[0m") != std::string::npos);
    CHECK(colored.find("\nopenai  ") != std::string::npos);
    CHECK(colored.find("\n\n\x1b[2m3 of 8 legs") != std::string::npos);
    for (const std::string_view code : {"\x1b[1m", "\x1b[2m", "\x1b[33m", "\x1b[0m"}) {
        for (std::size_t at = colored.find(code); at != std::string::npos;
             at = colored.find(code)) {
            colored.erase(at, code.size());
        }
    }
    CHECK(colored == show(table, {80, false, false}));
}

TEST_CASE("text table: every unit is named in the title and scales the figures") {
    struct Case {
        Units units;
        std::string title;
        std::string row;
    };
    const std::vector<Case> cases{
        {Units::kAuto, "Deals, USD bn, GW", "≤38.5   1"},
        {Units::kRaw, "Deals, USD, kW", "≤38,500,000,000  1,000,000"},
        {Units::kThousand, "Deals, USD k, kW", "≤38,500,000  1,000,000"},
        {Units::kMillion, "Deals, USD m, MW", "≤38,500  1,000"},
        {Units::kBillion, "Deals, USD bn, GW", "≤38.5   1"},
        {Units::kTrillion, "Deals, USD tn, GW", "≤0.04   1"},
    };
    const Table table = amounts({{"usd", "", Unit::kMoney}, {"kw", "", Unit::kPower}},
                                {usd_m(38'500, Mark::kAtMost), Figure{1'000'000, Mark::kNone}});
    for (const Case& one : cases) {
        const std::vector<std::string> lines = lines_of(show(table, {}, one.units));
        CHECK(lines[0] == one.title);
        CHECK(lines[3] == one.row);
    }
}

TEST_CASE("text table: amounts in the row's own currency carry no name of a currency") {
    const Column currency{"currency", "", Unit::kText};
    const Column amount{"amount", "", Unit::kAmount};
    const Column usd{"usd", "", Unit::kMoney};
    const Table alone = amounts({currency, amount}, {"EUR", usd_m(2'500)});
    CHECK(show(alone) ==
          "Deals, bn\n"
          "currency  amount\n"
          "────────────────\n"
          "EUR          2.5\n");
    CHECK(first_line(alone, Units::kRaw) == "Deals");
    CHECK(show(amounts({currency, amount, usd}, {"EUR", usd_m(2'500), usd_m(3'000)})) ==
          "Deals, USD bn\n"
          "currency  amount  usd\n"
          "─────────────────────\n"
          "EUR          2.5  3.0\n"
          "\n"
          "figures beside a currency are in that currency, not in USD\n");
}

TEST_CASE("text table: rounded figures say so, and what is too small is no zero") {
    Table table = amounts({{"usd", "", Unit::kMoney}, {"power", "", Unit::kPower}},
                          {usd_m(1'125), Figure{1'206'000, Mark::kNone}});
    table.rows.push_back({usd_m(3), Figure{1, Mark::kNone}});
    table.rows.push_back({usd_m(-3), Figure{0, Mark::kNone}});
    const std::string body =
        "Deals, USD bn, GW\n"
        "   usd   power\n"
        "──────────────\n"
        "  1.12   1.206\n"
        " <0.01  <0.001\n"
        ">-0.01   0.000\n";
    CHECK(show(table) ==
          body + "\nfigures are rounded to 0.01bn and 0.001GW; -f csv has them whole\n");
    table.totals = {{usd_m(1'125), Nil{}}};
    CHECK(show(table) == body +
                             "──────────────\n"
                             "  1.12       –\n"
                             "\n"
                             "figures are rounded to 0.01bn and 0.001GW, so may not add up; -f csv"
                             " has them whole\n");
}

TEST_CASE("text table: no rows are nothing, not an empty screen") {
    Table table = exposure();
    table.columns.resize(2);
    table.rows.clear();
    table.totals.clear();
    table.notes = {"no loop has more than 2 parties"};
    CHECK(show(table) ==
          "Exposure by payer and payee\n"
          "payer  payee\n"
          "────────────\n"
          "nothing\n"
          "\n"
          "no loop has more than 2 parties\n");
}

TEST_CASE("text table: a table without title, columns or notes has no empty lines for them") {
    CHECK(show({}) == "");
    Table table = amounts({{"usd", "", Unit::kMoney}}, {usd_m(1)});
    table.title.clear();
    CHECK(show(table) == "USD m\nusd\n───\n  1\n");
    table.columns[0].for_people = false;
    CHECK(show(table) == "");
}

TEST_CASE("text table: texts, headings, title and notes cannot drive a terminal") {
    Table table = amounts({{"a\x1b"
                            "b",
                            "", Unit::kText}},
                          {"x\ny\u202e"});
    table.title = "t\x1b]0;evil\x07";
    table.notes = {"n\r\n"};
    CHECK(show(table) ==
          "t\\x1b]0;evil\\x07\n"
          "a\\x1bb\n"
          "────────────\n"
          "x\\ny\\u{202e}\n"
          "\n"
          "n\\x0d\\n\n");
}

TEST_CASE("text table: a hidden column that csv lacks too is not promised there") {
    Table table = amounts({{"payer"}, {"share", "", Unit::kText, true, false, 1}},
                          {"openai", "about a half"});
    CHECK(show(table, {10, false, false}) ==
          "Deals\n"
          "payer\n"
          "──────\n"
          "openai\n"
          "\n"
          "1 column hidden (share); --width 0 shows it\n");
}

TEST_CASE("text table: numbers and words for numbers are not cut in any column") {
    const Table number = amounts({{"value"}}, {Figure{Int128{1'234'567'890}, Mark::kNone}});
    CHECK(lines_of(show(number, {7, false, false})).back() == "1,234,567,890");
    const Table word = amounts({{"at most", "", Unit::kMoney}}, {NoLimit{}});
    CHECK(lines_of(show(word, {7, false, false})).back() == "no limit");
}

TEST_CASE("text table: one column stays, even if every column could go") {
    const Table table = amounts(
        {{"first", "", Unit::kText, true, true, 1}, {"second", "", Unit::kText, true, true, 1}},
        {"a", "b"});
    CHECK(lines_of(show(table, {5, false, false}))[1] == "first");
}

TEST_CASE("text table: what a screen has no room for goes from the right, texts first") {
    const std::string narrow = show(exposure(), {14, false, false});
    CHECK(narrow.find("\nnvidia  ≤100.0\n") != std::string::npos);
    CHECK(narrow.find("6 columns hidden (payee, bucket, legs, at least, at most, power)") !=
          std::string::npos);
    CHECK(show(exposure(), {6, false, false}).find("\nnvidia\n") != std::string::npos);
}

}  // namespace gw
