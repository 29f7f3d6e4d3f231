// SPDX-License-Identifier: Apache-2.0
#include "book/catalogue.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "book/damage.h"
#include "book/schema.h"
#include "book/table_layout.h"
#include "cells/date.h"
#include "cells/decimal.h"

namespace gw {
namespace {

constexpr std::string_view kOwn = "book_";  // begins the names of what is the program's own

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

std::string without_end(std::string_view text, std::string_view end) {
    return std::string(text.substr(0, text.size() - end.size()));
}

// The few columns whose grammar neither type nor suffix tells.
Grammar grammar_by_name(std::string_view table, const ColumnText& column) {
    if (!column.is_text) return Grammar::kWholeNumber;
    if (column.name == "currency" ||
        (table == "fx_rates" && (column.name == "base" || column.name == "quote")))
        return Grammar::kCurrency;
    if (table == "metrics" && column.name == "unit") return Grammar::kCurrencyOrPower;
    if (column.name == "strike" || column.name == "rate") return Grammar::kDecimal;
    if (table == "claims" && column.name == "value") return Grammar::kClaimValue;
    return Grammar::kText;
}

Grammar interval_grammar(const ColumnText& lower, std::string_view base) {
    if (lower.is_text) return Grammar::kDate;
    if (ends_with(base, "_kw")) return Grammar::kPower;
    if (ends_with(base, "_bp")) return Grammar::kPercent;
    if (base == "shares" || base == "quantity") return Grammar::kCount;
    return base == "value" ? Grammar::kSignedAmount : Grammar::kAmount;
}

// Walks a table's stored columns in order and gathers those that make one CSV column.
class SheetBuilder {
public:
    SheetBuilder(SheetTable& table, const std::vector<ColumnText>& stored)
        : table_(table), stored_(stored) {
        for (const ColumnText& column : stored)
            table_.stored.push_back(column.name);
    }

    void build() {
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            const std::string& name = stored_[i].name;
            if (ends_with(name, "_approx")) continue;
            if (ends_with(name, "_lo") && follows(i, without_end(name, "_lo") + "_hi"))
                add_interval(i++);
            else if (ends_with(name, "_deal") && follows(i, without_end(name, "_deal") + "_leg"))
                add_leg(i++);
            else if (ends_with(name, "_months"))
                add(without_end(name, "_months"), Grammar::kTerm, {position(i)}, i);
            else
                add(name, grammar_by_name(table_.name, stored_[i]), {position(i)}, i);
        }
    }

private:
    static int position(std::size_t i) { return static_cast<int>(i); }

    bool follows(std::size_t i, const std::string& name) const {
        return i + 1 < stored_.size() && stored_[i + 1].name == name;
    }

    SheetColumn& add(std::string name, Grammar grammar, std::vector<int> stored,
                     std::size_t first) {
        SheetColumn column;
        column.name = std::move(name);
        column.grammar = grammar;
        column.stored = std::move(stored);
        column.required = stored_[first].not_null && !stored_[first].has_default;
        column.default_text = stored_[first].default_text;
        return table_.columns.emplace_back(std::move(column));
    }

    void add_leg(std::size_t deal) {
        add(without_end(stored_[deal].name, "_deal"), Grammar::kLeg,
            {position(deal), position(deal) + 1}, deal)
            .references = "legs";
    }

    void add_interval(std::size_t lower) {
        const std::string base = without_end(stored_[lower].name, "_lo");
        const Grammar grammar = interval_grammar(stored_[lower], base);
        std::string name = base;
        if (grammar == Grammar::kPower) name = without_end(base, "_kw");
        if (grammar == Grammar::kPercent) name = without_end(base, "_bp");
        std::vector<int> stored{position(lower), position(lower) + 1};
        for (std::size_t i = 0; i < stored_.size(); ++i)
            if (stored_[i].name == name + "_approx") stored.push_back(position(i));
        add(name, grammar, std::move(stored), lower);
    }

    SheetTable& table_;
    const std::vector<ColumnText>& stored_;
};

bool is_part_of_key(const SheetColumn& column, const SheetTable& table, std::string_view stored) {
    return stored == column.name || stored == column.name + "_key" ||
           std::any_of(column.stored.begin(), column.stored.end(),
                       [&](int i) { return table.stored[static_cast<std::size_t>(i)] == stored; });
}

void mark_key(SheetTable& table, const std::vector<std::string>& key) {
    for (const std::string& stored : key)
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            SheetColumn& column = table.columns[i];
            if (!is_part_of_key(column, table, stored) || column.key) continue;
            column.key = true;
            column.required = column.default_text.empty();
            table.key.push_back(static_cast<int>(i));
        }
}

// What a column names by itself; legs are named by two.
void mark_references(SheetTable& table, const std::vector<ColumnText>& columns) {
    for (SheetColumn& column : table.columns)
        for (const ColumnText& text : columns)
            if (text.name == column.name && !text.references.empty() && text.references != "legs")
                column.references = text.references;
}

SheetTable read_table(std::string_view name, std::string_view create) {
    std::optional<TableLayout> layout = read_layout(create);
    if (!layout) damaged(name, "the text of the table is none of gigawatch's");
    const auto hidden = [](const ColumnText& column) {
        return column.computed || column.name.starts_with(kOwn);
    };
    std::vector<ColumnText>& columns = layout->columns;
    columns.erase(std::remove_if(columns.begin(), columns.end(), hidden), columns.end());
    SheetTable table;
    table.name = name;
    SheetBuilder(table, columns).build();
    mark_references(table, columns);
    layout->stored.resize(layout->key);
    mark_key(table, layout->stored);
    return table;
}

std::optional<std::int64_t> integer_of(const ValueView& value) {
    if (value.kind != ValueView::Kind::kInteger) return std::nullopt;
    return value.integer;
}

std::string_view text_of(const ValueView& value) {
    return value.kind == ValueView::Kind::kText ? value.text() : std::string_view();
}

// Most dates are one day, which is printed as it is stored.
void append_days(std::string& out, std::string_view lo, std::string_view hi) {
    const std::optional<Day> first = parse_day(lo);
    if (first && lo == hi)
        out += lo;
    else
        append_date(out, {first, parse_day(hi)});
}

DbValue from_optional(const std::optional<std::int64_t>& number) {
    return number ? DbValue(*number) : DbValue(std::monostate{});
}

DbValue from_optional(const std::optional<Day>& day) {
    return day ? DbValue(format_day(*day)) : DbValue(std::monostate{});
}

std::vector<DbValue> empty_cell(const SheetColumn& column) {
    std::vector<DbValue> values(column.stored.size());
    if (values.size() == 3) values[2] = std::int64_t{0};  // approx
    if (!column.default_text.empty()) values[0] = column.default_text;
    return values;
}

// Each parser's result in stored form.
std::vector<DbValue> stored(const Quantity& quantity) {
    return {from_optional(quantity.value.lo), from_optional(quantity.value.hi),
            std::int64_t{quantity.approx}};
}
std::vector<DbValue> stored(const Interval& interval) {
    return {from_optional(interval.lo), from_optional(interval.hi)};
}
std::vector<DbValue> stored(const DateRange& range) {
    return {from_optional(range.lo), from_optional(range.hi)};
}
std::vector<DbValue> stored(int months) {
    return {std::int64_t{months}};
}
std::vector<DbValue> stored(const std::string& text) {
    return {text};
}

template <class T>
Parsed<std::vector<DbValue>> to_stored(Parsed<T> parsed) {
    if (auto* error = std::get_if<CellError>(&parsed)) return std::move(*error);
    return stored(std::get<T>(parsed));
}

Parsed<std::vector<DbValue>> parse_whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 1 ||
        text.front() == '0')
        return CellError{fmt::format("\"{}\" is not a whole number from 1", text),
                         0,
                         text.size(),
                         {"digits only, such as 1 or 1200"}};
    return std::vector<DbValue>{number};
}

// A metric's value: power is written in kW there, with the unit in a column of its own.
Parsed<Quantity> parse_metric_value(std::string_view text) {
    Parsed<Quantity> value = parse_amount(text, Sign::kSigned);
    auto* error = std::get_if<CellError>(&value);
    const Parsed<Quantity> power = parse_power(text);
    if (error != nullptr && std::holds_alternative<Quantity>(power))
        error->hints = {format_amount(std::get<Quantity>(power)) + " with the unit kW"};
    return value;
}

Parsed<std::vector<DbValue>> parse_leg(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size())
        return CellError{fmt::format("\"{}\" names no leg", text),
                         0,
                         text.size(),
                         {"a leg is named DEAL/NUMBER, such as aws-openai-38bn/1"}};
    auto number = parse_whole_number(text.substr(slash + 1));
    if (auto* error = std::get_if<CellError>(&number)) {
        error->offset += slash + 1;
        return std::move(*error);
    }
    return std::vector<DbValue>{std::string(text.substr(0, slash)),
                                std::get<std::vector<DbValue>>(number)[0]};
}

Parsed<std::vector<DbValue>> parse_currency(const SheetColumn& column, std::string_view text) {
    if (is_currency(text)) return std::vector<DbValue>{std::string(text)};
    const bool power = column.grammar == Grammar::kCurrencyOrPower;
    if (power && (text == "kW" || text == "kW/week"))
        return std::vector<DbValue>{std::string(text)};
    std::string capitals(text);
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (is_currency(capitals))
        return CellError{fmt::format("\"{}\" is no currency", text), 0, text.size(), {capitals}};
    std::string hint = "an ISO 4217 code in capitals, such as USD, EUR or JPY";
    if (power) hint += "; or kW or kW/week";
    return CellError{fmt::format("\"{}\" is no currency", text), 0, text.size(), {hint}};
}

}  // namespace

const SheetColumn* SheetTable::find(std::string_view column) const {
    const auto found = std::find_if(columns.begin(), columns.end(),
                                    [&](const SheetColumn& c) { return c.name == column; });
    return found == columns.end() ? nullptr : &*found;
}

Catalogue::Catalogue(const Db& db) {
    Statement texts = db.prepare(schema_text("queries", "table_and_index_texts"));
    while (texts.step()) {
        const std::string_view name = texts.text(1);
        const std::string_view table = texts.text(2);
        if (table.starts_with(kOwn)) continue;
        if (texts.text(0) == "table")
            tables_.push_back(read_table(name, texts.text(3)));
        else if (const auto found =
                     std::find_if(tables_.begin(), tables_.end(),
                                  [&](const SheetTable& one) { return one.name == table; });
                 found != tables_.end() && name == found->name + "_key")
            mark_key(*found, read_index(texts.text(3)));
    }
}

const SheetTable* Catalogue::find(std::string_view table) const {
    const auto found = std::find_if(tables_.begin(), tables_.end(),
                                    [&](const SheetTable& t) { return t.name == table; });
    return found == tables_.end() ? nullptr : &*found;
}

Parsed<std::vector<DbValue>> parse_cell(const SheetColumn& column, std::string_view text) {
    if (text.empty()) return empty_cell(column);
    switch (column.grammar) {
        case Grammar::kAmount:
            return to_stored(parse_amount(text, Sign::kUnsigned));
        case Grammar::kSignedAmount:
            return to_stored(parse_metric_value(text));
        case Grammar::kPower:
            return to_stored(parse_power(text));
        case Grammar::kCount:
            return to_stored(parse_count(text));
        case Grammar::kPercent:
            return to_stored(parse_percent(text));
        case Grammar::kDate:
            return to_stored(parse_date(text));
        case Grammar::kTerm:
            return to_stored(parse_term(text));
        case Grammar::kDecimal:
            return to_stored(parse_decimal(text));
        case Grammar::kCurrency:
        case Grammar::kCurrencyOrPower:
            return parse_currency(column, text);
        case Grammar::kWholeNumber:
            return parse_whole_number(text);
        case Grammar::kLeg:
            return parse_leg(text);
        case Grammar::kText:
        case Grammar::kClaimValue:
            break;
    }
    return std::vector<DbValue>{std::string(text)};
}

void append_cell(std::string& out, const SheetColumn& column, const ValueView* values) {
    const bool about = column.stored.size() > 2 && integer_of(values[2]).value_or(0) != 0;
    const auto interval = [&] { return Interval{integer_of(values[0]), integer_of(values[1])}; };
    const std::optional<std::int64_t> number = integer_of(values[0]);
    switch (column.grammar) {
        case Grammar::kAmount:
        case Grammar::kSignedAmount:
            return append_amount(out, {interval(), about});
        case Grammar::kPower:
            return append_power(out, {interval(), about});
        case Grammar::kCount:
            return append_count(out, {interval(), about});
        case Grammar::kPercent:
            return append_percent(out, interval());
        case Grammar::kDate:
            return append_days(out, text_of(values[0]), text_of(values[1]));
        case Grammar::kTerm:
            if (number) append_term(out, static_cast<int>(*number));
            return;
        case Grammar::kWholeNumber:
            if (number) append_integer(out, *number);
            return;
        case Grammar::kLeg:
            out += text_of(values[0]);
            out += '/';
            return append_integer(out, integer_of(values[1]).value_or(0));
        default:
            out += text_of(values[0]);
    }
}

std::string row_noun(std::string_view table) {
    if (ends_with(table, "ies")) return without_end(table, "ies") + "y";
    if (ends_with(table, "ses")) return without_end(table, "es");
    return ends_with(table, "s") ? without_end(table, "s") : std::string(table);
}

std::string row_id(const SheetTable& table, const std::vector<std::string>& key_cells) {
    std::string id = table.name;
    for (const std::string& cell : key_cells)
        id += '/' + cell;
    return id;
}

}  // namespace gw
