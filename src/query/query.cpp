// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>

#include "counting/terms.h"
#include "text/suggest.h"
#include "text/text.h"

namespace gw {
namespace {

template <std::size_t N>
std::vector<std::string> to_strings(const std::array<std::string_view, N>& words) {
    return {words.begin(), words.end()};
}

// The words that a field's values may be; none: anything goes, or the values have a form.
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

std::optional<std::string> name_of(Field field) {
    for (const FieldName& known : query_fields())
        if (known.field == field) return std::string(known.name);
    return std::nullopt;
}

bool may_be_unknown(Field field) {
    return field >= Field::kCurrency;
}

// Interval of months: 5y, 5y.., ..10y, 5y..10y.
Parsed<Interval> parse_terms(std::string_view text) {
    Interval months;
    const std::size_t dots = text.find("..");
    const auto read = [&](std::string_view part,
                          std::optional<std::int64_t>& end) -> std::optional<CellError> {
        if (part.empty()) return std::nullopt;
        auto parsed = parse_term(part);
        if (auto* error = std::get_if<CellError>(&parsed)) return std::move(*error);
        end = std::get<int>(parsed);
        return std::nullopt;
    };
    if (dots == std::string_view::npos) {
        if (auto error = read(text, months.lo)) return std::move(*error);
        months.hi = months.lo;
        return months;
    }
    if (auto error = read(text.substr(0, dots), months.lo)) return std::move(*error);
    if (auto error = read(text.substr(dots + 2), months.hi)) return std::move(*error);
    if (months.lo && months.hi && *months.lo > *months.hi)
        return CellError{fmt::format("\"{}\" is a range the wrong way round", text),
                         0,
                         text.size(),
                         {fmt::format("{}..{}", text.substr(dots + 2), text.substr(0, dots))}};
    return months;
}

class Parser {
public:
    Parser(Query& query, std::vector<Problem>& problems) : query_(query), problems_(problems) {}

    void parse_word(std::size_t offset, std::size_t length) {
        QueryTerm term;
        term.offset = offset;
        term.length = length;
        std::string_view word = std::string_view(query_.text).substr(offset, length);
        while (word.starts_with("not:")) {
            term.negated = !term.negated;
            word.remove_prefix(4);
        }
        const std::size_t colon = word.find(':');
        if (colon == std::string_view::npos) {
            parse_bare(term, word);
        } else if (parse_field(term, word.substr(0, colon))) {
            parse_values(term, word.substr(colon + 1));
        }
    }

private:
    std::size_t offset_of(std::string_view part) const {
        return static_cast<std::size_t>(part.data() - query_.text.data());
    }

    void report(std::string_view part, std::string message, std::vector<std::string> hints) {
        problems_.push_back(query_problem(query_, offset_of(part),
                                          std::max<std::size_t>(part.size(), 1), std::move(message),
                                          std::move(hints)));
    }

    void parse_bare(QueryTerm& term, std::string_view word) {
        if (word.empty())
            return report(word, "an empty term",
                          {"leave it out, or write a party, a deal or FIELD:VALUE"});
        QueryValue value;
        value.text = word;
        value.offset = offset_of(word);
        term.values.push_back(value);
        query_.terms.push_back(term);
    }

    bool parse_field(QueryTerm& term, std::string_view name) {
        std::vector<std::string> names;
        for (const FieldName& known : query_fields()) {
            if (known.name == name) {
                term.field = known.field;
                return true;
            }
            names.emplace_back(known.name);
        }
        std::vector<std::string> hints = suggest(name, names);
        if (hints.empty()) hints = {fmt::format("the fields are {}", fmt::join(names, ", "))};
        report(name, fmt::format("\"{}\" is no field", name), hints);
        return false;
    }

    void parse_values(QueryTerm& term, std::string_view list) {
        const std::size_t before = problems_.size();
        while (true) {
            const std::size_t comma = std::min(list.find(','), list.size());
            parse_value(term, list.substr(0, comma));
            if (comma == list.size()) break;
            list.remove_prefix(comma + 1);
        }
        if (problems_.size() == before) query_.terms.push_back(term);
    }

    void parse_value(QueryTerm& term, std::string_view text) {
        QueryValue value;
        value.text = text;
        value.offset = offset_of(text);
        if (text.empty())
            return report(text, fmt::format("{} has an empty value", *name_of(term.field)),
                          {fmt::format("{}:VALUE", *name_of(term.field))});
        if (may_be_unknown(term.field) && (text == "unknown" || text == "known"))
            value.is = text == "known" ? QueryValue::Is::kKnown : QueryValue::Is::kUnknown;
        else if (!read_form(term.field, text, value) || !check_word(term.field, text))
            return;
        term.values.push_back(value);
    }

    bool check_word(Field field, std::string_view text) {
        if (field == Field::kCurrency) return check_currency(text);
        const std::vector<std::string> words = field_words(field);
        if (words.empty() || std::find(words.begin(), words.end(), text) != words.end())
            return true;
        std::vector<std::string> hints = suggest(text, words);
        if (hints.empty())
            hints = {fmt::format("{} is one of {}", *name_of(field), fmt::join(words, ", "))};
        report(text, fmt::format("\"{}\" is no {}", text, *name_of(field)), hints);
        return false;
    }

    bool check_currency(std::string_view text) {
        if (is_currency(text)) return true;
        std::string capitals(text);
        for (char& c : capitals)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        report(text, fmt::format("\"{}\" is no currency", text),
               {is_currency(capitals) ? capitals
                                      : "an ISO 4217 code in capitals, such as USD, EUR or JPY"});
        return false;
    }

    // Ranges of amounts, power, terms and days.
    bool read_form(Field field, std::string_view text, QueryValue& value) {
        std::optional<CellError> error;
        const auto quantity = [&](Parsed<Quantity> parsed) {
            if (auto* wrong = std::get_if<CellError>(&parsed))
                error = std::move(*wrong);
            else
                value.range = std::get<Quantity>(parsed).value;
        };
        if (field == Field::kAmount) quantity(parse_amount(text, Sign::kUnsigned));
        if (field == Field::kPower) quantity(parse_power(text));
        if (field == Field::kTerm) {
            auto parsed = parse_terms(text);
            if (auto* wrong = std::get_if<CellError>(&parsed))
                error = std::move(*wrong);
            else
                value.range = std::get<Interval>(parsed);
        }
        if (field == Field::kAgreed || field == Field::kStart || field == Field::kEnd) {
            auto parsed = parse_date(text);
            if (auto* wrong = std::get_if<CellError>(&parsed))
                error = std::move(*wrong);
            else
                value.range = std::get<DateRange>(parsed);
        }
        if (!error) return true;
        report(text.substr(error->offset, error->length), error->message, error->hints);
        return false;
    }

    Query& query_;
    std::vector<Problem>& problems_;
};

}  // namespace

const std::vector<FieldName>& query_fields() {
    static const std::vector<FieldName> fields{
        {"party", Field::kParty, "pays or is paid; a group's members included", "party:softbank"},
        {"payer", Field::kPayer, "who owes what is promised", "payer:openai"},
        {"payee", Field::kPayee, "who is owed", "payee:nvidia,amd"},
        {"deal", Field::kDeal, "the deal's slug", "deal:aws-openai-38bn"},
        {"programme", Field::kProgramme, "deals that are part of it, at any depth",
         "programme:stargate-us"},
        {"kind", Field::kKind, "what is promised", "kind:compute,lease"},
        {"class", Field::kClass, "spend, capital, contingent, transfer or right", "class:capital"},
        {"bucket", Field::kBucket, "how sure the promise is on the day", "bucket:committed"},
        {"status", Field::kStatus, "the deal's status on the day", "status:signed,active"},
        {"firmness", Field::kFirmness, "whether the payer is bound", "firmness:option"},
        {"currency", Field::kCurrency, "the leg's currency", "not:currency:USD"},
        {"amount", Field::kAmount, "the leg's whole amount as stated, in USD", "amount:10bn.."},
        {"power", Field::kPower, "the tranche's power as stated", "power:1GW.."},
        {"layer", Field::kLayer, "the tranche's layer", "layer:contract"},
        {"basis", Field::kBasis, "what the tranche's power measures", "basis:it"},
        {"site", Field::kSite, "the tranche's site", "site:abilene"},
        {"user", Field::kUser, "whose workloads the tranche is for", "user:openai"},
        {"agreed", Field::kAgreed, "day from which the leg is agreed", "agreed:2025-Q3..2026"},
        {"start", Field::kStart, "first day of the leg's term", "start:2027.."},
        {"end", Field::kEnd, "last day of the leg's term", "end:..2030"},
        {"term", Field::kTerm, "length of the leg's term", "term:5y.."},
    };
    return fields;
}

Query parse_query(const std::vector<std::string>& words, std::vector<Problem>& problems) {
    Query query;
    for (const std::string& word : words)
        query.text += (query.text.empty() ? "" : " ") + word;
    if (const auto bad = find_invalid_utf8(query.text)) {
        problems.push_back(query_problem(
            query, *bad, 1,
            fmt::format("byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(query.text[*bad])),
            {}));
        return query;
    }
    Parser parser(query, problems);
    std::size_t offset = 0;
    for (const std::string& word : words) {
        parser.parse_word(offset, word.size());
        offset += word.size() + 1;
    }
    return query;
}

Problem query_problem(const Query& query, std::size_t offset, std::size_t length,
                      std::string message, std::vector<std::string> hints) {
    Problem problem;
    problem.file = "query";
    problem.line = 1;
    problem.column = count_characters(std::string_view(query.text).substr(0, offset)) + 1;
    problem.message = std::move(message);
    problem.excerpt = query.text;
    problem.length = std::max<std::size_t>(
        1, count_characters(
               std::string_view(query.text).substr(std::min(offset, query.text.size()), length)));
    problem.hints = std::move(hints);
    return problem;
}

}  // namespace gw
