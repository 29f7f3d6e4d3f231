// SPDX-License-Identifier: Apache-2.0
#include "reports/facts.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <future>
#include <new>

#include "book/damage.h"
#include "book/schema.h"
#include "cells/cells.h"
#include "reports/fact_rows.h"
#include "text/name_table.h"

namespace gw {
namespace {

constexpr std::string_view kBaseCurrency = "USD";
constexpr std::size_t kMostRoom = std::size_t{4} << 20;  // legs for which there is room beforehand

template <class Rows>
void read_parties(const Rows& rows, Facts& facts) {
    std::vector<std::string> parents;
    rows.each(schema_text("queries", "parties"), [&](const auto& row) {
        facts.parties.push_back({std::string(row.text(0)), -1, row.text(2) == "unnamed"});
        parents.emplace_back(row.text(1));
    });
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

template <class Rows>
void read_deals(const Rows& rows, Facts& facts) {
    rows.each(schema_text("queries", "deal_kinds"), [&](const auto& row) {
        facts.deals.push_back({std::string(row.text(0)), row.text(1) == "programme"});
    });
}

// Finds deals by slug that are mostly asked for in the order of their slugs.
class DealWalk {
public:
    explicit DealWalk(const Facts& facts) : deals_(facts.deals) {}

    int walk_to(std::string_view slug) {  // -1: not there
        if (at_ < deals_.size() && deals_[at_].slug == slug) return static_cast<int>(at_);
        if (at_ + 1 < deals_.size() && deals_[at_ + 1].slug == slug) return static_cast<int>(++at_);
        const int found = find_slug(deals_, slug);
        if (found >= 0) at_ = static_cast<std::size_t>(found);
        return found;
    }

private:
    const std::vector<DealFacts>& deals_;
    std::size_t at_ = 0;
};

// When sources were published.
class SourceDays {
public:
    template <class Rows>
    explicit SourceDays(const Rows& rows) {
        rows.each(schema_text("queries", "source_days"), [&](const auto& row) {
            const auto day = [&](int column) -> std::optional<std::string> {
                if (row.is_null(column)) return std::nullopt;
                return std::string(row.text(column));
            };
            sources_.push_back({std::string(row.text(0)), {day(1), day(2)}});
        });
    }

    // No day for a source that is not there.
    DateRange published(std::string_view source) const {
        const int found = find_slug(sources_, source);
        if (found < 0) return {};
        return read_range(sources_[static_cast<std::size_t>(found)], 0, "published");
    }

private:
    // As a row of two columns.
    struct Source {
        std::string slug;
        std::array<std::optional<std::string>, 2> days;

        bool is_null(int column) const { return !days[static_cast<std::size_t>(column)]; }
        std::string_view text(int column) const {
            return is_null(column) ? std::string_view() : *days[static_cast<std::size_t>(column)];
        }
    };
    std::vector<Source> sources_;
};

struct EventOfDeal {
    int deal = 0;
    EventFacts event;

    auto order() const { return std::tuple(deal, event.day, event.status); }
};

// Each deal's events, by day and status, in one list for all.
void share_out(std::vector<EventOfDeal>& events, Facts& facts) {
    const auto before = [](const EventOfDeal& a, const EventOfDeal& b) {
        return a.order() < b.order();
    };
    if (!std::is_sorted(events.begin(), events.end(), before))
        std::sort(events.begin(), events.end(), before);
    facts.events.reserve(events.size());
    for (const EventOfDeal& one : events)
        facts.events.push_back(one.event);
    for (std::size_t first = 0; first < events.size();) {
        std::size_t end = first;
        while (end < events.size() && events[end].deal == events[first].deal)
            ++end;
        facts.deals[static_cast<std::size_t>(events[first].deal)].events =
            std::span(facts.events).subspan(first, end - first);
        first = end;
    }
}

template <class Rows>
void read_events(const Rows& rows, Facts& facts) {
    const SourceDays sources(rows);
    DealWalk deals(facts);
    std::vector<EventOfDeal> events;
    rows.each(schema_text("queries", "events"), [&](const auto& row) {
        const auto name = [&] { return fmt::format("events/{}/{}", row.text(0), row.text(1)); };
        const int deal = deals.walk_to(row.text(0));
        if (deal < 0) damaged(name(), "its deal is not there");
        const auto status = find_word(kStatusNames, row.text(1));
        if (!status) unknown_word(name(), row.text(1));
        const DateRange published = row.is_null(4) ? DateRange{} : sources.published(row.text(4));
        events.push_back(
            {deal,
             {event_day(read_range(row, 2, "date"), published), static_cast<Status>(*status)}});
    });
    share_out(events, facts);
}

constexpr std::array<std::string_view, 4> kPeriodNames{"", "year", "quarter",
                                                       "month"};  // as Period has them

// The place of a currency in a list, at whose end it stands from now on if it was not there.
int number_of(std::string_view currency, std::vector<std::string>& currencies) {
    const auto found = std::find(currencies.begin(), currencies.end(), currency);
    if (found != currencies.end()) return static_cast<int>(found - currencies.begin());
    currencies.emplace_back(currency);
    return static_cast<int>(currencies.size()) - 1;
}

// Numbers parties by slug, and currencies in the order in which they come, in a list of its own.
class LegReader {
public:
    LegReader(const Facts& facts, std::vector<std::string>& currencies)
        : currencies_(currencies),
          deals_(facts),
          parties_(facts.parties.size()),
          kinds_(kLegKinds.size()),
          periods_(names_of(kPeriodNames)),
          firmness_(names_of(kFirmnessNames)),
          profiles_(names_of(kProfileNames)) {
        for (std::size_t i = 0; i < facts.parties.size(); ++i)
            parties_.add(facts.parties[i].slug, static_cast<int>(i));
        for (std::size_t i = 0; i < kLegKinds.size(); ++i)
            kinds_.add(kLegKinds[i].name, static_cast<int>(i));
    }

    template <class Row>
    LegFacts read(const Row& row) {
        LegFacts leg;
        leg.deal = deals_.walk_to(row.text(0));
        if (leg.deal < 0) damaged(name_of(row), "its deal is not there");
        leg.number = static_cast<int>(row.integer(1));
        leg.payer = party(row, 2);
        leg.payee = party(row, 3);
        leg.kind = static_cast<std::uint8_t>(word(kinds_, row, 4));
        leg.per = static_cast<Period>(word(periods_, row, 5));
        leg.firmness = static_cast<Firmness>(word(firmness_, row, 6));
        leg.profile = static_cast<Profile>(word(profiles_, row, 7));
        leg.amount = {end(row, 9), end(row, 10)};
        if (!is_sound(leg.amount)) unsound_interval(name_of(row));
        if (!row.is_null(8)) leg.currency = number_of(row.text(8), currencies_);
        if (leg.currency < 0 && !leg.amount.unknown())
            damaged(name_of(row), "an amount without a currency");
        leg.approx = row.integer(11) != 0;
        leg.term_months = static_cast<int>(row.integer(12));
        leg.agreed = read_range(row, 13, "agreed");
        leg.ended = read_range(row, 15, "ended");
        leg.start = read_range(row, 17, "start");
        leg.end = read_range(row, 19, "end");
        return leg;
    }

private:
    template <std::size_t N>
    static NameTable names_of(const std::array<std::string_view, N>& words) {
        NameTable names(N);
        for (std::size_t i = 0; i < N; ++i)
            names.add(words[i], static_cast<int>(i));
        return names;
    }

    template <class Row>
    static std::string name_of(const Row& row) {
        return fmt::format("legs/{}/{}", row.text(0), row.integer(1));
    }

    template <class Row>
    int party(const Row& row, int column) const {
        const int found = parties_.find(row.text(column));
        if (found < 0)
            damaged(name_of(row), fmt::format("party \"{}\" is not there", row.text(column)));
        return found;
    }

    template <class Row>
    static int word(const NameTable& words, const Row& row, int column) {
        const int found = words.find(row.text(column));
        if (found < 0) unknown_word(name_of(row), row.text(column));
        return found;
    }

    // An end below 0 is unsound, whatever it is.
    template <class Row>
    static Maybe<std::int64_t> end(const Row& row, int column) {
        if (row.is_null(column)) return std::nullopt;
        return std::max<std::int64_t>(row.integer(column), -1);
    }

    std::vector<std::string>& currencies_;
    DealWalk deals_;
    NameTable parties_;
    NameTable kinds_;
    NameTable periods_;
    NameTable firmness_;
    NameTable profiles_;
};

template <class Rows>
void read_parts(const Rows& rows, Facts& facts) {
    rows.each(schema_text("queries", "leg_relations"), [&](const auto& row) {
        if (row.text(2) != "within") return;
        const auto leg = [&](int column) {
            return find_leg(facts, find_slug(facts.deals, row.text(column)),
                            static_cast<int>(row.integer(column + 1)));
        };
        const int part = leg(0);
        const int whole = leg(3);
        if (part < 0 || whole < 0)
            damaged(fmt::format("leg_links/{}/{}/within", row.text(0), row.integer(1)),
                    "a leg is not there");
        facts.legs[static_cast<std::size_t>(part)].within = whole;
    });
    std::vector<int> next;
    const auto is_part = [](const LegFacts& leg) { return leg.within >= 0; };
    if (std::none_of(facts.legs.begin(), facts.legs.end(), is_part)) return;
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

// Some legs in the order of the table, with currencies numbered as they came.
struct LegsRead {
    std::vector<LegFacts> legs;
    std::vector<std::string> currencies;
};

// A guess: where there is not so much memory, less may do.
void make_room(std::vector<LegFacts>& legs, std::size_t room) {
    try {
        legs.reserve(room);
    } catch (const std::bad_alloc&) {
        return;
    }
}

// Of the rows that `each` hands to what it is given.
template <class Each>
LegsRead take_legs(const Facts& facts, std::size_t room, Each each) {
    LegsRead read;
    LegReader reader(facts, read.currencies);
    make_room(read.legs, room);
    each([&](const auto& row) { read.legs.push_back(reader.read(row)); });
    return read;
}

LegsRead take_legs(const Facts& facts, std::size_t room, TableScan& rows) {
    return take_legs(facts, room, [&](auto take) { each_row(rows, take); });
}

void append(LegsRead read, Facts& facts) {
    std::vector<int> numbers;
    for (const std::string& currency : read.currencies)
        numbers.push_back(number_of(currency, facts.currencies));
    for (LegFacts& leg : read.legs)
        if (leg.currency >= 0) leg.currency = numbers[static_cast<std::size_t>(leg.currency)];
    if (facts.legs.empty())
        facts.legs = std::move(read.legs);
    else
        facts.legs.insert(facts.legs.end(), read.legs.begin(), read.legs.end());
}

template <class Rows>
void read_legs(const Rows& rows, Facts& facts) {
    const std::string_view sql = schema_text("queries", "legs");
    if (auto halves = rows.halves(sql)) {
        const std::size_t room = std::min(halves->most_rows, kMostRoom);
        auto second = std::async(std::launch::deferred | std::launch::async,
                                 [&] { return take_legs(facts, room / 2, halves->second); });
        append(take_legs(facts, room, halves->first), facts);
        append(second.get(), facts);
    } else {
        append(take_legs(facts, 0, [&](auto take) { rows.each(sql, take); }), facts);
    }
    const auto base = std::find(facts.currencies.begin(), facts.currencies.end(), kBaseCurrency);
    if (base != facts.currencies.end())
        facts.base_currency = static_cast<int>(base - facts.currencies.begin());
    read_parts(rows, facts);
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

template <class Rows>
void read_rates(const Rows& rows, Facts& facts) {
    rows.each(schema_text("queries", "rates"), [&](const auto& row) {
        if (row.text(1) != kBaseCurrency) return;
        const auto found = std::find(facts.currencies.begin(), facts.currencies.end(), row.text(0));
        if (found == facts.currencies.end()) return;
        const DateRange date = read_range(row, 2, "date");
        RateFacts rate{static_cast<int>(found - facts.currencies.begin()),
                       date.hi.value_or(kEndOfTime), date.lo.value_or(Day{INT32_MIN}), 0, 0};
        if (std::holds_alternative<CellError>(parse_decimal(row.text(4))))
            damaged(fmt::format("fx_rates/{}", row.text(0)),
                    fmt::format("\"{}\" is no rate", row.text(4)));
        read_decimal(row.text(4), rate.mantissa, rate.scale);
        facts.rates.push_back(rate);
    });
    std::sort(facts.rates.begin(), facts.rates.end(), [](const RateFacts& a, const RateFacts& b) {
        return std::tuple(a.currency, a.day, a.first) < std::tuple(b.currency, b.day, b.first);
    });
}

template <class Rows>
Facts read_all(const Rows& rows) {
    Facts facts;
    read_parties(rows, facts);
    read_deals(rows, facts);
    read_events(rows, facts);
    read_legs(rows, facts);
    read_rates(rows, facts);
    return facts;
}

}  // namespace

DateRange read_dates(const Statement& row, int first_column) {
    std::string_view name = row.column_name(first_column);
    if (name.ends_with("_lo")) name.remove_suffix(3);
    return read_range(row, first_column, name);
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
    return read_rows(db, [](const auto& rows) { return read_all(rows); });
}

}  // namespace gw
