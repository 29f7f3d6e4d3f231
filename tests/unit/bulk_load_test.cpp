// SPDX-License-Identifier: Apache-2.0
#include "exchange/bulk_load.h"

#include <fmt/format.h>
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "book/book.h"
#include "exchange/import.h"
#include "temporary_folder.h"
#include "text/problem.h"

using namespace gw;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

struct File {
    std::string name;
    std::string text;
};

Author author() {
    Author author;
    author.who = "test";
    author.command = "import";
    author.clock = [] {
        const auto moment = parse_moment("2026-01-02T03:04:05.678Z");
        return std::get<Moment>(moment);
    };
    return author;
}

// Every value of every table of the file, and its history.
std::string dump(const Db& db) {
    std::vector<std::string> tables;
    Statement names = db.prepare(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' "
        "order by name");
    while (names.step())
        tables.emplace_back(names.text(0));
    std::vector<std::string> lines;
    for (const std::string& table : tables) {
        Statement rows = db.prepare(fmt::format("select * from {}", table));
        while (rows.step()) {
            std::string& line = lines.emplace_back(table);
            for (int i = 0; i < rows.columns(); ++i)
                line += fmt::format("|{}{}", rows.is_null(i) ? "null" : "", rows.text(i));
        }
    }
    std::sort(lines.begin(), lines.end());
    return fmt::format("{}", fmt::join(lines, "\n"));
}

// What an import of the files says and leaves behind.
std::string outcome(const TemporaryFolder& folder, const std::vector<File>& files,
                    std::size_t bulk_from, bool twice) {
    const fs::path path = folder.path() / "book.db";
    fs::remove(path);
    Book::create(path);
    std::vector<fs::path> paths;
    for (const File& file : files) {
        paths.push_back(folder.path() / file.name);
        std::ofstream(paths.back(), std::ios::binary) << file.text;
    }
    std::string said;
    const Book book = Book::open_to_write(path, author());
    for (int round = 0; round < (twice ? 2 : 1); ++round)
        try {
            ImportTerms terms;
            terms.bulk_from = bulk_from;
            const ImportResult result = import_files(book, paths, terms);
            for (const ImportCount& count : result.counts)
                said += fmt::format("{} {} {} {}\n", count.table, count.added, count.changed,
                                    count.same);
        } catch (const Error& error) {
            said += fmt::format("{}{}\n", format_problems(error.problems(), 1000), error.what());
        }
    Statement dangling = book.db().prepare("pragma foreign_key_check");
    while (dangling.step())
        said += "dangling\n";
    CHECK(book.db().read_integer("pragma foreign_keys") == 1);
    CHECK(book.db().read_integer("pragma ignore_check_constraints") == 0);
    return said + dump(book.db());
}

void check_same(const TemporaryFolder& folder, const std::vector<File>& files, bool twice = false) {
    const std::string slowly = outcome(folder, files, kNever, twice);
    const std::string at_once = outcome(folder, files, 0, twice);
    INFO(fmt::format("{}", files.empty() ? "" : files.back().text));
    REQUIRE(at_once == slowly);
}

// A cell that is right most of the time.
std::string cell(const std::vector<std::string>& right, const std::vector<std::string>& wrong,
                 int faults) {
    const bool bad = *rc::gen::inRange(0, 1000) < faults;
    return *rc::gen::elementOf(bad ? wrong : right);
}

std::string quoted(const std::string& text) {
    return *rc::gen::inRange(0, 8) == 0 ? '"' + text + '"' : text;
}

std::vector<File> random_files(int faults) {
    const auto count = [] { return *rc::gen::inRange(0, 9); };
    const std::vector<std::string> odd = {
        "",     "x y",    "É",      "'=1", "2026-02-30",          "1,5",
        "a\"b", "\u202e", "nobody", "-1",  "99999999999999999999"};
    File parties{"parties.csv", "party,name,kind,parent\n"};
    File deals{"deals.csv", "kind,deal,title,headline,currency\n"};
    File events{"events.csv", "deal,status,date\n"};
    File legs{"legs.csv",
              "deal,leg,payer,payee,kind,amount,currency,start,end,firmness,condition\n"};
    File links{"leg_links.csv", "leg,relation,other\n"};
    std::vector<std::string> slugs = {"p1", "p2", "p3"};
    for (const std::string& slug : slugs)
        parties.text += fmt::format("{},{},{},{}\n", cell({slug}, odd, faults),
                                    cell({"Party " + slug, "Größe " + slug}, odd, faults),
                                    cell({"company", "investor"}, odd, faults),
                                    cell({"", "", slug == "p1" ? "" : "p1"}, odd, faults));
    for (int i = 0, all = count(); i < all; ++i) {
        const std::string deal = fmt::format("d{}", i);
        const bool headline = *rc::gen::arbitrary<bool>();
        deals.text += fmt::format("{},{},{},{},{}\n", cell({"deal"}, odd, faults),
                                  cell({deal}, {"d0", "D", ""}, faults),
                                  quoted(cell({"'=1+1", "A title", "日本", ""}, odd, faults)),
                                  headline ? cell({"5bn", "1..2", "~7m"}, odd, faults) : "",
                                  headline ? cell({"USD", "EUR"}, odd, faults) : "");
        events.text += fmt::format(
            "{},{},{}\n", cell({deal}, odd, faults), cell({"signed", "talks"}, odd, faults),
            cell({"2026-01-02", "2026-Q3", "..2027", "2024-02-29"}, odd, faults));
        for (int leg = 1, most = count() % 4; leg <= most; ++leg) {
            const bool money = *rc::gen::arbitrary<bool>();
            const bool contingent = *rc::gen::inRange(0, 4) == 0;
            legs.text += fmt::format(
                "{},{},{},{},{},{},{},{},{},{},{}\n", cell({deal}, odd, faults),
                cell({fmt::format("{}", leg)}, {"0", "1", "x"}, faults),
                cell({"p1", "p2", "Party p1", "party P2"}, odd, faults), cell({"p3"}, odd, faults),
                cell({"equity", "compute"}, odd, faults),
                money ? cell({"0", "17", "100000000000000000", "1..9", "3.5bn"}, odd, faults) : "",
                money ? cell({"USD", "JPY"}, odd, faults) : "",
                cell({"2026-01-01", "2025", ""}, odd, faults),
                cell({"2027-01-01", "2030-H2", ""}, {"2020", "x"}, faults),
                contingent ? "contingent" : cell({"firm", "option", ""}, odd, faults),
                contingent ? cell({"if it rains"}, odd, faults) : "");
            if (*rc::gen::inRange(0, 6) == 0)
                legs.text +=
                    *rc::gen::elementOf(std::vector<std::string>{"\n", ",,,\n", "\r\n", "d0,1\n"});
        }
    }
    if (*rc::gen::inRange(0, 3) == 0)
        links.text += fmt::format("{},within,{}\n", cell({"d0/1", "d1/1"}, odd, faults),
                                  cell({"d0/2", "d1/2"}, odd, faults));
    return {parties, deals, events, legs, links};
}

}  // namespace

TEST_CASE("bulk load: what is said of faulty files is the same, however their rows are stored") {
    const TemporaryFolder folder;
    rc::check("files with a fault here and there", [&] {
        check_same(folder, random_files(*rc::gen::elementOf(std::vector<int>{3, 20, 200})));
    });
}

TEST_CASE("bulk load: a book of right files is the same, however its rows are stored, and stays") {
    const TemporaryFolder folder;
    rc::check("right files, twice", [&] { check_same(folder, random_files(0), true); });
}

TEST_CASE("bulk load: many rows come in batches and stop at the first that is not right") {
    const TemporaryFolder folder;
    for (const int wrong : {-1, 0, 1, 1023, 1024, 1025, 4999}) {
        File deals{"deals.csv", "deal,kind,title\n"};
        for (int i = 0; i < 5000; ++i)
            deals.text += fmt::format("d{:05},deal,{}\n", i == wrong ? 0 : i,
                                      i == wrong + 7 ? "\"a \"\"title\"\"\"" : "Title");
        check_same(folder, {deals});
        check_same(folder, {{"parties.csv", "party,name,kind\n"}, deals});
    }
}

TEST_CASE("bulk load: a file that repeats a key is refused with the line of the first") {
    const TemporaryFolder folder;
    check_same(folder, {{"deals.csv", "deal,kind\na,deal\nb,deal\n\na,deal\nc,what\na,deal\n"}});
    check_same(folder, {{"deals.csv", "deal,kind\nb,deal\na,deal\nb,programme\n"}});
}
