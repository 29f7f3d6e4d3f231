// SPDX-License-Identifier: Apache-2.0
#include "reports/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "reports/scope.h"
#include "reports/sql_heading.h"
#include "reports/world.h"

namespace gw {
namespace {

bool has(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// The columns of a report's SELECT as columns of its table.
class Layout {
public:
    Layout(const Report& report, const Statement& rows, Table& table) : table_(table) {
        for (int i = 0; i < rows.columns(); ++i) {
            std::string name(rows.column_name(i));
            const bool date = has(report.dates, name);
            if (date) name.resize(name.size() - std::string_view("_lo").size());
            sources_.push_back({i, date});
            add_column(report, name);
            if (date) ++i;  // the pair's other end
        }
    }

    void add_row(const Statement& rows) {
        std::vector<Value> row;
        for (std::size_t i = 0; i < sources_.size(); ++i)
            row.push_back(read(rows, i));
        table_.rows.push_back(std::move(row));
    }

private:
    struct Source {
        int column;
        bool date;
    };

    void add_column(const Report& report, const std::string& name) {
        std::string heading = name;
        std::replace(heading.begin(), heading.end(), '_', ' ');
        const auto drop = std::find(report.drops.begin(), report.drops.end(), name);
        table_.columns.push_back({.name = name,
                                  .heading = heading,
                                  .unit = has(report.counts, name) ? Unit::kCount : Unit::kText,
                                  .priority = drop == report.drops.end()
                                                  ? 0
                                                  : static_cast<int>(report.drops.end() - drop)});
        if (has(report.links, name)) table_.columns.back().link = report.links.front();
    }

    Value read(const Statement& rows, std::size_t i) const {
        const Source& source = sources_[i];
        if (source.date) {
            const std::string date = format_date(read_dates(rows, source.column));
            return date.empty() ? Value(Nil{}) : Value(date);
        }
        if (rows.is_null(source.column)) return Nil{};
        if (table_.columns[i].unit == Unit::kText) return std::string(rows.text(source.column));
        return Figure{rows.integer(source.column)};
    }

    Table& table_;
    std::vector<Source> sources_;
};

}  // namespace

Report read_report(const SchemaFile& file) {
    const SqlHeading heading = read_sql_heading(file.text);
    return {.name = std::string(file.name),
            .help = heading.text,
            .title = heading.value("title"),
            .views = heading.words("views"),
            .counts = heading.words("count"),
            .dates = heading.words("date"),
            .drops = heading.words("drop"),
            .links = heading.words("link"),
            .sql = file.text};
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
        scope.emplace(*world);
    }
    book.set_lens(options.on, {report.views.begin(), report.views.end()});
    make_selection_tables(book.db());
    if (scope) scope->write_tables(book.db());
    Statement rows = book.db().prepare(report.sql);
    if (scope) rows.bind_name("query", world->selection.text());
    Table table;
    Layout layout(report, rows, table);
    while (rows.step())
        layout.add_row(rows);
    table.title = join_title({report.title, world ? world->selection.text() : std::string(),
                              lens_text(options.on), plural(table.rows.size(), "row")});
    arrange(table, options);
    return table;
}

}  // namespace gw
