// SPDX-License-Identifier: Apache-2.0
#include "foreign/rules_file.h"

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "foreign/toml_place.h"
#include "text/input.h"
#include "text/suggest.h"

namespace gw {
namespace {

constexpr std::string_view kExample = "gigawatch help rules shows a file";

const std::vector<std::string> kNotationKeys = {"decimal", "thousands", "dates", "missing"};
const std::vector<std::string> kSheetKeys = {"separator", "header", "skip",   "decimal",
                                             "thousands", "dates",  "missing"};
const std::vector<std::string> kCellKeys = {
    "from",     "is",    "when",  "join",    "ends",      "split",  "part",  "strip",
    "words",    "units", "unit",  "range",   "slug",      "before", "after", "up_to",
    "at_least", "about", "dates", "decimal", "thousands", "missing"};

class Reader {
public:
    Reader(RulesFile& rules, const Catalogue& catalogue) : rules_(rules), catalogue_(catalogue) {}

    std::vector<Problem> read() {
        try {
            const toml::table file = toml::parse(rules_.text);
            if (const toml::node* sheet = file.get("sheet")) read_sheet(*sheet);
            for (const auto& [key, node] : file)
                read_section(key, node);
            if (rules_.rows.empty() && problems_.empty())
                problems_.push_back(whole_file("no table of the book stands in it"));
        } catch (const toml::parse_error& error) {
            report(error.source(), first_lower(error.description()),
                   {"text stands in quotes; " + std::string(kExample)});
        }
        std::stable_sort(rules_.rows.begin(), rules_.rows.end(),
                         [](const RowRule& a, const RowRule& b) { return a.table < b.table; });
        std::stable_sort(problems_.begin(), problems_.end(),
                         [](const Problem& a, const Problem& b) {
                             return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                         });
        return std::move(problems_);
    }

private:
    Problem place_of(const toml::source_region& at) const {
        return problem_in(rules_.name, rules_.text,
                          {at.begin.line, at.begin.column, at.end.line, at.end.column});
    }

    Problem whole_file(std::string message) const {
        Problem problem;
        problem.file = rules_.name;
        problem.message = std::move(message);
        problem.hints = {std::string(kExample)};
        return problem;
    }

    void report(const toml::source_region& at, std::string message,
                std::vector<std::string> hints) {
        Problem problem = place_of(at);
        problem.message = std::move(message);
        problem.hints = std::move(hints);
        problems_.push_back(std::move(problem));
    }

    // Whether `key` is one of these; else it is reported as no key of `what`.
    bool known(const toml::key& key, const std::vector<std::string>& keys, std::string_view what) {
        if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) return true;
        std::vector<std::string> hints = suggest(key.str(), keys);
        if (hints.empty()) hints = {fmt::format("{} has {}", what, fmt::join(keys, ", "))};
        report(key.source(), fmt::format("\"{}\" is no key of {}", key.str(), what),
               std::move(hints));
        return false;
    }

    std::optional<std::string> text_of(const toml::node& node, std::string_view key,
                                       std::string_view example) {
        if (auto text = node.value_exact<std::string>()) return text;
        report(node.source(), fmt::format("{} is text in quotes", key),
               {fmt::format("{} = \"{}\"", key, example)});
        return std::nullopt;
    }

    std::optional<NamedColumn> column_of(const toml::node& node, std::string_view key) {
        const auto text = text_of(node, key, "COLUMN");
        if (!text) return std::nullopt;
        return NamedColumn{*text, place_of(node.source())};
    }

    // One of these texts.
    std::string word_of(const toml::node& node, std::string_view key,
                        const std::vector<std::string>& words) {
        const auto text = text_of(node, key, words.front());
        if (!text || std::find(words.begin(), words.end(), *text) != words.end())
            return text.value_or("");
        report(node.source(), fmt::format("{} is one of: \"{}\"", key, fmt::join(words, "\" \"")),
               suggest(*text, words));
        return {};
    }

    // A text, or a list of texts.
    std::vector<std::string> texts_of(const toml::node& node, std::string_view key) {
        std::vector<std::string> texts;
        const toml::array* list = node.as_array();
        if (list == nullptr) {
            if (auto text = text_of(node, key, "...")) texts.push_back(*text);
            return texts;
        }
        for (const toml::node& one : *list)
            if (auto text = text_of(one, key, "...")) texts.push_back(*text);
        return texts;
    }

    std::size_t number_of(const toml::node& node, std::string_view key) {
        const auto number = node.value_exact<std::int64_t>();
        if (number && *number >= 1 && *number <= 1000) return static_cast<std::size_t>(*number);
        report(node.source(), fmt::format("{} is a whole number from 1 to 1000", key), {});
        return 1;
    }

    bool flag_of(const toml::node& node, std::string_view key) {
        const auto flag = node.value_exact<bool>();
        if (!flag) report(node.source(), fmt::format("{} is true or false", key), {});
        return flag.value_or(false);
    }

    std::map<std::string, std::string> pairs_of(const toml::node& node, std::string_view key) {
        std::map<std::string, std::string> pairs;
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            report(node.source(), fmt::format("{} is a table of pairs", key),
                   {fmt::format(R"({} = {{ "in the sheet" = "in the book" }})", key)});
            return pairs;
        }
        for (const auto& [name, value] : *table)
            if (auto text = text_of(value, name.str(), "..."))
                pairs[std::string(name.str())] = *text;
        return pairs;
    }

    bool read_notation(const toml::key& key, const toml::node& node, Notation& notation) {
        const std::string_view name = key.str();
        if (name == "decimal") notation.decimal = word_of(node, name, {",", "."});
        if (name == "thousands") notation.thousands = word_of(node, name, {".", ",", "'", " "});
        if (name == "dates") notation.days = word_of(node, name, {"dmy", "mdy", "ymd"});
        if (name == "missing") notation.missing = texts_of(node, name);
        if ((name == "decimal" || name == "thousands") && !notation.decimal.empty() &&
            notation.decimal == notation.thousands)
            report(node.source(), "decimal and thousands are the same mark", {});
        return std::find(kNotationKeys.begin(), kNotationKeys.end(), name) != kNotationKeys.end();
    }

    void read_sheet(const toml::node& node) {
        const toml::table* sheet = node.as_table();
        if (sheet == nullptr) return report(node.source(), "sheet is a table", {"a line [sheet]"});
        for (const auto& [key, value] : *sheet) {
            if (!known(key, kSheetKeys, "[sheet]") || read_notation(key, value, notation_))
                continue;
            if (key.str() == "header") rules_.header_line = number_of(value, "header");
            if (key.str() == "skip") read_skip(value);
            if (key.str() != "separator") continue;
            const std::string mark = word_of(value, "separator", {",", ";", "tab", "|"});
            rules_.separator = mark == "tab" ? '\t' : mark.empty() ? ',' : mark.front();
        }
    }

    void read_skip(const toml::node& node) {
        const toml::table* columns = node.as_table();
        if (columns == nullptr)
            return report(node.source(), "skip names columns and what they hold",
                          {R"(skip = { "Deal" = ["", "Total"] })"});
        for (const auto& [name, words] : *columns)
            rules_.skip.push_back(
                {{std::string(name.str()), place_of(name.source())}, texts_of(words, name.str())});
    }

    void read_section(const toml::key& key, const toml::node& node) {
        if (key.str() == "sheet") return;
        if (key.str() == "spellings") {
            rules_.spellings = pairs_of(node, "spellings");
            return;
        }
        const SheetTable* table = catalogue_.find(key.str());
        if (table == nullptr) return unknown_section(key);
        if (const toml::table* rule = node.as_table()) return read_row(key.source(), *table, *rule);
        const toml::array* rules = node.as_array();
        if (rules == nullptr)
            return report(node.source(), fmt::format("{} is a table", key.str()),
                          {fmt::format("a line [{}]", key.str())});
        for (const toml::node& rule : *rules)
            if (const toml::table* one = rule.as_table()) read_row(rule.source(), *table, *one);
    }

    void unknown_section(const toml::key& key) {
        std::vector<std::string> names = {"sheet", "spellings"};
        for (const SheetTable& table : catalogue_.tables())
            names.push_back(table.name);
        std::vector<std::string> hints = suggest(key.str(), names);
        if (hints.empty()) hints = {fmt::format("the tables are {}", fmt::join(names, ", "))};
        report(key.source(), fmt::format("\"{}\" is no table of the book", key.str()),
               std::move(hints));
    }

    void read_row(const toml::source_region& at, const SheetTable& table, const toml::table& rule) {
        RowRule row{&table, place_of(at), {}, {}};
        std::vector<std::string> names = {"when"};
        for (const SheetColumn& column : table.columns)
            names.push_back(column.name);
        for (const auto& [key, node] : rule) {
            if (!known(key, names, table.name)) continue;
            if (key.str() == "when") {
                row.when = column_of(node, "when");
            } else {
                read_cell(*table.find(key.str()), key, node, row);
            }
        }
        for (const int position : table.key) {
            const std::string& key = table.columns[static_cast<std::size_t>(position)].name;
            if (rule.get(key) == nullptr)
                report(at, fmt::format("{} needs {}, which is in its key", table.name, key),
                       {fmt::format("{} = \"COLUMN\"", key)});
        }
        std::stable_sort(row.cells.begin(), row.cells.end(),
                         [](const auto& a, const auto& b) { return a.column < b.column; });
        rules_.rows.push_back(std::move(row));
    }

    void read_cell(const SheetColumn& column, const toml::key& key, const toml::node& node,
                   RowRule& row) {
        CellRule cell;
        cell.column = &column;
        cell.notation = notation_;
        cell.place = place_of(node.source());
        if (const auto header = node.value_exact<std::string>()) {
            cell.from = {{*header, place_of(node.source())}};
            row.cells.push_back(std::move(cell));
            return;
        }
        const toml::table* rule = node.as_table();
        if (rule == nullptr)
            return report(node.source(),
                          fmt::format("{} is the name of a column, or a table", key.str()),
                          {fmt::format("{} = \"COLUMN\"", key.str()),
                           fmt::format("{} = {{ is = \"...\" }}", key.str())});
        for (const auto& [name, value] : *rule)
            if (known(name, kCellKeys, "a cell")) read_cell_key(name, value, cell);
        if (cell.is.has_value() == !cell.from.empty())
            return report(node.source(),
                          fmt::format("{} has either from, a column, or is, a text", key.str()),
                          {fmt::format("{} = {{ from = \"COLUMN\" }}", key.str())});
        if (cell.ends && cell.from.size() != 2)
            return report(node.source(), "ends takes two columns: the lower end and the upper",
                          {R"(from = ["Low", "High"], ends = true)"});
        row.cells.push_back(std::move(cell));
    }

    void read_cell_key(const toml::key& key, const toml::node& node, CellRule& cell) {
        const std::string_view name = key.str();
        if (read_notation(key, node, cell.notation)) return;
        if (name == "from") read_from(node, cell);
        if (name == "is") cell.is = text_of(node, name, "USD");
        if (name == "when") cell.when = column_of(node, name);
        if (name == "up_to") cell.up_to = column_of(node, name);
        if (name == "at_least") cell.at_least = column_of(node, name);
        if (name == "about") cell.about = column_of(node, name);
        if (name == "before") cell.before = text_of(node, name, "/").value_or("");
        if (name == "after") cell.after = text_of(node, name, "/1").value_or("");
        if (name == "join") cell.join = text_of(node, name, "-").value_or("");
        if (name == "ends") cell.ends = flag_of(node, name);
        if (name == "split") cell.split = text_of(node, name, "/").value_or("");
        if (name == "part") cell.part = number_of(node, name);
        if (name == "strip") cell.strip = texts_of(node, name);
        if (name == "words") cell.words = pairs_of(node, name);
        if (name == "units") cell.units = pairs_of(node, name);
        if (name == "unit") cell.unit = text_of(node, name, "m").value_or("");
        if (name == "range") cell.range = text_of(node, name, "-").value_or("");
        if (name == "slug") cell.slug = flag_of(node, name);
    }

    void read_from(const toml::node& node, CellRule& cell) {
        const toml::array* list = node.as_array();
        if (list == nullptr) {
            if (auto header = text_of(node, "from", "COLUMN"))
                cell.from.push_back({*header, place_of(node.source())});
            return;
        }
        for (const toml::node& one : *list)
            if (auto header = text_of(one, "from", "COLUMN"))
                cell.from.push_back({*header, place_of(one.source())});
    }

    RulesFile& rules_;
    const Catalogue& catalogue_;
    Notation notation_;  // of the sheet
    std::vector<Problem> problems_;
};

}  // namespace

RulesFile read_rules_file(const std::filesystem::path& path, const Catalogue& catalogue) {
    RulesFile rules;
    rules.name = path.filename().string();
    rules.text = read_file(path, "nothing was imported");
    std::vector<Problem> problems = Reader(rules, catalogue).read();
    if (!problems.empty())
        throw Error(Exit::kData, std::move(problems),
                    "the rules cannot be used; nothing was imported");
    return rules;
}

}  // namespace gw
