// SPDX-License-Identifier: Apache-2.0
//
// The house rules that a compiler does not see: who may include whom in src/, what the files of
// schema/ may say. The lists of the floors are those of CMakeLists.txt.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kSource = GW_SOURCE_DIR;

using Names = std::set<std::string>;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The folders of src/ from the ground up.
std::vector<std::string> folders() {
    std::istringstream in(GW_PLAIN " " GW_BOOK " " GW_DOOR);
    return {std::istream_iterator<std::string>(in), {}};
}

// Position of a folder from the ground up; -1: it is none. src/ itself (main.cpp) is above all.
int height(const std::string& folder) {
    const std::vector<std::string> all = folders();
    const auto found = std::find(all.begin(), all.end(), folder);
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

// "cells/date.h" is in "cells".
std::string folder_of(const std::string& file) {
    return file.substr(0, std::min(file.find('/'), file.size()));
}

// Paths within src/.
std::vector<fs::path> source_files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(kSource / "src"))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string name_in_source(const fs::path& path) {
    return path.lexically_relative(kSource / "src").generic_string();
}

std::vector<std::string> matches(const std::string& text, const std::string& pattern) {
    const std::regex regex(pattern);
    std::vector<std::string> found;
    for (std::sregex_iterator match(text.begin(), text.end(), regex), end; match != end; ++match)
        found.push_back((*match)[1]);
    return found;
}

std::vector<std::string> own_includes(const std::string& text) {
    return matches(text, "#include \"([^\"]+)\"");
}

std::vector<std::string> library_includes(const std::string& text) {
    return matches(text, "#include <([^>]+)>");
}

// What is wrong with the #include lines of one file, named within src/; empty if nothing is.
std::vector<std::string> breaches(const std::string& file, const std::string& text) {
    const std::map<std::string, Names> readers{
        {"sqlite3.h", {"book/db.cpp", "book/db.h", "book/row_feed.cpp", "book/select.cpp"}},
        {"CLI/CLI.hpp", {"door/cli.cpp"}},
        {"xlsxwriter.h", {"table/xlsx_library.h"}},
        {"toml++/toml.h", {"door/config.cpp", "foreign/rules_file.cpp"}},
        {"utf8proc.h",
         {"text/text.cpp", "text/names.cpp", "text/suggest.cpp", "table/json.cpp",
          "cells/pasted.cpp"}},
    };
    std::vector<std::string> wrong;
    for (const std::string& include : own_includes(text)) {
        if (include == "version.h" || include == "built_with.h")
            continue;  // made by CMake in door/
        if (height(folder_of(include)) < 0)
            wrong.push_back(file + " includes " + include + ", which is in no folder of src/");
        else if (file != "main.cpp" && height(folder_of(include)) > height(folder_of(file)))
            wrong.push_back(file + " includes " + include + " of a folder above its own");
    }
    for (const std::string& include : library_includes(text)) {
        const auto found = readers.find(include);
        if (found != readers.end() && !found->second.contains(file))
            wrong.push_back(file + " includes " + include);
    }
    return wrong;
}

using Graph = std::map<std::string, std::vector<std::string>>;

// A header's way back to itself, "a.h > b.h > a.h", or "".
std::string circle_from(const Graph& graph, const std::string& header,
                        std::vector<std::string> way = {}) {
    if (!way.empty() && header == way.front()) {
        std::string text;
        for (const std::string& step : way)
            text += step + " > ";
        return text + header;
    }
    if (std::find(way.begin(), way.end(), header) != way.end()) return "";
    way.push_back(header);
    const auto includes = graph.find(header);
    if (includes == graph.end()) return "";
    for (const std::string& next : includes->second)
        if (const std::string circle = circle_from(graph, next, way); !circle.empty())
            return circle;
    return "";
}

Graph header_graph() {
    Graph graph;
    for (const fs::path& path : source_files())
        if (path.extension() != ".cpp") graph[name_in_source(path)] = own_includes(read(path));
    return graph;
}

// Of one folder below schema/, or of all.
std::vector<fs::path> sql_files(const std::string& folder = "") {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(kSource / "schema"))
        if (entry.path().extension() == ".sql" &&
            (folder.empty() || entry.path().parent_path().filename() == folder))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string without_comments(const std::string& sql) {
    return std::regex_replace(sql, std::regex("--[^\n]*"), "");
}

std::string leading_comment(const std::string& sql) {
    std::istringstream in(sql);
    std::string comment;
    for (std::string line; std::getline(in, line) && line.starts_with("--");)
        comment += line + "\n";
    return comment;
}

// The text between each "NAME(" and its closing bracket.
std::vector<std::string> arguments_of(const std::string& sql, const std::string& functions) {
    std::vector<std::string> found;
    const std::regex call("\\b(" + functions + ")\\s*\\(", std::regex::icase);
    for (std::sregex_iterator match(sql.begin(), sql.end(), call), end; match != end; ++match) {
        const auto start = static_cast<std::size_t>(match->position() + match->length());
        std::size_t at = start;
        for (int depth = 1; at < sql.size(); ++at) {
            depth += sql[at] == '(' ? 1 : sql[at] == ')' ? -1 : 0;
            if (depth == 0) break;
        }
        found.push_back(sql.substr(start, at - start));
    }
    return found;
}

// A column of money: amount, or an end of an interval; power is counted in whole kW and is none.
bool names_money(const std::string& sql) {
    static const std::regex money(
        "\\b(?!power_kw|percent_bp)(\\w*amount\\w*|\\w+_(lo|hi|stated)|lo|hi|stated)\\b",
        std::regex::icase);
    return std::regex_search(sql, money);
}

bool adds_money(const std::string& sql, const std::string& functions) {
    const auto arguments = arguments_of(without_comments(sql), functions);
    return std::any_of(arguments.begin(), arguments.end(), names_money);
}

constexpr const char* kDateFunctions = "date|time|datetime|julianday|unixepoch|strftime|timediff";

// Dates of the calendar that SQLite is asked for, outside of CHECKs.
bool asks_for_dates(const std::string& sql) {
    std::string text = without_comments(sql);
    for (const std::string& check : arguments_of(text, "check"))
        text.erase(text.find(check), check.size());
    return !arguments_of(text, kDateFunctions).empty() ||
           std::regex_search(
               text, std::regex("\\bcurrent_(date|time|timestamp)\\b|'now'", std::regex::icase));
}

// Orders the rows that it returns: an "order by" outside of all brackets.
bool orders_rows(const std::string& sql) {
    std::string outside;
    int depth = 0;
    for (const char c : without_comments(sql)) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) outside += c;
    }
    return std::regex_search(outside, std::regex("\\border\\s+by\\b", std::regex::icase));
}

}  // namespace

TEST_CASE("floors: every file of src/ is in a folder of a floor, and every such folder is there") {
    Names there;
    for (const fs::path& path : source_files()) {
        INFO(path.string());
        const std::string file = name_in_source(path);
        if (file == "main.cpp") continue;
        CHECK(height(folder_of(file)) >= 0);
        there.insert(folder_of(file));
    }
    const std::vector<std::string> all = folders();
    CHECK(there == Names(all.begin(), all.end()));
}

TEST_CASE("floors: no file includes one of a folder above it, nor a library that is another's") {
    for (const fs::path& path : source_files())
        CHECK(breaches(name_in_source(path), read(path)) == std::vector<std::string>{});
}

TEST_CASE("floors: no header includes itself by way of others") {
    const Graph graph = header_graph();
    for (const auto& [header, includes] : graph)
        CHECK(circle_from(graph, header) == "");
}

// Two types of one name in one namespace are one type to the linker, and neither compiler says so.
TEST_CASE("floors: no two headers define a type of the same name") {
    std::map<std::string, std::string> defined_in;
    for (const fs::path& path : source_files()) {
        if (path.extension() != ".h") continue;
        const std::string file = name_in_source(path);
        for (const std::string& type :
             matches(read(path), "\n(?:struct|class|enum class) (\\w+)[^;\n]*\\{")) {
            INFO(type + " in " + file + " and " + defined_in[type]);
            CHECK(defined_in[type].empty());
            defined_in[type] = file;
        }
    }
    CHECK(defined_in.contains("Table"));
}

// What makes, renames or empties a file; the book's own file is SQLite's.
TEST_CASE("floors: files are written by text/output alone") {
    const std::string calls =
        "\\b(ofstream|fopen|mkstemp|mkostemp|renameat2?|O_CREAT|O_TRUNC|O_WRONLY|copy_file|"
        "create_directories|(?:::|fs::|filesystem::)rename)\\b";
    for (const fs::path& path : source_files()) {
        INFO(path.string());
        const std::string file = name_in_source(path);
        if (file == "text/output.cpp") continue;
        std::vector<std::string> found = matches(read(path), calls);
        // The folder of the book of a user who names none.
        if (file == "door/commands.cpp") std::erase(found, "create_directories");
        CHECK(found == std::vector<std::string>{});
    }
    CHECK(matches("std::ofstream out(path);", calls).size() == 1);
}

TEST_CASE("floors: a breach is found") {
    CHECK(breaches("cells/date.cpp", "#include \"book/db.h\"\n").size() == 1);
    CHECK(breaches("book/db.cpp", "#include \"door/cli.h\"\n").size() == 1);
    CHECK(breaches("book/book.h", "#include <sqlite3.h>\n").size() == 1);
    CHECK(breaches("door/help.cpp", "#include <CLI/CLI.hpp>\n").size() == 1);
    CHECK(breaches("text/csv.cpp", "#include <utf8proc.h>\n").size() == 1);
    CHECK(breaches("cells/date.h", "#include \"util.h\"\n").size() == 1);
    CHECK(breaches("book/db.cpp", "#include <sqlite3.h>\n#include \"text/text.h\"\n").empty());
    CHECK(circle_from({{"a.h", {"b.h"}}, {"b.h", {"c.h", "a.h"}}, {"c.h", {}}}, "a.h") ==
          "a.h > b.h > a.h");
}

TEST_CASE(
    "schema: SQL does not add money, and a view or check that does says that its sums are exact") {
    for (const fs::path& path : sql_files()) {
        INFO(path.string());
        const std::string sql = read(path);
        const std::string folder = path.parent_path().filename().string();
        const bool is_exact = (folder == "views" || folder == "checks") &&
                              leading_comment(sql).find("sums are exact") != std::string::npos;
        CHECK_FALSE(adds_money(sql, "avg|total|round"));
        CHECK((is_exact || !adds_money(sql, "sum")));
    }
    CHECK(adds_money("select sum(ifnull(amount_lo, 0)) from legs", "sum"));
    CHECK(adds_money("select Round (hi) from legs", "round"));
    CHECK_FALSE(adds_money("select sum(power_kw_lo), max(amount_lo) -- sum(hi)\nfrom legs", "sum"));
}

TEST_CASE("schema: dates are text, and nothing asks for the clock") {
    for (const fs::path& path : sql_files()) {
        INFO(path.string());
        CHECK_FALSE(asks_for_dates(read(path)));
    }
    CHECK(asks_for_dates("select date(day, '+1 day') from lens"));
    CHECK(asks_for_dates("create table a (day text default current_timestamp)"));
    CHECK_FALSE(asks_for_dates("create table a (day text check (day is date(day, '+0 days')))"));
}

TEST_CASE("schema: a report has its help, a title and a total order") {
    for (const fs::path& path : sql_files("reports")) {
        INFO(path.string());
        const std::string sql = read(path);
        const std::string comment = leading_comment(sql);
        CHECK(std::regex_search(comment, std::regex("^-- [A-Z]")));
        CHECK(std::regex_search(comment, std::regex("\n-- @title \\S")));
        CHECK(orders_rows(sql));
    }
    CHECK_FALSE(orders_rows("select (select 1 order by 1) -- order by 1\n"));
}

TEST_CASE("schema: a rule and a check say what they mean, and a view says its grain") {
    for (const std::string folder : {"rules", "checks"})
        for (const fs::path& path : sql_files(folder)) {
            INFO(path.string());
            CHECK(std::regex_search(read(path), std::regex("^-- [A-Z]")));
            CHECK(orders_rows(read(path)));
        }
    for (const fs::path& path : sql_files("views")) {
        INFO(path.string());
        CHECK(std::regex_search(read(path), std::regex("^-- one row( per|:)")));
    }
}

TEST_CASE("schema: every query that src/ names is a file, and every file is named") {
    Names named;
    for (const fs::path& path : source_files())
        for (const std::string& name :
             matches(read(path), "schema_text\\(\"queries\", \"(\\w+)\"\\)"))
            named.insert(name);
    Names there;
    for (const fs::path& path : sql_files("queries"))
        there.insert(path.stem().string());
    CHECK(named == there);
}
