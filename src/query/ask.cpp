// SPDX-License-Identifier: Apache-2.0
#include "query/ask.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "table/figure.h"
#include "text/error.h"
#include "text/suggest.h"

namespace gw {
namespace {

struct SortKey {
    std::size_t column;
    bool descending;
};

std::vector<std::string> machine_names(const Table& table) {
    std::vector<std::string> names;
    for (const Column& column : table.columns)
        if (column.for_machines) names.push_back(column.name);
    return names;
}

std::vector<SortKey> sort_keys(const Table& table, const std::vector<std::string>& words) {
    const std::vector<std::string> names = machine_names(table);
    std::vector<std::string> plain;
    for (const std::string& word : words)
        plain.push_back(word.starts_with('-') ? word.substr(1) : word);
    check_words("--sort", plain, names);
    std::vector<SortKey> keys;
    for (std::size_t i = 0; i < words.size(); ++i)
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            if (table.columns[c].for_machines && table.columns[c].name == plain[i])
                keys.push_back({c, words[i].starts_with('-')});
    return keys;
}

double approximate(const Value& value) {
    if (const auto* figure = std::get_if<Figure>(&value)) return static_cast<double>(figure->value);
    const std::string& digits = std::get<Digits>(value).text;
    double number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

template <class Number>
int order_of(Number x, Number y) {
    return x < y ? -1 : x > y ? 1 : 0;
}

int compare_numbers(const Value& a, const Value& b) {
    const auto* x = std::get_if<Figure>(&a);
    const auto* y = std::get_if<Figure>(&b);
    return x != nullptr && y != nullptr ? order_of(x->value, y->value)
                                        : order_of(approximate(a), approximate(b));
}

// -1, 0 or 1; numbers before text before what has no value, whatever the direction.
int compare(const Value& a, const Value& b, bool descending) {
    const auto rank = [](const Value& value) {
        return std::holds_alternative<Figure>(value)        ? 0
               : std::holds_alternative<Digits>(value)      ? 0
               : std::holds_alternative<std::string>(value) ? 1
                                                            : 2;
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
    int order = 0;
    if (rank(a) == 0) {
        order = compare_numbers(a, b);
    } else if (rank(a) == 1) {
        order = std::clamp(std::get<std::string>(a).compare(std::get<std::string>(b)), -1, 1);
    }
    return descending ? -order : order;
}

// The word as a shell gives it back.
std::string quote_for_shell(std::string_view word) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("_:.,@%+/=-~").find(c) != std::string_view::npos ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    if (!word.empty() && word.front() != '~' && std::all_of(word.begin(), word.end(), is_plain))
        return std::string(word);
    std::string quoted = "'";
    for (const char c : word)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

// A name means the column of machines and that of people, where they differ.
void choose_columns(Table& table, const std::vector<std::string>& words) {
    check_words("--columns", words, machine_names(table));
    for (auto word = words.begin(); word != words.end(); ++word)
        if (std::find(words.begin(), word, *word) != word)
            throw Error(Exit::kUsage, fmt::format("--columns names \"{}\" twice", *word),
                        "a column stands once in an answer");
    std::vector<std::size_t> places;
    for (const std::string& word : words)
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (table.columns[i].name == word) places.push_back(i);
    const auto choose = [&](const auto& all) {
        std::decay_t<decltype(all)> chosen;
        for (const std::size_t place : places)
            chosen.push_back(all[place]);
        return chosen;
    };
    table.columns = choose(table.columns);
    for (auto* rows : {&table.rows, &table.totals})
        for (std::vector<Value>& row : *rows)
            row = choose(row);
}

void keep_first_rows(Table& table, std::size_t limit) {
    if (table.rows.size() <= limit) return;
    const std::size_t left_out = table.rows.size() - limit;
    table.rows.resize(limit);
    table.notes.insert(table.notes.begin(),
                       fmt::format("{} more: see them without --limit{}", plural(left_out, "row"),
                                   table.totals.empty() ? "" : "; the totals are of all rows"));
}

}  // namespace

Day last_day_of(std::string_view what, const std::string& text) {
    const auto refuse = [&](const std::string& hint) {
        throw Error(Exit::kUsage, fmt::format("{}: \"{}\" will not do", what, text), hint);
    };
    if (text.empty()) refuse("a date such as 2026-01-15");
    const auto parsed = parse_date(text);
    if (const auto* error = std::get_if<CellError>(&parsed))
        refuse(error->hints.empty() ? "a date such as 2026-01-15, 2026-Q1 or 2026"
                                    : error->hints.front());
    const DateRange& range = std::get<DateRange>(parsed);
    if (!range.hi) refuse("a date with a last day, such as 2026-01-15 or 2026");
    return *range.hi;
}

std::string lens_text(Day on) {
    return on == kEndOfTime ? "everything recorded" : fmt::format("as of {}", format_day(on));
}

std::string join_title(const std::vector<std::string>& parts) {
    std::string title;
    for (const std::string& part : parts)
        if (!part.empty()) title += (title.empty() ? "" : " · ") + part;
    return title;
}

void check_words(std::string_view option, const std::vector<std::string>& words,
                 const std::vector<std::string>& known, std::string_view list) {
    for (const std::string& word : words) {
        if (std::find(known.begin(), known.end(), word) != known.end()) continue;
        std::vector<std::string> near = suggest(word, known);
        if (near.empty() && !list.empty()) near.emplace_back(list);
        if (near.empty()) near = known;
        throw Error(Exit::kUsage, fmt::format("{}: \"{}\" is not known here", option, word),
                    fmt::format("{}", fmt::join(near, ", ")));
    }
}

void check_words(std::string_view option, const std::vector<std::string>& words,
                 const std::vector<DimensionName>& known, std::string_view list) {
    std::vector<std::string> names;
    for (const DimensionName& word : known)
        names.push_back(word.name);
    check_words(option, words, names, list);
}

void arrange(Table& table, const AskOptions& options) {
    const std::vector<SortKey> keys = sort_keys(table, options.sort);
    if (!keys.empty())
        std::stable_sort(table.rows.begin(), table.rows.end(), [&](const auto& a, const auto& b) {
            for (const SortKey& key : keys)
                if (const int order = compare(a[key.column], b[key.column], key.descending);
                    order != 0)
                    return order < 0;
            return false;
        });
    if (options.limit) keep_first_rows(table, *options.limit);
    if (!options.columns.empty()) choose_columns(table, options.columns);
}

void number_rows(Table& table) {
    table.columns.insert(table.columns.begin(),
                         {.name = "#", .unit = Unit::kCount, .for_machines = false});
    Int128 number = 0;
    for (std::vector<Value>& row : table.rows)
        row.insert(row.begin(), Figure{++number});
    for (std::vector<Value>& row : table.totals)
        row.insert(row.begin(), std::string());
}

std::string list_some(const std::vector<std::string>& names, std::size_t most) {
    if (names.size() <= most) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format(
        "{} and {} more",
        fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(most), ", "),
        names.size() - most);
}

std::string asked_again(std::string_view command, const AskOptions& options,
                        const std::vector<std::string>& words, std::string_view by) {
    std::string text = fmt::format("gigawatch {}", command);
    const auto add = [&](std::string_view word) { text.append(" ").append(quote_for_shell(word)); };
    for (const std::string& word : options.words)
        add(word);
    for (const std::string& word : words)
        if (std::find(options.words.begin(), options.words.end(), word) == options.words.end())
            add(word);
    text.append(" ").append(by);
    if (options.end_demand) text += " --end-demand";
    if (options.on != kEndOfTime) text += " --on " + format_day(options.on);
    if (!options.as_of.empty()) text += " --as-of " + options.as_of;
    if (!options.book.empty()) text += " -b " + quote_for_shell(options.book);
    return text;
}

std::string named_or_listed(const std::vector<std::string>& names, std::string_view all) {
    constexpr std::size_t kMostNamed = 6;
    return list_some(names, kMostNamed) +
           (names.size() > kMostNamed ? fmt::format(": {}", all) : std::string());
}

std::string plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", format_grouped(static_cast<Int128>(count)), noun,
                       count == 1 ? "" : "s");
}

}  // namespace gw
