// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "scope.h"
#include "world.h"

namespace gw {
namespace {

std::vector<std::string> split(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return words;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

void read_directive(Report& report, std::string_view line) {
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(0, space);
    const std::string_view rest = line.substr(std::min(line.size(), space + 1));
    if (name == "title") report.title = rest;
    if (name == "views") report.views = split(rest);
    if (name == "count") report.counts = split(rest);
    if (name == "amount") report.amounts = split(rest);
    if (name == "power") report.powers = split(rest);
    if (name == "drop") report.drops = split(rest);
}

// "headline_lo" -> "headline", "power_kw_lo" -> "power"
std::string shared_name(std::string_view lower) {
    std::string name(lower.substr(0, lower.size() - 3));
    if (name.ends_with("_kw")) name.resize(name.size() - 3);
    return name;
}

// One column of the table that people see for a pair of ends.
struct Pair {
    std::size_t lower;
    std::string name;
    Unit unit;
};

Value pair_value(const Value& lo, const Value& hi) {
    const auto* low = std::get_if<Figure>(&lo);
    const auto* high = std::get_if<Figure>(&hi);
    if (low == nullptr && high == nullptr) return Unknown{};
    if (high == nullptr) return Figure{low->value, Mark::kAtLeast};
    return Figure{high->value,
                  low != nullptr && low->value == high->value ? Mark::kNone : Mark::kAtMost};
}

class Layout {
public:
    Layout(const Report& report, const Statement& rows, Table& table) : table_(table) {
        for (int i = 0; i < rows.columns(); ++i) {
            const std::string name(rows.column_name(i));
            const bool amount = has(report.amounts, name);
            const bool power = has(report.powers, name);
            const Unit unit = amount                     ? Unit::kAmount
                              : power                    ? Unit::kPower
                              : has(report.counts, name) ? Unit::kCount
                                                         : Unit::kText;
            const auto drop = std::find(report.drops.begin(), report.drops.end(), name);
            table.columns.push_back(
                {.name = name,
                 .heading = heading(name),
                 .unit = unit,
                 .for_people = !amount && !power,
                 .priority =
                     drop == report.drops.end() ? 0 : static_cast<int>(report.drops.end() - drop)});
            if ((amount || power) && name.ends_with("_lo"))
                pairs_.push_back({static_cast<std::size_t>(i), shared_name(name), unit});
        }
        machine_columns_ = table.columns.size();
        for (const Pair& pair : pairs_)
            table.columns.push_back({.name = pair.name, .unit = pair.unit, .for_machines = false});
    }

    void add_row(const Statement& rows) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < machine_columns_; ++i)
            row.push_back(read(rows, static_cast<int>(i)));
        for (const Pair& pair : pairs_)
            row.push_back(pair_value(row[pair.lower], row[pair.lower + 1]));
        table_.rows.push_back(std::move(row));
    }

private:
    static std::string heading(std::string name) {
        std::replace(name.begin(), name.end(), '_', ' ');
        return name;
    }

    Value read(const Statement& rows, int column) const {
        if (rows.is_null(column)) return Nil{};
        if (table_.columns[static_cast<std::size_t>(column)].unit == Unit::kText)
            return std::string(rows.text(column));
        return Figure{rows.integer(column)};
    }

    Table& table_;
    std::vector<Pair> pairs_;
    std::size_t machine_columns_ = 0;
};

}  // namespace

Report read_report(const SchemaFile& file) {
    Report report;
    report.name = file.name;
    report.sql = file.text;
    std::string_view text = file.text;
    while (text.starts_with("-- ")) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(3, end - 3);
        if (line.starts_with('@'))
            read_directive(report, line.substr(1));
        else
            report.help += (report.help.empty() ? "" : " ") + std::string(line);
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return report;
}

std::vector<Report> all_reports() {
    std::vector<Report> reports;
    for (const SchemaFile& file : schema_files())
        if (file.folder == "reports") reports.push_back(read_report(file));
    return reports;
}

Table run_report(const Report& report, const Book& book, const AskOptions& options) {
    std::optional<World> world;
    std::optional<Scope> scope;
    if (!options.words.empty()) {
        world.emplace(book.db(), options);
        scope.emplace(book.db(), *world);
    }
    book.set_lens(options.on, {report.views.begin(), report.views.end()});
    Statement rows = book.db().prepare(report.sql);
    if (scope)
        rows.bind_name("deals", scope->deals_json()).bind_name("parties", scope->parties_json());
    Table table;
    Layout layout(report, rows, table);
    while (rows.step())
        layout.add_row(rows);
    table.title = join_title({report.title, world ? world->selection.text() : std::string(),
                              report.views.empty() ? std::string() : lens_text(options.on),
                              plural(table.rows.size(), "row")});
    arrange(table, options);
    return table;
}

}  // namespace gw
