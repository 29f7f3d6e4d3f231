// SPDX-License-Identifier: Apache-2.0
#include "facts.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "schema.h"

namespace gw {
namespace {

constexpr std::string_view kBaseCurrency = "USD";

void read_parties(const Db& db, Facts& facts) {
    std::vector<std::string> parents;
    Statement rows = db.prepare(schema_text("queries", "parties"));
    while (rows.step()) {
        facts.parties.push_back({std::string(rows.text(0)), -1, rows.integer(2) != 0});
        parents.emplace_back(rows.text(1));
    }
    for (std::size_t i = 0; i < parents.size(); ++i)
        if (!parents[i].empty()) facts.parties[i].parent = find_slug(facts.parties, parents[i]);
    facts.groups = find_groups(facts.parties);
}

void read_deals(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "deal_kinds"));
    while (rows.step())
        facts.deals.push_back({std::string(rows.text(0)), rows.integer(1) != 0, {}});
}

void read_events(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "events"));
    int deal = -1;
    while (rows.step()) {
        if (deal < 0 || facts.deals[static_cast<std::size_t>(deal)].slug != rows.text(0))
            deal = find_slug(facts.deals, rows.text(0));
        const auto status = find_word(kStatusNames, rows.text(1));
        if (deal < 0 || !status) continue;
        facts.deals[static_cast<std::size_t>(deal)].events.push_back(
            {event_day(read_dates(rows, 2), read_dates(rows, 4)), static_cast<Status>(*status)});
    }
    for (DealFacts& one : facts.deals)
        std::sort(one.events.begin(), one.events.end(),
                  [](const EventFacts& a, const EventFacts& b) {
                      return std::pair(a.day, a.status) < std::pair(b.day, b.status);
                  });
}

Period read_period(std::string_view per) {
    if (per == "year") return Period::kYear;
    if (per == "quarter") return Period::kQuarter;
    return per == "month" ? Period::kMonth : Period::kTotal;
}

std::uint8_t read_kind(std::string_view name) {
    std::uint8_t kind = 0;
    while (kind + 1u < kLegKinds.size() && kLegKinds[kind].name != name)
        ++kind;
    return kind;
}

// Numbers parties by slug and currencies in the order in which they come.
class LegReader {
public:
    explicit LegReader(Facts& facts) : facts_(facts) {
        for (std::size_t i = 0; i < facts.parties.size(); ++i)
            parties_.emplace(facts.parties[i].slug, static_cast<int>(i));
    }

    LegFacts read(const Statement& row) {
        LegFacts leg;
        if (deal_ < 0 || facts_.deals[static_cast<std::size_t>(deal_)].slug != row.text(0))
            deal_ = find_slug(facts_.deals, row.text(0));
        leg.deal = deal_;
        leg.number = static_cast<int>(row.integer(1));
        leg.payer = parties_.at(row.text(2));
        leg.payee = parties_.at(row.text(3));
        leg.kind = read_kind(row.text(4));
        leg.per = read_period(row.text(5));
        leg.firmness = static_cast<Firmness>(find_word(kFirmnessNames, row.text(6)).value_or(0));
        leg.profile = static_cast<Profile>(
            find_word(kProfileNames, row.text(7)).value_or(index_of(Profile::kUnknown)));
        if (!row.is_null(8)) leg.currency = currency(row.text(8));
        leg.amount = {row.optional_integer(9), row.optional_integer(10)};
        leg.approx = row.integer(11) != 0;
        leg.term_months = static_cast<int>(row.integer(12));
        leg.agreed = read_dates(row, 13);
        leg.ended = read_dates(row, 15);
        leg.start = read_dates(row, 17);
        leg.end = read_dates(row, 19);
        return leg;
    }

private:
    int currency(std::string_view code) {
        for (std::size_t i = 0; i < facts_.currencies.size(); ++i)
            if (facts_.currencies[i] == code) return static_cast<int>(i);
        if (code == kBaseCurrency)
            facts_.base_currency = static_cast<int>(facts_.currencies.size());
        facts_.currencies.emplace_back(code);
        return static_cast<int>(facts_.currencies.size()) - 1;
    }

    Facts& facts_;
    std::unordered_map<std::string_view, int> parties_;
    int deal_ = -1;
};

void read_legs(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "legs"));
    LegReader reader(facts);
    while (rows.step())
        facts.legs.push_back(reader.read(rows));
    Statement parts = db.prepare(schema_text("queries", "parts"));
    while (parts.step()) {
        const int part = find_leg(facts, find_slug(facts.deals, parts.text(0)),
                                  static_cast<int>(parts.integer(1)));
        const int whole = find_leg(facts, find_slug(facts.deals, parts.text(2)),
                                   static_cast<int>(parts.integer(3)));
        if (part >= 0) facts.legs[static_cast<std::size_t>(part)].within = whole;
    }
}

// "1.17440" -> 117440 and 5 digits after the point.
void read_decimal(std::string_view text, std::int64_t& mantissa, int& scale) {
    std::string digits;
    const std::size_t point = text.find('.');
    for (const char c : text)
        if (c != '.') digits += c;
    scale = point == std::string_view::npos ? 0 : static_cast<int>(text.size() - point - 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), mantissa);
}

void read_rates(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "rates"));
    rows.bind(0, kBaseCurrency);
    while (rows.step()) {
        const auto found =
            std::find(facts.currencies.begin(), facts.currencies.end(), rows.text(0));
        if (found == facts.currencies.end()) continue;
        const DateRange date = read_dates(rows, 1);
        RateFacts rate{static_cast<int>(found - facts.currencies.begin()),
                       date.hi.value_or(kEndOfTime), date.lo.value_or(Day{INT32_MIN}), 0, 0};
        read_decimal(rows.text(3), rate.mantissa, rate.scale);
        facts.rates.push_back(rate);
    }
    std::sort(facts.rates.begin(), facts.rates.end(), [](const RateFacts& a, const RateFacts& b) {
        return std::tuple(a.currency, a.day, a.first) < std::tuple(b.currency, b.day, b.first);
    });
}

}  // namespace

DateRange read_dates(const Statement& row, int first_column) {
    DateRange range;
    if (!row.is_null(first_column)) range.lo = parse_day(row.text(first_column));
    if (!row.is_null(first_column + 1)) range.hi = parse_day(row.text(first_column + 1));
    return range;
}

int find_leg(const Facts& facts, int deal, int number) {
    const auto found =
        std::lower_bound(facts.legs.begin(), facts.legs.end(), std::pair(deal, number),
                         [](const LegFacts& leg, const std::pair<int, int>& wanted) {
                             return std::pair(leg.deal, leg.number) < wanted;
                         });
    if (found == facts.legs.end() || found->deal != deal || found->number != number) return -1;
    return static_cast<int>(found - facts.legs.begin());
}

Facts read_facts(const Db& db) {
    Facts facts;
    read_parties(db, facts);
    read_deals(db, facts);
    read_events(db, facts);
    read_legs(db, facts);
    read_rates(db, facts);
    return facts;
}

}  // namespace gw
