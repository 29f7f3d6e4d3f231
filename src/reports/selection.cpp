// SPDX-License-Identifier: Apache-2.0
#include "reports/selection.h"

#include <fmt/core.h>

#include <algorithm>

#include "book/damage.h"
#include "book/schema.h"
#include "query/ask.h"
#include "reports/facts.h"
#include "text/names.h"
#include "text/suggest.h"

namespace gw {
namespace {

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

bool inside(const std::optional<Int128>& value, const Interval& range) {
    if (!value) return false;
    return (!range.lo || *range.lo <= *value) && (!range.hi || *value <= *range.hi);
}

// A date lies in a range of days only if it surely does.
bool inside(const DateRange& date, const DateRange& range) {
    if (date.unknown()) return false;
    return (!range.lo || (date.lo && *range.lo <= *date.lo)) &&
           (!range.hi || (date.hi && *date.hi <= *range.hi));
}

// Whether a value's `known`, `unknown` or range holds for something that is known or not.
template <class Value, class Range>
bool holds(const QueryValue& wanted, bool known, const Value& value, const Range* range) {
    if (wanted.is == QueryValue::Is::kKnown) return known;
    if (wanted.is == QueryValue::Is::kUnknown) return !known;
    return known && range != nullptr && inside(value, *range);
}

bool is_about_tranches(Field field) {
    return field == Field::kPower || field == Field::kLayer || field == Field::kBasis ||
           field == Field::kSite || field == Field::kUser;
}

}  // namespace

Selection::Selection(const Db& db, const Facts& facts, const std::vector<std::string>& words,
                     Day on)
    : db_(db), facts_(facts), on_(on) {
    std::vector<Problem> problems;
    const Query query = parse_query(words, problems);
    text_ = query.text;
    for (const QueryTerm& term : query.terms) {
        conditions_.push_back(compile(query, term, problems));
        fields_.push_back(term.field);
    }
    if (problems.empty()) return;
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.column < b.column; });
    const std::size_t count = problems.size();
    throw Error(Exit::kUsage, std::move(problems),
                fmt::format("{} in the query; nothing was asked",
                            count == 1 ? "1 error" : fmt::format("{} errors", count)));
}

bool Selection::mentions(Field field) const {
    return std::find(fields_.begin(), fields_.end(), field) != fields_.end();
}

bool Selection::matches(const Subject& subject) const {
    return std::all_of(conditions_.begin(), conditions_.end(),
                       [&](const Condition& condition) { return condition(subject); });
}

bool Selection::matches_leg(int leg, Day on) const {
    return matches({facts_.legs[at(leg)].deal, leg, nullptr, on});
}
bool Selection::matches_tranche(const Tranche& tranche) const {
    return matches({tranche.deal, -1, &tranche, on_});
}

// A deal is meant if one of its legs satisfies every term at once, or, having none, the deal itself
// does.
bool Selection::matches_deal(int deal) const {
    bool has_legs = false;
    for (int leg = first_leg(facts_, deal); leg < first_leg(facts_, deal + 1); ++leg) {
        if (matches({deal, leg, nullptr, on_})) return true;
        has_legs = true;
    }
    return !has_legs && matches({deal, -1, nullptr, on_});
}

bool Selection::any_leg(const Subject& subject, const std::function<bool(int)>& holds_for) const {
    if (subject.leg >= 0) return holds_for(subject.leg);
    if (subject.deal < 0) return false;
    for (int leg = first_leg(facts_, subject.deal); leg < first_leg(facts_, subject.deal + 1);
         ++leg)
        if (holds_for(leg)) return true;
    return false;
}

bool Selection::any_tranche(const Subject& subject,
                            const std::function<bool(const Tranche&)>& holds_for) const {
    if (subject.tranche != nullptr) return holds_for(*subject.tranche);
    if (subject.deal < 0) return false;
    return std::any_of(tranches_.begin(), tranches_.end(), [&](const Tranche& tranche) {
        return tranche.deal == subject.deal && holds_for(tranche);
    });
}

Selection::Condition Selection::compile(const Query& query, const QueryTerm& term,
                                        std::vector<Problem>& problems) {
    if (is_about_tranches(term.field) && !tranches_read_) {
        tranches_ = read_tranches(db_, facts_, on_);
        tranches_read_ = true;
    }
    std::vector<Condition> alternatives;
    for (const QueryValue& value : term.values)
        alternatives.push_back(compile_value(query, term, value, problems));
    return [alternatives, negated = term.negated](const Subject& subject) {
        const bool any = std::any_of(alternatives.begin(), alternatives.end(),
                                     [&](const Condition& one) { return one && one(subject); });
        return any != negated;
    };
}

Selection::Condition Selection::compile_value(const Query& query, const QueryTerm& term,
                                              const QueryValue& value,
                                              std::vector<Problem>& problems) {
    switch (term.field) {
        case Field::kAny:
            return compile_bare(query, term, value, problems);
        case Field::kParty:
        case Field::kPayer:
        case Field::kPayee: {
            const int party = party_or_problem(query, value, problems);
            if (party < 0) return {};
            if (!term.negated) named_parties_.push_back(party);
            return about_party(term.field, party);
        }
        case Field::kDeal:
        case Field::kProgramme: {
            const int deal = deal_or_problem(query, value, problems);
            if (deal < 0) return {};
            if (term.field == Field::kProgramme) return about_deals(deals_of_programme(deal));
            return [deal](const Subject& subject) { return subject.deal == deal; };
        }
        case Field::kAmount:
        case Field::kAgreed:
        case Field::kStart:
        case Field::kEnd:
        case Field::kTerm:
            return compile_leg_range(term.field, value);
        default:
            break;
    }
    if (is_about_tranches(term.field))
        return compile_tranche_term(query, term.field, value, problems);
    return compile_leg_word(term.field, value);
}

// A word that is a party and a deal is the party; `deal:` says the other.
Selection::Condition Selection::compile_bare(const Query& query, const QueryTerm& term,
                                             const QueryValue& value,
                                             std::vector<Problem>& problems) {
    if (const auto party = find_party(value.text)) {
        if (!term.negated) named_parties_.push_back(*party);
        return about_party(Field::kParty, *party);
    }
    const int deal = find_slug(facts_.deals, value.text);
    if (deal >= 0) return [deal](const Subject& subject) { return subject.deal == deal; };
    std::vector<std::string> candidates = party_candidates();
    for (std::string& slug : deal_candidates())
        candidates.push_back(std::move(slug));
    std::vector<std::string> hints = suggest(value.text, candidates);
    if (hints.empty()) hints = {"a bare word is a party or a deal; other terms are FIELD:VALUE"};
    problems.push_back(query_problem(
        query, value.offset, value.text.size(),
        fmt::format("\"{}\" is no party and no deal of the book", value.text), hints));
    return {};
}

Selection::Condition Selection::about_party(Field field, int party) const {
    return [this, field, party](const Subject& subject) {
        return any_leg(subject,
                       [&](int leg) {
                           const LegFacts& facts = facts_.legs[at(leg)];
                           const bool pays =
                               field != Field::kPayee && belongs_to(facts.payer, party);
                           const bool is_paid =
                               field != Field::kPayer && belongs_to(facts.payee, party);
                           return pays || is_paid;
                       }) ||
               (field == Field::kParty && subject.tranche != nullptr &&
                subject.tranche->user >= 0 && belongs_to(subject.tranche->user, party));
    };
}

Selection::Condition Selection::about_deals(std::vector<char> wanted) const {
    return [wanted = std::move(wanted)](const Subject& subject) {
        return subject.deal >= 0 && wanted[at(subject.deal)] != 0;
    };
}

Selection::Condition Selection::compile_leg_word(Field field, const QueryValue& value) const {
    const std::string word = value.text;
    if (field == Field::kStatus)
        return [this, word](const Subject& subject) {
            if (subject.deal < 0) return false;
            const EventFacts* event = latest_event(facts_.deals[at(subject.deal)], subject.on);
            return event != nullptr && kStatusNames[index_of(event->status)] == word;
        };
    if (field == Field::kBucket)
        return [this, word](const Subject& subject) {
            if (subject.tranche != nullptr)
                return subject.tranche->bucket &&
                       kBucketNames[index_of(*subject.tranche->bucket)] == word;
            return any_leg(subject, [&](int leg) {
                const auto bucket = bucket_on(facts_, facts_.legs[at(leg)], subject.on);
                return bucket && kBucketNames[index_of(*bucket)] == word;
            });
        };
    if (field == Field::kFirmness)
        return [this, word](const Subject& subject) {
            if (subject.tranche != nullptr)
                return kFirmnessNames[index_of(subject.tranche->firmness)] == word;
            return any_leg(subject, [&](int leg) {
                return kFirmnessNames[index_of(facts_.legs[at(leg)].firmness)] == word;
            });
        };
    return [this, field, value](const Subject& subject) {
        return any_leg(subject, [&](int leg) {
            const LegFacts& facts = facts_.legs[at(leg)];
            if (field == Field::kKind) return kLegKinds[facts.kind].name == value.text;
            if (field == Field::kClass)
                return kClassNames[index_of(kLegKinds[facts.kind].leg_class)] == value.text;
            if (value.is == QueryValue::Is::kUnknown) return facts.currency < 0;
            if (value.is == QueryValue::Is::kKnown) return facts.currency >= 0;
            return facts.currency >= 0 && facts_.currencies[at(facts.currency)] == value.text;
        });
    };
}

Selection::Condition Selection::compile_leg_range(Field field, const QueryValue& value) const {
    const auto holds_for = [this, field, value](int leg) {
        const LegFacts& facts = facts_.legs[at(leg)];
        const auto* range = std::get_if<Interval>(&value.range);
        const auto* days = std::get_if<DateRange>(&value.range);
        if (field == Field::kTerm)
            return holds(value, facts.term_months > 0, std::optional<Int128>(facts.term_months),
                         range);
        if (field == Field::kStart) return holds(value, !facts.start.unknown(), facts.start, days);
        if (field == Field::kEnd) return holds(value, !facts.end.unknown(), facts.end, days);
        if (field == Field::kAgreed) {
            const Day agreed = agreed_day(facts_, facts);
            return holds(value, agreed != kEndOfTime, DateRange{agreed, agreed}, days);
        }
        const auto amount = full_amount_in_base(facts_, facts);
        return holds(value, !full_amount(facts).unknown(),
                     amount ? std::optional(amount->stated) : std::nullopt, range);
    };
    return [this, holds_for](const Subject& subject) { return any_leg(subject, holds_for); };
}

Selection::Condition Selection::compile_tranche_term(const Query& query, Field field,
                                                     const QueryValue& value,
                                                     std::vector<Problem>& problems) {
    const bool named = value.is == QueryValue::Is::kValue;
    int user = -1;
    if (field == Field::kUser && named && (user = party_or_problem(query, value, problems)) < 0)
        return {};
    if (field == Field::kSite && named) {
        std::vector<std::string> sites;
        Statement rows = db_.prepare(schema_text("queries", "sites"));
        while (rows.step())
            sites.emplace_back(rows.text(0));
        if (std::find(sites.begin(), sites.end(), value.text) == sites.end()) {
            std::vector<std::string> near = suggest(value.text, sites);
            if (near.empty()) near = {"the sites of the book are " + list_some(sites, 10)};
            problems.push_back(
                query_problem(query, value.offset, value.text.size(),
                              fmt::format("\"{}\" is no site of the book", value.text), near));
            return {};
        }
    }
    const auto holds_for = [this, field, value, user](const Tranche& tranche) {
        const bool by_word = value.is == QueryValue::Is::kValue;
        const bool unknown = value.is == QueryValue::Is::kUnknown;
        if (field == Field::kPower)
            return holds(value, !tranche.power_kw.unknown(),
                         std::optional<Int128>(
                             tranche.power_kw.hi.value_or(tranche.power_kw.lo.value_or(0))),
                         std::get_if<Interval>(&value.range));
        if (field == Field::kLayer)
            return by_word ? kLayerNames[tranche.layer] == value.text : !unknown;
        if (field == Field::kBasis)
            return by_word ? kBasisNames[tranche.basis] == value.text
                           : unknown == (kBasisNames[tranche.basis] == "unspecified");
        if (field == Field::kSite)
            return by_word ? tranche.site == value.text : unknown == tranche.site.empty();
        return by_word ? tranche.user >= 0 && belongs_to(tranche.user, user)
                       : unknown == (tranche.user < 0);
    };
    return [this, holds_for](const Subject& subject) { return any_tranche(subject, holds_for); };
}

std::optional<int> Selection::find_party(std::string_view text) const {
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

int Selection::party_or_problem(const Query& query, const QueryValue& value,
                                std::vector<Problem>& problems) const {
    if (const auto party = find_party(value.text)) return *party;
    std::vector<std::string> hints = suggest(value.text, party_candidates());
    if (hints.empty()) hints = {"the parties of the book: gigawatch parties"};
    problems.push_back(query_problem(query, value.offset, value.text.size(),
                                     fmt::format("\"{}\" is no party of the book", value.text),
                                     hints));
    return -1;
}

int Selection::deal_or_problem(const Query& query, const QueryValue& value,
                               std::vector<Problem>& problems) const {
    const int deal = find_slug(facts_.deals, value.text);
    if (deal >= 0) return deal;
    std::vector<std::string> hints = suggest(value.text, deal_candidates());
    if (hints.empty()) hints = {"the deals of the book: gigawatch deals"};
    problems.push_back(query_problem(query, value.offset, value.text.size(),
                                     fmt::format("\"{}\" is no deal of the book", value.text),
                                     hints));
    return -1;
}

std::vector<std::string> Selection::party_candidates() const {
    std::vector<std::string> candidates;
    for (const PartyFacts& party : facts_.parties)
        candidates.push_back(party.slug);
    Statement rows = db_.prepare(schema_text("queries", "spellings"));
    while (rows.step())
        candidates.emplace_back(rows.text(0));
    return candidates;
}

std::vector<std::string> Selection::deal_candidates() const {
    std::vector<std::string> candidates;
    for (const DealFacts& deal : facts_.deals)
        candidates.push_back(deal.slug);
    return candidates;
}

bool Selection::belongs_to(int party, int whole) const {
    for (int up = party; up >= 0; up = facts_.parties[at(up)].parent)
        if (up == whole) return true;
    return false;
}

std::vector<char> Selection::deals_of_programme(int programme) const {
    std::vector<char> wanted(facts_.deals.size(), 0);
    Statement rows = db_.prepare(schema_text("queries", "deals_of_programme"));
    rows.bind(0, std::string_view(facts_.deals[at(programme)].slug));
    while (rows.step())
        wanted[at(find_slug(facts_.deals, rows.text(0)))] = 1;
    return wanted;
}

}  // namespace gw
