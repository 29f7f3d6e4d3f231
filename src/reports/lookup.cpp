// SPDX-License-Identifier: Apache-2.0
#include "reports/lookup.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "book/damage.h"
#include "book/schema.h"
#include "query/ask.h"
#include "query/tokens.h"
#include "reports/facts.h"
#include "text/names.h"
#include "text/suggest.h"

namespace gw {
namespace {

// The source text of all of a term's values, commas included.
std::string_view list_of(const Query& query, const QueryTerm& term) {
    const QueryPlace& first = term.values.front().place;
    const QueryPlace& last = term.values.back().place;
    return std::string_view(query.texts[first.text].text)
        .substr(first.offset, last.offset + last.length - first.offset);
}

std::string join(const std::vector<std::string_view>& words, std::string_view joint) {
    return fmt::format("{}", fmt::join(words, joint));
}

}  // namespace

std::optional<int> Lookup::find_party(std::string_view text) const {
    if (const int exact = find_slug(facts_.parties, text); exact >= 0) return exact;
    const std::string folded = fold_name(text);
    Statement row = db_.prepare(schema_text("queries", "find_spelling"));
    row.bind(0, std::string_view(folded));
    if (row.step()) {
        const int party = find_slug(facts_.parties, row.text(0));
        if (party < 0) damaged(fmt::format("book_spellings/{}", folded), "its party is not there");
        return party;
    }
    for (std::size_t i = 0; i < facts_.parties.size(); ++i)
        if (fold_name(facts_.parties[i].slug) == folded) return static_cast<int>(i);
    return std::nullopt;
}

std::vector<std::string> Lookup::party_candidates() const {
    std::vector<std::string> candidates;
    for (const PartyFacts& party : facts_.parties)
        candidates.push_back(party.slug);
    Statement rows = db_.prepare(schema_text("queries", "spellings"));
    while (rows.step())
        candidates.emplace_back(rows.text(0));
    return candidates;
}

std::vector<std::string> Lookup::deal_candidates() const {
    std::vector<std::string> candidates;
    for (const DealFacts& deal : facts_.deals)
        candidates.push_back(deal.slug);
    return candidates;
}

bool Lookup::is_named(std::string_view text) const {
    return !text.empty() && (find_party(text) || find_slug(facts_.deals, text) >= 0);
}

// Names that are known but were run together: "openai nvidia" and "openai,nvidia".
namespace {

// "payer=openai", as rows are written, is "payer:openai" in a query.
std::vector<std::string> hint_for_equals_sign(std::string_view text) {
    const std::size_t sign = text.find('=');
    if (sign == std::string_view::npos) return {};
    for (const FieldName& field : query_fields())
        if (field.name == text.substr(0, sign))
            return {fmt::format("{}:{}", field.name, text.substr(sign + 1))};
    return {};
}

}  // namespace

std::vector<std::string> Lookup::hints_for_words(const QueryTerm* term,
                                                 std::string_view text) const {
    const std::string field =
        term == nullptr ? std::string() : fmt::format("{}:", name_of(term->field).name);
    const auto all_named = [&](const std::vector<std::string_view>& words) {
        return words.size() > 1 && std::all_of(words.begin(), words.end(),
                                               [&](std::string_view one) { return is_named(one); });
    };
    std::vector<std::string_view> words;
    for (const std::string_view word : split_unquoted(text, ' '))
        if (!word.empty()) words.push_back(word);
    if (all_named(words)) return {fmt::format("{}{}", field, join(words, " and "))};
    const std::vector<std::string_view> listed = split_unquoted(text, ',');
    if (term == nullptr && all_named(listed)) return {fmt::format("party:{}", join(listed, ","))};
    return {};
}

int Lookup::party(const Query& query, const QueryTerm& term, const QueryValue& value,
                  std::vector<Problem>& problems) const {
    if (const auto party = find_party(value.text)) return *party;
    std::vector<std::string> hints = hints_for_words(&term, value.text);
    if (hints.empty() && term.values.size() > 1 && find_party(list_of(query, term)))
        hints = {fmt::format("{}:\"{}\"", name_of(term.field).name, list_of(query, term))};
    if (hints.empty()) hints = suggest(value.text, party_candidates());
    if (hints.empty()) hints = {"the parties of the book: gigawatch parties"};
    problems.push_back(query_problem(query, value.place,
                                     fmt::format("\"{}\" is no party of the book", value.text),
                                     std::move(hints)));
    return -1;
}

int Lookup::deal(const Query& query, const QueryValue& value,
                 std::vector<Problem>& problems) const {
    const int deal = find_slug(facts_.deals, value.text);
    if (deal >= 0) return deal;
    std::vector<std::string> hints = suggest(value.text, deal_candidates());
    if (hints.empty()) hints = {"the deals of the book: gigawatch deals"};
    problems.push_back(query_problem(query, value.place,
                                     fmt::format("\"{}\" is no deal of the book", value.text),
                                     std::move(hints)));
    return -1;
}

Lookup::Named Lookup::party_or_deal(const Query& query, const QueryValue& value,
                                    std::vector<Problem>& problems) const {
    if (const auto party = find_party(value.text)) return {*party, -1};
    if (const int deal = find_slug(facts_.deals, value.text); deal >= 0) return {-1, deal};
    std::vector<std::string> hints = hint_for_equals_sign(value.text);
    if (hints.empty()) hints = hints_for_words(nullptr, value.text);
    if (hints.empty()) {
        std::vector<std::string> candidates = party_candidates();
        for (std::string& slug : deal_candidates())
            candidates.push_back(std::move(slug));
        hints = suggest(value.text, candidates);
    }
    if (hints.empty()) hints = {"a bare word is a party or a deal; other terms are FIELD:VALUE"};
    problems.push_back(query_problem(
        query, value.place, fmt::format("\"{}\" is no party and no deal of the book", value.text),
        std::move(hints)));
    return {};
}

std::string Lookup::site(const Query& query, const QueryValue& value,
                         std::vector<Problem>& problems) const {
    return by_slug_or_name("site", schema_text("queries", "site_names"), query, value, problems);
}

std::string Lookup::hardware(const Query& query, const QueryValue& value,
                             std::vector<Problem>& problems) const {
    return by_slug_or_name("hardware", schema_text("queries", "hardware_names"), query, value,
                           problems);
}

// A slug goes before a name, and of two rows with one name the first.
std::string Lookup::by_slug_or_name(std::string_view what, std::string_view sql, const Query& query,
                                    const QueryValue& value, std::vector<Problem>& problems) const {
    const std::string folded = fold_text(value.text);
    std::vector<std::string> slugs;
    std::string named;
    Statement rows = db_.prepare(sql);
    while (rows.step()) {
        if (rows.text(0) == value.text) named = value.text;
        if (named.empty() && fold_text(rows.text(1)) == folded) named = rows.text(0);
        slugs.emplace_back(rows.text(0));
    }
    if (std::find(slugs.begin(), slugs.end(), value.text) != slugs.end()) return value.text;
    if (!named.empty()) return named;
    std::vector<std::string> near = suggest(value.text, slugs);
    const std::string_view plural_end = what == "site" ? "s" : "";
    if (near.empty())
        near = {slugs.empty()
                    ? fmt::format("the book has no {}{}", what, plural_end)
                    : fmt::format("the {}{} of the book {} {}", what, plural_end,
                                  plural_end.empty() ? "is" : "are", list_some(slugs, 10))};
    problems.push_back(query_problem(query, value.place,
                                     fmt::format("\"{}\" is no {} of the book", value.text, what),
                                     std::move(near)));
    return {};
}

}  // namespace gw
