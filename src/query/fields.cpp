// SPDX-License-Identifier: Apache-2.0
#include "query/fields.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>

#include "cells/cells.h"
#include "counting/terms.h"
#include "text/suggest.h"

namespace gw {
namespace {

template <std::size_t N>
std::vector<std::string> to_strings(const std::array<std::string_view, N>& words) {
    return {words.begin(), words.end()};
}

template <class T>
std::optional<CellError> take(Parsed<T> parsed, T& into) {
    if (auto* wrong = std::get_if<CellError>(&parsed)) return std::move(*wrong);
    into = std::get<T>(parsed);
    return std::nullopt;
}

std::optional<CellError> read_months(std::string_view text, Maybe<std::int64_t>& months) {
    if (text.empty()) return std::nullopt;
    int read = 0;
    auto error = take(parse_term(text), read);
    if (!error) months = read;
    return error;
}

// Interval of months: 5y, 5y.., ..10y, 5y..10y.
std::optional<CellError> read_terms(std::string_view text, Interval& months) {
    const std::size_t dots = text.find("..");
    if (dots == std::string_view::npos) {
        auto error = read_months(text, months.lo);
        months.hi = months.lo;
        return error;
    }
    const std::string_view first = text.substr(0, dots);
    const std::string_view last = text.substr(dots + 2);
    if (auto error = read_months(first, months.lo)) return error;
    if (auto error = read_months(last, months.hi)) {
        error->offset += dots + 2;
        return error;
    }
    if (!months.lo && !months.hi)
        return CellError{"\"..\" is a range without ends", 0, text.size(), {"5y..", "..10y"}};
    if (months.lo && months.hi && *months.lo > *months.hi)
        return CellError{fmt::format("\"{}\" is a range the wrong way round", text),
                         0,
                         text.size(),
                         {fmt::format("{}..{}", last, first)}};
    return std::nullopt;
}

std::string capitals_of(std::string_view text) {
    std::string capitals(text);
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return capitals;
}

std::optional<CellError> check_currency(std::string_view text) {
    if (is_currency(text)) return std::nullopt;
    std::string capitals = capitals_of(text);
    return CellError{
        fmt::format("\"{}\" is no currency", text),
        0,
        text.size(),
        {is_currency(capitals) ? capitals
                               : "an ISO 4217 code in capitals, such as USD, EUR or JPY"}};
}

std::optional<CellError> check_country(std::string_view text) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_code = [&](std::string_view code) {
        return code.size() == 2 && is_capital(code[0]) && is_capital(code[1]);
    };
    if (is_code(text)) return std::nullopt;
    std::string capitals = capitals_of(text);
    return CellError{
        fmt::format("\"{}\" is no country", text),
        0,
        text.size(),
        {is_code(capitals) ? capitals : "an ISO 3166 code in capitals, such as US, GB or AE"}};
}

// Terms in which the word does stand: "equity" is no class, but a kind.
std::vector<std::string> terms_of_word(std::string_view word) {
    std::vector<std::string> terms;
    for (const FieldName& field : query_fields()) {
        const std::vector<std::string> words = field_words(field.field);
        if (std::find(words.begin(), words.end(), word) != words.end())
            terms.push_back(fmt::format("{}:{}", field.name, word));
    }
    return terms;
}

std::optional<CellError> check_word(Field field, std::string_view text) {
    const std::vector<std::string> words = field_words(field);
    if (words.empty() || std::find(words.begin(), words.end(), text) != words.end())
        return std::nullopt;
    const std::string_view name = name_of(field).name;
    std::vector<std::string> hints = terms_of_word(text);
    if (hints.empty()) hints = suggest(text, words);
    if (hints.empty()) hints = {fmt::format("{} is one of {}", name, fmt::join(words, ", "))};
    return CellError{fmt::format("\"{}\" is no {}", text, name), 0, text.size(), hints};
}

constexpr FieldName kFields[] = {
    {"party", Field::kParty, false, "pays, is paid or uses the tranche; with its group",
     "party:softbank"},
    {"payer", Field::kPayer, false, "who owes what is promised", "payer:openai"},
    {"payee", Field::kPayee, false, "who is owed", "payee:nvidia,amd"},
    {"deal", Field::kDeal, false, "the deal's slug", "deal:aws-openai-38bn"},
    {"programme", Field::kProgramme, true, "deals that are part of it, at any depth",
     "programme:stargate-us"},
    {"kind", Field::kKind, false, "what is promised", "kind:compute,lease"},
    {"class", Field::kClass, false, "spend, capital, contingent, transfer or right",
     "class:capital"},
    {"bucket", Field::kBucket, false, "how sure the promise is on the day", "bucket:committed"},
    {"status", Field::kStatus, true, "the deal's status on the day", "status:signed,active"},
    {"firmness", Field::kFirmness, false, "whether the payer is bound", "firmness:option"},
    {"currency", Field::kCurrency, true, "the leg's currency", "not:currency:USD"},
    {"amount", Field::kAmount, true, "the leg's whole amount as stated, in USD", "amount:10bn.."},
    {"power", Field::kPower, true, "the tranche's power as stated", "power:1GW.."},
    {"layer", Field::kLayer, false, "the tranche's layer", "layer:contract"},
    {"basis", Field::kBasis, true, "what the tranche's power measures", "basis:it"},
    {"site", Field::kSite, true, "the tranche's site, by slug or name", "site:abilene"},
    {"user", Field::kUser, true, "whose workloads the tranche is for", "user:openai"},
    {"hardware", Field::kHardware, true, "chips and systems that the deal states",
     "hardware:gb200"},
    {"maker", Field::kMaker, true, "who makes that hardware", "maker:amd"},
    {"country", Field::kCountry, true, "of payer or payee; of a tranche: of its site",
     "country:AE"},
    {"agreed", Field::kAgreed, true, "day from which the leg is agreed", "agreed:2025-Q3..2026"},
    {"start", Field::kStart, true, "first day of the leg's term", "start:2027.."},
    {"end", Field::kEnd, true, "last day of the leg's term", "end:..2030"},
    {"term", Field::kTerm, true, "length of the leg's term", "term:5y.."},
    {"source", Field::kSource, true, "on which the row rests, else its deal", "source:unknown"},
    {"publisher", Field::kPublisher, true, "of that source: whole words of its name",
     "publisher:reuters"},
    {"language", Field::kLanguage, true, "of that source", "language:ja"},
    {"text", Field::kText, false, "in the deal's title, in what, condition, label, notes",
     "text:backstop"},
};

}  // namespace

std::span<const FieldName> query_fields() {
    return kFields;
}

const FieldName& name_of(Field field) {
    const auto* const found =
        std::find_if(std::begin(kFields), std::end(kFields),
                     [&](const FieldName& one) { return one.field == field; });
    assert(found != std::end(kFields));
    return *found;
}

std::vector<std::string> field_words(Field field) {
    switch (field) {
        case Field::kClass:
            return to_strings(kClassNames);
        case Field::kBucket:
            return to_strings(kBucketNames);
        case Field::kStatus:
            return to_strings(kStatusNames);
        case Field::kFirmness:
            return to_strings(kFirmnessNames);
        case Field::kLayer:
            return to_strings(kLayerNames);
        case Field::kBasis:
            return to_strings(kBasisNames);
        case Field::kKind: {
            std::vector<std::string> names;
            for (const LegKind& kind : kLegKinds)
                names.emplace_back(kind.name);
            return names;
        }
        default:
            return {};
    }
}

std::optional<CellError> read_value(Field field, std::string_view text, ValueRange& range) {
    std::optional<CellError> error;
    if (field == Field::kAmount || field == Field::kPower) {
        Quantity quantity;
        error =
            take(field == Field::kAmount ? parse_amount(text, Sign::kUnsigned) : parse_power(text),
                 quantity);
        range = quantity.value;
    } else if (field == Field::kTerm) {
        Interval months;
        error = read_terms(text, months);
        range = months;
    } else if (field == Field::kAgreed || field == Field::kStart || field == Field::kEnd) {
        DateRange days;
        error = take(parse_date(text), days);
        range = days;
    } else if (field == Field::kCurrency) {
        error = check_currency(text);
    } else if (field == Field::kCountry) {
        error = check_country(text);
    } else {
        error = check_word(field, text);
    }
    return error;
}

std::string write_range(Field field, const ValueRange& range) {
    if (const auto* days = std::get_if<DateRange>(&range)) return format_date(*days);
    const auto* interval = std::get_if<Interval>(&range);
    if (interval == nullptr) return {};
    if (field == Field::kAmount) return format_amount({*interval, false});
    if (field == Field::kPower) return format_power({*interval, false});
    const auto months = [](const std::optional<std::int64_t>& end) {
        return end ? format_term(static_cast<int>(*end)) : std::string();
    };
    if (interval->lo == interval->hi) return months(interval->lo);
    return months(interval->lo) + ".." + months(interval->hi);
}

}  // namespace gw
