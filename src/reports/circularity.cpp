// SPDX-License-Identifier: Apache-2.0
#include "reports/circularity.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cells/position.h"
#include "circles/attribution.h"
#include "circles/looping_arcs.h"
#include "circles/pro_rata.h"
#include "circles/turns.h"
#include "reports/circularity_deals.h"
#include "reports/circularity_growth.h"
#include "reports/circularity_notes.h"
#include "reports/circularity_views.h"
#include "reports/measure_rows.h"
#include "reports/yearly_money.h"
#include "table/figure.h"
#include "text/error.h"

namespace gw {
namespace {

constexpr std::size_t kMostParties = 50;  // whose pro-rata return and marginal share are solved

bool asks_for(const AskOptions& options, std::string_view word) {
    return std::find(options.with.begin(), options.with.end(), word) != options.with.end();
}

class CircularityReport {
public:
    CircularityReport(const Db& db, CircularAnswer& answer)
        : db_(db),
          answer_(answer),
          world_(answer.world),
          money_(answer.money),
          parts_(strong_parts(money_.graph, money_.presence[1])),
          core_(circular_groups(money_.graph, money_.presence[1])),
          firm_core_(circular_groups(money_.graph, money_.presence[0])) {}

    Table table() {
        if (asks_for(answer_.options, "shapley")) share_out();
        if (asks_for(answer_.options, "yearly")) yearly_ = yearly_money(db_, world_, money_);
        Table table;
        table.title = answer_.title(
            "Circular financing: how much money can go in circles",
            plural(money_.funding.sum.legs + money_.spending.sum.legs, "funding or spending leg"));
        add_measure_columns(table);
        for (const MeasureRow& row : book_rows())
            add_measure_row(table, row);
        for (const int party : parties())
            for (const MeasureRow& row : party_rows(party))
                add_measure_row(table, row);
        add_notes(table);
        if (const auto bounds = bounds_shown(); !bounds.empty()) answer_.say_bounds(table, bounds);
        return table;
    }

private:
    // Measures that are no exact answers, or are left out.
    std::vector<std::string> bounds_shown() const {
        std::vector<std::string> measures;
        const auto add = [&](bool bounds, const char* measure) {
            if (bounds) measures.emplace_back(measure);
        };
        add(!answer_.recycled_is_exact(), "recycled");
        add(!answer_.witness_is_whole(), "witness");
        add(!shares_complete_, "circular_value and circular_count");
        add(pro_ratas_left_out_ > 0, "pro_rata");
        add(marginals_left_out_ > 0, "marginal");
        return measures;
    }

    template <class ValueOf>
    MeasureRow book_row(const std::string& measure, ValueOf value_of) const {
        MeasureRow row{"book", measure};
        for (const Reading reading : kReadings) {
            const Measured& measured = answer_.at(reading);
            row.amounts[index_of(reading)] =
                measured.open ? std::nullopt : std::optional<Int128>(value_of(measured, reading));
        }
        row.of = "funding";
        row.whole = whole_of(money_.funding);
        row.parties = core_.size();
        return row;
    }

    std::vector<MeasureRow> book_rows() {
        std::vector<MeasureRow> rows{
            book_row("recycled", recycled_amount),
            book_row("witness", [](const Measured& one, Reading) { return one.witness; }),
            book_row("upper", [](const Measured& one, Reading) { return one.upper; })};
        add_share_rows(rows);
        MeasureRow core{"book", "core"};
        const auto firm = static_cast<Int128>(firm_core_.size());
        const auto all = static_cast<Int128>(core_.size());
        core.amounts = {firm, all, all};
        core.of = "groups";
        core.whole.fill(static_cast<Int128>(groups_with_hops(money_.graph)));
        core.parties = core_.size();
        core.is_money = false;
        rows.push_back(core);
        return rows;
    }

    void add_share_rows(std::vector<MeasureRow>& rows) {
        const int length = answer_.options.max_length;
        const std::int64_t steps = answer_.options.budget.value_or(kLoopingBudget);
        const LoopingArcs firm = looping_arcs(money_.graph, money_.presence[0], length, steps);
        const LoopingArcs all = money_.presence[0] == money_.presence[1]
                                    ? firm
                                    : looping_arcs(money_.graph, money_.presence[1], length, steps);
        shares_complete_ = firm.complete && all.complete;
        LegSum committed;
        LegSum any;
        std::set<int> groups;
        for (std::size_t arc = 0; arc < money_.legs.size(); ++arc)
            for (const int leg : money_.legs[arc]) {
                const Counted& counted = world_.counted[at(leg)];
                if (firm.on_a_loop[arc] != 0 && *counted.bucket == Bucket::kCommitted)
                    committed.add(counted);
                if (all.on_a_loop[arc] == 0) continue;
                any.add(counted);
                groups.insert({world_.payer_group(leg), world_.payee_group(leg)});
            }
        MeasureRow value{"book", "circular_value"};
        value.amounts = whole_of(any);
        value.amounts[0] = committed.sum.lo;
        value.of = "funding and spending";
        value.whole = plus(whole_of(money_.funding), whole_of(money_.spending));
        value.parties = groups.size();
        MeasureRow count{"book", "circular_count"};
        const auto every = static_cast<Int128>(any.sum.legs);
        count.amounts = {static_cast<Int128>(committed.sum.legs), every, every};
        count.of = "legs";
        count.whole.fill(static_cast<Int128>(money_.funding.sum.legs + money_.spending.sum.legs));
        count.parties = groups.size();
        count.is_money = false;
        rows.push_back(value);
        rows.push_back(count);
    }

    // Parties with a return in some reading: the largest first, as stated, then surely, then slug.
    std::vector<int> parties() const {
        std::set<int> found;
        for (const Measured& measured : answer_.measured)
            for (const Return& one : measured.returns)
                found.insert(one.group);
        std::vector<int> order(found.begin(), found.end());
        const auto amount = [&](int party, Reading reading) {
            const Return* one = answer_.at(reading).return_to(party);
            return one == nullptr ? std::int64_t{0} : one->open ? kOpenCapacity : one->amount;
        };
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return std::tuple(amount(a, Reading::kStated), amount(a, Reading::kLo)) >
                   std::tuple(amount(b, Reading::kStated), amount(b, Reading::kLo));
        });
        return order;
    }

    std::vector<MeasureRow> party_rows(int party) {
        MeasureRow returned{world_.party(party), "returnable"};
        for (const Reading reading : kReadings) {
            const Return* one = answer_.at(reading).return_to(party);
            auto& amount = returned.amounts[index_of(reading)];
            if (one != nullptr)
                amount = one->open ? std::nullopt : std::optional<Int128>(one->amount);
        }
        returned.of = "funding";
        returned.whole = whole_of(money_.funding_by[at(party)]);
        returned.parties =
            static_cast<std::size_t>(std::count(parts_.begin(), parts_.end(), parts_[at(party)]));
        MeasureRow of_revenue = returned;
        of_revenue.of = "revenue";
        of_revenue.whole = whole_of(money_.spending_for[at(party)]);
        std::vector<MeasureRow> rows{returned, of_revenue};
        if (shapley_.contains(party)) rows.push_back(shapley_row(party, returned));
        if (++parties_solved_ > kMostParties) return rows;
        if (yearly_) rows.insert(rows.begin() + 1, yearly_row(party, returned));
        if (const auto pro_rata = pro_rata_row(party, returned)) rows.push_back(*pro_rata);
        if (const auto marginal = marginal_row(party, returned)) rows.push_back(*marginal);
        return rows;
    }

    MeasureRow yearly_row(int party, const MeasureRow& returned) const {
        MeasureRow row = returned;
        row.measure = "returnable_yearly";
        for (const Reading reading : kReadings) {
            const std::size_t i = index_of(reading);
            const auto amount =
                yearly_return(money_.graph, yearly_->years, yearly_->tranches[i], party);
            row.amounts[i] = amount ? std::optional<Int128>(*amount) : std::nullopt;
        }
        return row;
    }

    // Where an amount is open there are no proportions, and the return itself is the limit.
    // nullopt: the solve was given up.
    std::optional<MeasureRow> pro_rata_row(int party, const MeasureRow& returned) {
        MeasureRow row = returned;
        row.measure = "pro_rata";
        for (const Reading reading : kReadings) {
            const Capacities& capacities = money_.at(reading);
            const bool open =
                std::find(capacities.begin(), capacities.end(), kOpenCapacity) != capacities.end();
            if (open) continue;
            const std::size_t same = first_alike(reading);
            if (same < index_of(reading)) {
                row.amounts[index_of(reading)] = row.amounts[same];
                continue;
            }
            const auto share = pro_rata_return(money_.graph, capacities, party);
            if (!share) {
                ++pro_ratas_left_out_;
                return std::nullopt;
            }
            row.amounts[index_of(reading)] = static_cast<Int128>(std::llround(*share));
        }
        return row;
    }

    // The first reading with the same amounts, whose answers are the same.
    std::size_t first_alike(Reading reading) const {
        const auto& all = money_.capacities;
        return static_cast<std::size_t>(std::find(all.begin(), all.end(), money_.at(reading)) -
                                        all.begin());
    }

    // nullopt: recycled without the party is not solved exactly.
    std::optional<MeasureRow> marginal_row(int party, const MeasureRow& returned) {
        MeasureRow row = returned;
        row.measure = "marginal";
        row.of = "recycled";
        for (const Reading reading : kReadings) {
            const Measured& measured = answer_.at(reading);
            auto& whole = row.whole[index_of(reading)];
            whole = measured.open ? std::nullopt
                                  : std::optional<Int128>(recycled_amount(measured, reading));
            if (measured.open) continue;
            if (!measured.recycled) return not_solved();
            if (const std::size_t same = first_alike(reading); same < index_of(reading)) {
                row.amounts[index_of(reading)] = row.amounts[same];
                continue;
            }
            auto& amount = row.amounts[index_of(reading)];
            // No more than its return is shown, so that what is lost need not be known beyond it.
            if (amount && *amount <= least_lost_without(money_.graph, measured.limited,
                                                        *measured.recycled, party))
                continue;
            const auto without =
                answer_.packing.worth(without_funding(money_.graph, measured.limited, party),
                                      answer_.options.budget.value_or(kSolveBudget));
            if (!without) return not_solved();
            if (amount) amount = std::min(*amount, *whole - without->rounded());
        }
        return row;
    }

    std::nullopt_t not_solved() {
        ++marginals_left_out_;
        return std::nullopt;
    }

    // Shapley's split of each reading that has a limit, over the parties that have a return in it.
    void share_out() {
        for (const Reading reading : kReadings) {
            const Measured& measured = answer_.at(reading);
            std::vector<int> players;
            for (const Return& one : measured.returns)
                players.push_back(one.group);
            for (const int player : players)
                shapley_.try_emplace(player, Whole{0, 0, 0});
            shared_[index_of(reading)] = !measured.open && measured.recycled.has_value();
            if (!shared_[index_of(reading)]) continue;
            const auto shares =
                shapley_shares(answer_.packing, money_.graph, measured.limited, players);
            shared_[index_of(reading)] = shares.has_value();
            if (!shares) continue;
            for (const ShapleyShare& share : *shares) {
                shapley_[share.group][index_of(reading)] =
                    static_cast<Int128>(std::llround(share.amount));
                sampled_ = std::max(sampled_, share.error);
            }
        }
    }

    MeasureRow shapley_row(int party, const MeasureRow& returned) const {
        MeasureRow row = returned;
        row.measure = "shapley";
        row.of = "recycled";
        for (const Reading reading : kReadings) {
            const std::size_t i = index_of(reading);
            const Measured& measured = answer_.at(reading);
            row.whole[i] = measured.open
                               ? std::nullopt
                               : std::optional<Int128>(recycled_amount(measured, reading));
            row.amounts[i] = shared_[i] ? shapley_.at(party)[i] : std::nullopt;
        }
        return row;
    }

    void add_shapley_note(Table& table) const {
        if (!asks_for(answer_.options, "shapley")) return;
        std::string note =
            "shapley: what a party's funding adds on average over all orders in which the parties "
            "come; adds up to recycled";
        if (sampled_ > 0)
            note += fmt::format("; of {} seeded orders, standard error up to {}", kShapleyOrders,
                                short_money(static_cast<Int128>(std::llround(sampled_))));
        table.notes.push_back(note);
        if (!shared_[2])
            table.notes.emplace_back("shapley has no split where recycled has no limit");
    }

    static std::string parties_text(std::size_t parties) {
        return fmt::format("{} {}", parties, parties == 1 ? "party" : "parties");
    }

    void add_notes(Table& table) const {
        add_headline_notes(table, answer_);
        add_use_note(table, answer_);
        add_shapley_note(table);
        if (yearly_)
            table.notes.emplace_back(
                "returnable_yearly: what is paid in a year can be spent in that year or later; "
                "missing dates forbid nothing");
        if (!shares_complete_)
            table.notes.emplace_back(
                "circular_value and circular_count are at least so much: the search stopped at its "
                "budget");
        if (parties_solved_ > kMostParties)
            table.notes.push_back(
                fmt::format("{}pro_rata{} shown for the {} parties with the largest returns",
                            yearly_ ? "returnable_yearly, " : "",
                            marginals_left_out_ == 0 ? " and marginal are" : " is", kMostParties));
        if (pro_ratas_left_out_ > 0)
            table.notes.push_back(
                fmt::format("pro_rata is left out for {}: its solve did not settle within the "
                            "budget",
                            parties_text(pro_ratas_left_out_)));
        if (marginals_left_out_ > 0)
            table.notes.push_back(fmt::format(
                "marginal is left out for {}: it needs an exact recycled, with the party's funding "
                "and without",
                parties_text(marginals_left_out_)));
        table.notes.emplace_back(
            "recycled: all loops at once, each promise used once. witness: one possible use. "
            "upper: "
            "a dollar counts at each party it returns to. returnable: one party alone, not to be "
            "added. core: groups that can all reach each other by payments, round a loop; surely, "
            "by "
            "committed legs alone. gigawatch help circularity tells the rest");
        answer_.add_common_notes(table);
    }

    const Db& db_;
    CircularAnswer& answer_;
    const World& world_;
    const CircularMoney& money_;
    const std::vector<int> parts_;  // strongly connected, of each group
    const std::vector<int> core_;
    const std::vector<int> firm_core_;
    std::size_t parties_solved_ = 0;
    std::size_t marginals_left_out_ = 0;
    std::size_t pro_ratas_left_out_ = 0;
    std::map<int, Whole> shapley_;  // by party
    std::optional<YearlyMoney> yearly_;
    std::array<bool, 3> shared_{};  // by reading: whether it has a split
    double sampled_ = 0;            // the largest standard error; 0: exact
    bool shares_complete_ = true;
};

}  // namespace

Table circularity(const Book& book, const AskOptions& options) {
    check_words("--by", options.by, circularity_views());
    check_words("--with", options.with, circularity_columns());
    if (options.period && !(options.by.empty() && options.with.empty()))
        throw Error(Exit::kUsage, "--period of circularity goes with neither --by nor --with",
                    "for one day's parties or loops: --on DATE");
    const World world(book.db(), options);
    CircularAnswer answer(world, options);
    const auto view = [&] {
        if (options.period) return circular_growth(book.db(), answer);
        if (options.by.empty()) return CircularityReport(book.db(), answer).table();
        if (options.by.front() == "loop") return circular_use(answer);
        if (options.by.front() == "leg") return circular_breaks(answer);
        return circular_deals(book.db(), answer);
    };
    Table table = view();
    arrange(table, options);
    return table;
}

}  // namespace gw
