// SPDX-License-Identifier: Apache-2.0
#include "table/render.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "text/csv.h"

namespace gw {
namespace {

std::string csv(const Table& table) {
    return render(table, {Format::kCsv});
}

std::string json(const Table& table) {
    return render(table, {Format::kJson});
}

Table one_text(const std::string& text) {
    Table table;
    table.columns = {{"text"}};
    table.rows = {{text}};
    return table;
}

Table every_value() {
    Table table;
    table.title = "not for machines";
    table.columns = {{"payer", "Payer"},
                     {"lo", "at least", Unit::kMoney},
                     {"shown", "", Unit::kMoney, true, false},
                     {"kw", "power", Unit::kPower, false, true, 9}};
    table.rows = {
        {"nvidia", Figure{-38'000'000'000, Mark::kAbout}, Figure{1}, Figure{206'000}},
        {"東京", Nil{}, Figure{1}, Unknown{}},
        {"", NoLimit{}, Figure{1}, Figure{static_cast<Int128>(1) << 100}},
    };
    table.totals = {{"total", Figure{7}, Figure{7}, Figure{7}}};
    table.notes = {"not for machines either"};
    return table;
}

}  // namespace

TEST_CASE("render: formats are known by their exact names") {
    CHECK(format_by_name("table") == Format::kTable);
    CHECK(format_by_name("csv") == Format::kCsv);
    CHECK(format_by_name("json") == Format::kJson);
    CHECK_FALSE(format_by_name("CSV"));
    CHECK_FALSE(format_by_name(""));
}

TEST_CASE("render: csv has machine names, whole digits, and empty cells for what is no figure") {
    CHECK(csv(every_value()) ==
          "payer,lo,kw\n"
          "nvidia,-38000000000,206000\n"
          "東京,,\n"
          ",,1267650600228229401496703205376\n");
}

TEST_CASE("render: csv of no rows is its header") {
    Table table = every_value();
    table.rows.clear();
    CHECK(csv(table) == "payer,lo,kw\n");
}

TEST_CASE("render: csv guards texts against spreadsheet formulas, never figures") {
    Table table;
    table.columns = {{"text"}, {"figure", "", Unit::kMoney}, {"=1+1"}};
    table.rows = {{"=1+1", Figure{-1}, "-1"}, {"@x", "+x", "x"}};
    CHECK(csv(table) ==
          "text,figure,'=1+1\n"
          "'=1+1,-1,'-1\n"
          "'@x,'+x,x\n");
}

TEST_CASE("render: csv quotes as RFC 4180 has it") {
    Table table;
    table.columns = {{"a,b"}, {"c"}};
    table.rows = {{"say \"no\"", "two\nlines"}, {"x,y", "tab\there"}};
    CHECK(csv(table) ==
          "\"a,b\",c\n"
          "\"say \"\"no\"\"\",\"two\nlines\"\n"
          "\"x,y\",tab\there\n");
}

TEST_CASE("render: tsv is a line a row, with what would break it escaped") {
    Table table;
    table.columns = {{"a\tb"}, {"c"}};
    table.rows = {{"one\ntwo\r", "back\\slash"}, {"=1", "\"quoted\""}, {"\tx", Figure{-5}}};
    CHECK(render(table, {Format::kTsv}) ==
          "a\\tb\tc\n"
          "one\\ntwo\\r\tback\\\\slash\n"
          "'=1\t\"quoted\"\n"
          "'\\tx\t-5\n");
}

TEST_CASE("render: ndjson is the objects of json, one a line") {
    const Table table = every_value();
    std::string lines = render(table, {Format::kNdjson});
    std::string array = json(table);
    for (std::size_t at = array.find(",\n"); at != std::string::npos; at = array.find(",\n"))
        array.erase(at, 1);
    CHECK("[\n" + lines + "]\n" == array);
    CHECK(render(Table{}, {Format::kNdjson}) == "");
}

TEST_CASE("render: formats are known by name and extension, each its own") {
    for (const FormatFacts& one : all_formats()) {
        CHECK(format_by_name(one.name) == one.format);
        CHECK(format_by_extension(one.extension) == one.format);
        CHECK(kind_of(one.format) == one.kind);
    }
    CHECK_FALSE(format_by_extension("csv"));
    CHECK(format_names().find("csv, tsv, json") != std::string::npos);
}

TEST_CASE("render: json is one array with an object a line") {
    CHECK(json(every_value()) ==
          "[\n"
          "{\"payer\":\"nvidia\",\"lo\":-38000000000,\"kw\":206000},\n"
          "{\"payer\":\"東京\",\"lo\":null,\"kw\":null},\n"
          "{\"payer\":\"\",\"lo\":null,\"kw\":1267650600228229401496703205376}\n"
          "]\n");
}

TEST_CASE("render: json of no rows is an empty array") {
    Table table = every_value();
    table.rows.clear();
    CHECK(json(table) == "[]\n");
}

TEST_CASE("render: json escapes what ends a string, a line or a script, and what is invisible") {
    struct Case {
        std::string text;
        std::string escaped;
    };
    const std::vector<Case> cases{
        {"say \"no\"", R"(say \"no\")"},
        {R"(back\slash)", R"(back\\slash)"},
        {"a\nb\tc\rd", R"(a\nb\tc\u000dd)"},
        {std::string("nul\0", 4), R"(nul\u0000)"},
        {"\x1b[31m\x7f", R"(\u001b[31m\u007f)"},
        {"</script> a/b", R"(<\/script> a/b)"},
        {"\u2028\u2029", R"(\u2028\u2029)"},
        {"\u0085\u009b", R"(\u0085\u009b)"},
        {"a\u202eb\ufeff", R"(a\u202eb\ufeff)"},
        {"\U000e0041", R"(\udb40\udc41)"},
        {"東京 é e\u0301 🚀 أوراكل", "東京 é e\u0301 🚀 أوراكل"},
        {"bad \xff\xc3(", "bad \ufffd\ufffd("},
    };
    for (const Case& one : cases) {
        CHECK(json(one_text(one.text)) == "[\n{\"text\":\"" + one.escaped + "\"}\n]\n");
    }
}

TEST_CASE("render: json escapes names of columns too") {
    Table table;
    table.columns = {{"a\"b"}};
    table.rows = {{"x"}};
    CHECK(json(table) == "[\n{\"a\\\"b\":\"x\"}\n]\n");
}

TEST_CASE("render: a json reader gets back every text and figure") {
    const bool holds = rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(0, 127));
        const auto scrap =
            *rc::gen::element<std::string>("", "東京", "\u2028", "\u202e", "🚀", "</");
        const auto value = *rc::gen::arbitrary<std::int64_t>();
        Table table;
        table.columns = {{"text"}, {"figure", "", Unit::kMoney}};
        table.rows = {{text + scrap + text, Figure{value}}, {scrap, Nil{}}};
        const auto read = nlohmann::json::parse(json(table));
        RC_ASSERT(read.size() == 2U);
        RC_ASSERT(read[0]["text"].get<std::string>() == text + scrap + text);
        RC_ASSERT(read[0]["figure"].get<std::int64_t>() == value);
        RC_ASSERT(read[1]["text"].get<std::string>() == scrap);
        RC_ASSERT(read[1]["figure"].is_null());
    });
    CHECK(holds);
}

TEST_CASE("render: a csv reader gets back every text") {
    const std::vector<std::string> scraps{"", "=", "'", "\"", ",", "\n", " ", "-1", "東京", "\t@"};
    const bool holds = rc::check([&scraps] {
        const auto first = *rc::gen::elementOf(scraps) + *rc::gen::elementOf(scraps);
        const auto second = *rc::gen::elementOf(scraps) + *rc::gen::elementOf(scraps);
        Table table;
        table.columns = {{"first"}, {"second"}};
        table.rows = {{first, second}};
        const std::string text = csv(table);
        CsvReader reader(text, "x.csv");
        std::vector<CsvCell> cells;
        RC_ASSERT(reader.next(cells));
        RC_ASSERT(reader.next(cells));
        RC_ASSERT(cells.size() == 2U);
        RC_ASSERT(unguard_formula(cells[0].text) == first);
        RC_ASSERT(unguard_formula(cells[1].text) == second);
        RC_ASSERT(reader.problems().empty());
    });
    CHECK(holds);
}

TEST_CASE("render: machine formats do not depend on the terminal") {
    for (const Format format :
         {Format::kCsv, Format::kTsv, Format::kJson, Format::kNdjson, Format::kXlsx}) {
        CHECK(render(every_value(), {format, Units::kBillion, 10, true, true}) ==
              render(every_value(), {format}));
    }
}

TEST_CASE("render: the table for people gets units, width, signs and color") {
    Table table;
    table.title = "Exposure";
    table.columns = {{"payer"}, {"stated", "", Unit::kMoney, true, true, 1}};
    table.rows = {{"a rather long name", Figure{1'500'000, Mark::kAtMost}}};
    CHECK(render(table, {}) ==
          "Exposure, USD m\n"
          "payer               stated\n"
          "──────────────────────────\n"
          "a rather long name    ≤1.5\n");
    CHECK(render(table, {Format::kTable, Units::kThousand, 20, true, true}) ==
          "\x1b[1mExposure\x1b[0m\n"
          "\x1b[1mpayer\x1b[0m\n"
          "------------------\n"
          "a rather long name\n"
          "\n"
          "\x1b[2m1 column hidden (stated); --width 0 or -f csv shows it\x1b[0m\n");
}

}  // namespace gw
