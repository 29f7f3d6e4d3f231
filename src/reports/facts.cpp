// SPDX-License-Identifier: Apache-2.0
#include "reports/facts.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/cells.h"

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
    std::vector<int> next(parents.size(), -1);
    for (std::size_t i = 0; i < parents.size(); ++i) {
        if (parents[i].empty()) continue;
        next[i] = find_slug(facts.parties, parents[i]);
        if (next[i] < 0)
            damaged("parties/" + facts.parties[i].slug,
                    fmt::format("its parent \"{}\" is not there", parents[i]));
        facts.parties[i].parent = next[i];
    }
    if (const int at = find_circle(next); at >= 0)
        damaged("parties/" + facts.parties[static_cast<std::size_t>(at)].slug,
                "its parent goes in a circle");
    facts.groups = find_groups(facts.parties);
}

void read_deals(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "deal_kinds"));
    while (rows.step())
        facts.deals.push_back({std::string(rows.text(0)), rows.integer(1) != 0, {}});
}

// Finds deals by slug that are asked for in the order of their slugs: in one walk over all.
class DealWalk {
public:
    explicit DealWalk(const Facts& facts) : deals_(facts.deals) {}

    int walk_to(std::string_view slug) {  // -1: not there
        while (at_ < deals_.size() && deals_[at_].slug < slug)
            ++at_;
        return at_ < deals_.size() && deals_[at_].slug == slug ? static_cast<int>(at_) : -1;
    }

private:
    const std::vector<DealFacts>& deals_;
    std::size_t at_ = 0;
};

void read_events(const Db& db, Facts& facts) {
    Statement rows = db.prepare(schema_text("queries", "events"));
    DealWalk deals(facts);
    while (rows.step()) {
        const auto name = [&] { return fmt::format("events/{}/{}", rows.text(0), rows.text(1)); };
        const int deal = deals.walk_to(rows.text(0));
        if (deal < 0) damaged(name(), "its deal is not there");
        const auto status = find_word(kStatusNames, rows.text(1));
        if (!status) unknown_word(name(), rows.text(1));
        facts.deals[static_cast<std::size_t>(deal)].events.push_back(
            {event_day(read_dates(rows, 2), read_dates(rows, 4)), static_cast<Status>(*status)});
    }
    for (DealFacts& one : facts.deals)
        std::sort(one.events.begin(), one.events.end(),
                  [](const EventFacts& a, const EventFacts& b) {
                      return std::pair(a.day, a.status) < std::pair(b.day, b.status);
                  });
}

constexpr std::array<std::string_view, 4> kPeriodNames{"", "year", "quarter",
                                                       "month"};  // as Period has them

// Numbers parties by slug and currencies in the order in which they come.
class LegReader {
public:
    explicit LegReader(Facts& facts) : facts_(facts), deals_(facts) {
        for (std::size_t i = 0; i < facts.parties.size(); ++i)
            parties_.emplace(facts.parties[i].slug, static_cast<int>(i));
    }

    // REQUIRES: rows come in the order of their deals.
    LegFacts read(const Statement& row) {
        LegFacts leg;
        leg.deal = deals_.walk_to(row.text(0));
        if (leg.deal < 0) damaged(name_of(row), "its deal is not there");
        leg.number = static_cast<int>(row.integer(1));
        leg.payer = party(row, 2);
        leg.payee = party(row, 3);
        leg.kind = kind(row, 4);
        leg.per = static_cast<Period>(word(kPeriodNames, row, 5));
        leg.firmness = static_cast<Firmness>(word(kFirmnessNames, row, 6));
        leg.profile = static_cast<Profile>(word(kProfileNames, row, 7));
        leg.amount = {row.optional_integer(9), row.optional_integer(10)};
        if (!is_sound(leg.amount)) unsound_interval(name_of(row));
        if (!row.is_null(8)) leg.currency = currency(row.text(8));
        if (leg.currency < 0 && !leg.amount.unknown())
            damaged(name_of(row), "an amount without a currency");
        leg.approx = row.integer(11) != 0;
        leg.term_months = static_cast<int>(row.integer(12));
        leg.agreed = read_dates(row, 13);
        leg.ended = read_dates(row, 15);
        leg.start = read_dates(row, 17);
        leg.end = read_dates(row, 19);
        return leg;
    }

private:
    static std::string name_of(const Statement& row) {
        return fmt::format("legs/{}/{}", row.text(0), row.text(1));
    }

    int party(const Statement& row, int column) const {
        const auto found = parties_.find(row.text(column));
        if (found == parties_.end())
            damaged(name_of(row), fmt::format("party \"{}\" is not there", row.text(column)));
        return found->second;
    }

    static std::uint8_t kind(const Statement& row, int column) {
        const std::string_view name = row.text(column);
        for (std::size_t kind = 0; kind < kLegKinds.size(); ++kind)
            if (kLegKinds[kind].name == name) return static_cast<std::uint8_t>(kind);
        unknown_word(name_of(row), name);
    }

    template <std::size_t N>
    static std::size_t word(const std::array<std::string_view, N>& words, const Statement& row,
                            int column) {
        const auto found = find_word(words, row.text(column));
        if (!found) unknown_word(name_of(row), row.text(column));
        return *found;
    }

    int currency(std::string_view code) {
        for (std::size_t i = 0; i < facts_.currencies.size(); ++i)
            if (facts_.currencies[i] == code) return static_cast<int>(i);
        if (code == kBaseCurrency)
            facts_.base_currency = static_cast<int>(facts_.currencies.size());
        facts_.currencies.emplace_back(code);
        return static_cast<int>(facts_.currencies.size()) - 1;
    }

    Facts& facts_;
    DealWalk deals_;
    std::unordered_map<std::string_view, int> parties_;
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
        if (part < 0 || whole < 0)
            damaged(fmt::format("leg_links/{}/{}/within", parts.text(0), parts.text(1)),
                    "a leg is not there");
        facts.legs[static_cast<std::size_t>(part)].within = whole;
    }
    std::vector<int> next;
    next.reserve(facts.legs.size());
    for (const LegFacts& leg : facts.legs)
        next.push_back(leg.within);
    if (const int at = find_circle(next); at >= 0) {
        const LegFacts& leg = facts.legs[static_cast<std::size_t>(at)];
        damaged(fmt::format("legs/{}/{}", facts.deals[static_cast<std::size_t>(leg.deal)].slug,
                            leg.number),
                "it is within itself");
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
        if (std::holds_alternative<CellError>(parse_decimal(rows.text(3))))
            damaged(fmt::format("fx_rates/{}", rows.text(0)),
                    fmt::format("\"{}\" is no rate", rows.text(3)));
        read_decimal(rows.text(3), rate.mantissa, rate.scale);
        facts.rates.push_back(rate);
    }
    std::sort(facts.rates.begin(), facts.rates.end(), [](const RateFacts& a, const RateFacts& b) {
        return std::tuple(a.currency, a.day, a.first) < std::tuple(b.currency, b.day, b.first);
    });
}

}  // namespace

DateRange read_dates(const Statement& row, int first_column) {
    const auto read = [&](int column) -> std::optional<Day> {
        if (row.is_null(column)) return std::nullopt;
        const auto day = parse_day(row.text(column));
        if (!day)
            damaged(row.column_name(column), fmt::format("\"{}\" is no day", row.text(column)));
        return day;
    };
    const DateRange range{read(first_column), read(first_column + 1)};
    if (range.lo && range.hi && *range.hi < *range.lo)
        damaged(row.column_name(first_column),
                fmt::format("{} comes after {}", format_day(*range.lo), format_day(*range.hi)));
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
