// SPDX-License-Identifier: Apache-2.0
#include "reports/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <tuple>

#include "book/schema.h"
#include "cells/cells.h"
#include "reports/coded_checks.h"
#include "reports/sql_heading.h"

namespace gw {
namespace {

constexpr int kHalfAYear = 180;  // days

struct CheckDays {
    std::string today;
    std::string half_a_year_ago;
};

std::optional<std::int64_t> read_end(std::string_view text) {
    if (text.empty()) return std::nullopt;
    std::int64_t value = 0;
    for (const char digit : text)
        value = value * 10 + (digit - '0');
    return value;
}

// "{amount 5..}" and its like, without the braces, as a cell.
std::string format_token(std::string_view token) {
    const std::size_t space = std::min(token.find(' '), token.size());
    const std::string_view kind = token.substr(0, space);
    const std::string_view range = token.substr(std::min(token.size(), space + 1));
    const std::size_t dots = range.find("..");
    if (dots == std::string_view::npos) return std::string(token);
    const std::string_view lo = range.substr(0, dots);
    const std::string_view hi = range.substr(dots + 2);
    if (kind == "date") return format_date({parse_day(lo), parse_day(hi)});
    const Quantity quantity{{read_end(lo), read_end(hi)}, false};
    return kind == "power" ? format_power(quantity) : format_amount(quantity);
}

std::string with_cells(std::string_view text) {
    std::string out;
    while (true) {
        const std::size_t open = std::min(text.find('{'), text.size());
        const std::size_t close = text.find('}', open);
        if (close == std::string_view::npos) return out.append(text);
        out += text.substr(0, open);
        out += format_token(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

std::vector<const SchemaFile*> sql_rules() {
    std::vector<const SchemaFile*> files;
    for (const SchemaFile& file : schema_files())
        if (file.folder == "checks") files.push_back(&file);
    return files;
}

std::string first_sentence(const std::string& text) {
    return text.substr(0, std::min({text.size(), text.find(". "), text.find("? ")}) + 1);
}

CheckRule rule_of(const SchemaFile& file) {
    const SqlHeading heading = read_sql_heading(file.text);
    const auto severity =
        std::find(kSeverityNames.begin(), kSeverityNames.end(), heading.value("severity"));
    assert(severity != kSeverityNames.end() && "a check says how severe it is");
    return {std::string(file.name), static_cast<Severity>(severity - kSeverityNames.begin()),
            first_sentence(heading.text)};
}

CheckDays days_of(const Book& book, const AskOptions& options) {
    std::optional<Day> today = options.today;
    if (!today) {
        Statement last = book.db().prepare(schema_text("queries", "last_published"));
        if (last.step() && !last.is_null(0)) today = parse_day(last.text(0));
    }
    if (!today) return {};  // nothing was published: nothing is stale
    return {format_day(*today), format_day(add_days(*today, -kHalfAYear))};
}

std::vector<Doubt> run_sql(const Db& db, std::string_view sql, const CheckDays& days) {
    std::vector<Doubt> findings;
    Statement rows = db.prepare(sql);
    rows.bind_name("today", days.today).bind_name("half_a_year_ago", days.half_a_year_ago);
    while (rows.step())
        findings.push_back({with_cells(rows.text(0)), with_cells(rows.text(1))});
    return findings;
}

std::vector<Doubt> run_rule(CheckedBook& book, const CheckRule& rule, const CheckDays& days) {
    for (const CodedRule& coded : coded_rules())
        if (coded.rule.name == rule.name) return coded.find(book);
    return run_sql(book.db(), schema_text("checks", rule.name), days);
}

// The views of every rule that runs, made once.
void make_views(const Book& book, Day on, const std::vector<CheckRule>& rules) {
    std::vector<std::string> views;
    for (const SchemaFile* file : sql_rules())
        if (std::any_of(rules.begin(), rules.end(),
                        [&](const CheckRule& rule) { return rule.name == file->name; }))
            for (std::string& view : read_sql_heading(file->text).words("views"))
                views.push_back(std::move(view));
    book.set_lens(on, {views.begin(), views.end()});
}

std::vector<CheckRule> chosen_rules(const AskOptions& options) {
    std::vector<CheckRule> rules = all_checks();
    if (options.words.empty()) return rules;
    std::vector<std::string> names;
    for (const CheckRule& rule : rules)
        names.push_back(rule.name);
    check_words("check", options.words, names,
                "rules, not rows: gigawatch help check lists them; a row: gigawatch show ID");
    std::erase_if(rules, [&](const CheckRule& rule) {
        return std::find(options.words.begin(), options.words.end(), rule.name) ==
               options.words.end();
    });
    return rules;
}

std::string count_text(const std::array<std::size_t, 3>& found) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i] > 0) parts.push_back(plural(found[i], kSeverityNames[i]));
    return parts.empty() ? "nothing found" : list_some(parts, parts.size());
}

}  // namespace

std::vector<CheckRule> all_checks() {
    std::vector<CheckRule> rules;
    for (const SchemaFile* file : sql_rules())
        rules.push_back(rule_of(*file));
    for (const CodedRule& coded : coded_rules())
        rules.push_back(coded.rule);
    std::sort(rules.begin(), rules.end(), [](const CheckRule& a, const CheckRule& b) {
        return std::tie(a.severity, a.name) < std::tie(b.severity, b.name);
    });
    return rules;
}

Table check(const Book& book, const AskOptions& options, Severity least) {
    if (!options.words.empty()) least = Severity::kNote;
    const std::vector<CheckRule> rules = chosen_rules(options);
    const CheckDays days = days_of(book, options);
    make_views(book, options.on, rules);
    CheckedBook checked(book, options.on);
    Table table;
    table.columns = {{.name = "rule"},
                     {.name = "severity", .priority = 1},
                     {.name = "subject"},
                     {.name = "message"}};
    std::array<std::size_t, 3> found{};
    for (const CheckRule& rule : rules)
        for (Doubt& finding : run_rule(checked, rule, days)) {
            ++found[static_cast<std::size_t>(rule.severity)];
            if (rule.severity <= least)
                table.rows.push_back(
                    {rule.name,
                     std::string(kSeverityNames[static_cast<std::size_t>(rule.severity)]),
                     std::move(finding.subject), std::move(finding.message)});
        }
    table.title =
        join_title({"Check", plural(rules.size(), "rule"),
                    options.on == kEndOfTime ? "" : lens_text(options.on), count_text(found)});
    for (std::size_t i = static_cast<std::size_t>(least) + 1; i < found.size(); ++i)
        if (found[i] > 0)
            table.notes.push_back(fmt::format(
                "not shown: {}: {}", plural(found[i], kSeverityNames[i]),
                asked_again("check", options, {}, "--severity " + std::string(kSeverityNames[i])) +
                    (options.today ? " --today " + format_day(*options.today) : std::string())));
    if (!table.rows.empty())
        table.notes.emplace_back(
            "what a rule means: gigawatch help check; the row with its sources: gigawatch show "
            "SUBJECT");
    arrange(table, options);
    return table;
}

}  // namespace gw
