// SPDX-License-Identifier: Apache-2.0
//
// The measures of circular money on random graphs, against every loop written out: an explicit
// packing over all of them, and the order that the measures always keep.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <numeric>
#include <set>
#include <vector>

#include "circles/attribution.h"
#include "circles/loop_packing.h"
#include "circles/looping_arcs.h"
#include "circles/pro_rata.h"
#include "circles/returnable.h"
#include "circles/turns.h"
#include "circles/witness.h"

using namespace gw;

namespace {

struct Sample {
    MoneyGraph graph;
    Capacities capacities;
};

std::size_t at(int position) {
    return static_cast<std::size_t>(position);
}

Sample random_sample(bool with_zeros) {
    Sample sample;
    sample.graph.groups = *rc::gen::inRange(2, 7);
    const int most = *rc::gen::element(3, 20, 1'000'000'000);
    const int density = *rc::gen::inRange(10, 60);
    for (int payer = 0; payer < sample.graph.groups; ++payer)
        for (int payee = 0; payee < sample.graph.groups; ++payee)
            for (const ArcKind kind : {ArcKind::kFunding, ArcKind::kSpending, ArcKind::kInKind}) {
                const int chance = kind == ArcKind::kInKind ? density / 4 : density;
                if (payer == payee || *rc::gen::inRange(0, 100) >= chance) continue;
                sample.graph.arcs.push_back({payer, payee, kind});
                sample.capacities.push_back(*rc::gen::inRange(with_zeros ? 0 : 1, most + 1));
            }
    return sample;
}

bool qualifies(const MoneyGraph& graph, const ArcLoop& loop) {
    const auto count = [&](ArcKind kind) {
        return std::count_if(loop.begin(), loop.end(),
                             [&](int arc) { return graph.arcs[at(arc)].kind == kind; });
    };
    if (count(ArcKind::kInKind) > 0)
        return loop.size() == 2 && count(ArcKind::kInKind) == 1 && count(ArcKind::kSpending) == 1;
    return count(ArcKind::kFunding) > 0 && count(ArcKind::kSpending) > 0;
}

// Every qualifying loop of arcs with a capacity, from its smallest group on.
std::vector<ArcLoop> every_loop(const Sample& sample) {
    std::vector<ArcLoop> loops;
    ArcLoop path;
    std::set<int> met;
    const std::function<void(int, int)> walk = [&](int home, int group) {
        for (std::size_t i = 0; i < sample.graph.arcs.size(); ++i) {
            const MoneyArc& arc = sample.graph.arcs[i];
            if (arc.payer != group || arc.payee < home || sample.capacities[i] == 0) continue;
            path.push_back(static_cast<int>(i));
            if (arc.payee == home) {
                if (qualifies(sample.graph, path)) loops.push_back(path);
            } else if (met.insert(arc.payee).second) {
                walk(home, arc.payee);
                met.erase(arc.payee);
            }
            path.pop_back();
        }
    };
    for (int home = 0; home < sample.graph.groups; ++home) {
        met = {home};
        walk(home, home);
    }
    return loops;
}

// Whether money arrives at the group by spending and leaves it by funding.
bool turns_at(const MoneyGraph& graph, const ArcLoop& loop, int group) {
    const auto passes = [&](bool in) {
        return std::any_of(loop.begin(), loop.end(), [&](int position) {
            const MoneyArc& arc = graph.arcs[at(position)];
            return in ? arc.payee == group && arc.kind == ArcKind::kSpending
                      : arc.payer == group && arc.kind != ArcKind::kSpending;
        });
    };
    return passes(true) && passes(false);
}

// The most that the loops carry together, no arc over its capacity.
double packed(const Sample& sample, std::vector<ArcLoop> loops) {
    PackingProgramme programme(static_cast<int>(sample.graph.arcs.size()));
    if (loops.empty()) return 0;
    programme.add_columns(loops);
    programme.set_limits({sample.capacities.begin(), sample.capacities.end()});
    std::int64_t work = kSolveBudget;
    RC_ASSERT(programme.solve(work));
    const std::vector<double> amounts = programme.amounts();
    return std::accumulate(amounts.begin(), amounts.end(), 0.0);
}

double value(const Fraction& fraction) {
    return static_cast<double>(fraction.numerator) / static_cast<double>(fraction.denominator);
}

bool near(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::max({1.0, std::abs(a), std::abs(b)});
}

std::int64_t sum_of(const std::vector<Return>& returns) {
    return std::accumulate(returns.begin(), returns.end(), std::int64_t{0},
                           [](std::int64_t sum, const Return& one) { return sum + one.amount; });
}

// Ten graphs in each of rapidcheck's hundred runs.
template <class Property>
void check(const Property& property) {
    REQUIRE(rc::check([&] {
        for (int repeat = 0; repeat < 10; ++repeat)
            property();
    }));
}

}  // namespace

TEST_CASE("recycled money is the packing of every loop, proved exactly") {
    check([] {
        const Sample sample = random_sample(true);
        const auto recycled = LoopPacking(sample.graph).solve(sample.capacities);
        RC_ASSERT(recycled.has_value());
        RC_ASSERT(recycled->proved());
        RC_ASSERT(near(value(recycled->most), packed(sample, every_loop(sample))));
    });
}

TEST_CASE("the prices of promises leave no loop cheaper than one") {
    check([] {
        const Sample sample = random_sample(true);
        const auto recycled = LoopPacking(sample.graph).solve(sample.capacities);
        RC_ASSERT(recycled.has_value());
        std::vector<double> prices(sample.graph.arcs.size());
        double worth = 0;
        for (const ArcPrice& price : recycled->prices) {
            prices[at(price.arc)] =
                static_cast<double>(price.numerator) / static_cast<double>(price.denominator);
            worth += prices[at(price.arc)] * static_cast<double>(sample.capacities[at(price.arc)]);
        }
        RC_ASSERT(near(worth, value(recycled->most)));
        for (const ArcLoop& loop : every_loop(sample)) {
            double cost = 0;
            for (const int arc : loop)
                cost += prices[at(arc)];
            RC_ASSERT(cost >= 1 - 1e-9);
        }
    });
}

TEST_CASE("what returns to a group is the packing of the loops that turn there") {
    check([] {
        const Sample sample = random_sample(true);
        const std::vector<Return> returns = returnable(sample.graph, sample.capacities);
        for (int group = 0; group < sample.graph.groups; ++group) {
            std::vector<ArcLoop> loops;
            for (ArcLoop& loop : every_loop(sample))
                if (turns_at(sample.graph, loop, group)) loops.push_back(std::move(loop));
            const auto found = std::find_if(returns.begin(), returns.end(),
                                            [&](const Return& one) { return one.group == group; });
            const double amount = found == returns.end() ? 0 : static_cast<double>(found->amount);
            RC_ASSERT(near(amount, packed(sample, loops)));
        }
    });
}

TEST_CASE("the limits of a return are a cut of its amount") {
    check([] {
        const Sample sample = random_sample(true);
        for (const Return& one : returnable(sample.graph, sample.capacities)) {
            std::int64_t cut = 0;
            for (const int arc : one.limits)
                cut += sample.capacities[at(arc)];
            RC_ASSERT(cut == one.amount);
            for (const ArcLoop& loop : every_loop(sample)) {
                if (!turns_at(sample.graph, loop, one.group)) continue;
                RC_ASSERT(std::any_of(loop.begin(), loop.end(), [&](int arc) {
                    return std::find(one.limits.begin(), one.limits.end(), arc) != one.limits.end();
                }));
            }
        }
    });
}

TEST_CASE("largest return <= recycled <= upper, witness <= recycled <= all returns") {
    check([] {
        const Sample sample = random_sample(true);
        const std::vector<Return> returns = returnable(sample.graph, sample.capacities);
        const auto recycled = LoopPacking(sample.graph).solve(sample.capacities);
        RC_ASSERT(recycled.has_value());
        const Fraction most = recycled->most;
        for (const Return& one : returns)
            RC_ASSERT(!less(most, {one.amount}));
        RC_ASSERT(!less({sum_of(returns)}, most));
        const std::int64_t upper = most_turned(sample.graph, sample.capacities, returns);
        RC_ASSERT(!less({upper}, most));
        RC_ASSERT(upper == most_turned_by(Circulator::kCostScaling, sample.graph, sample.capacities,
                                          returns));
        const auto use = pack_shortest_first(sample.graph, sample.capacities).flows;
        RC_ASSERT(!less(most, {total_of(use)}));
        Capacities used(sample.capacities.size());
        for (const LoopFlow& flow : use) {
            RC_ASSERT(qualifies(sample.graph, flow.loop));
            for (const int arc : flow.loop)
                used[at(arc)] += flow.amount;
        }
        for (std::size_t i = 0; i < used.size(); ++i)
            RC_ASSERT(used[i] <= sample.capacities[i]);
    });
}

TEST_CASE("a pro-rata return is no more than what can return") {
    check([] {
        const Sample sample = random_sample(true);
        for (const Return& one : returnable(sample.graph, sample.capacities)) {
            const double pro_rata =
                pro_rata_return(sample.graph, sample.capacities, one.group).value();
            RC_ASSERT(pro_rata >= -1e-6);
            RC_ASSERT(pro_rata <= static_cast<double>(one.amount) * (1 + 1e-9) + 1e-6);
        }
    });
}

TEST_CASE("more money can go in circles where promises are larger") {
    check([] {
        const Sample sample = random_sample(true);
        Capacities larger = sample.capacities;
        for (std::int64_t& capacity : larger)
            if (*rc::gen::inRange(0, 3) == 0) capacity += *rc::gen::inRange(0, 20);
        LoopPacking packing(sample.graph);
        const auto before = packing.solve(sample.capacities);
        const auto after = packing.solve(larger);
        RC_ASSERT(before.has_value());
        RC_ASSERT(after.has_value());
        RC_ASSERT(after->proved());
        RC_ASSERT(!less(after->most, before->most));
        const auto fresh = LoopPacking(sample.graph).solve(larger);
        RC_ASSERT(fresh.has_value());
        RC_ASSERT(fresh->most == after->most);
    });
}

TEST_CASE("Shapley's shares add up to what is recycled") {
    check([] {
        const Sample sample = random_sample(true);
        std::vector<int> players;
        for (const Return& one : returnable(sample.graph, sample.capacities))
            players.push_back(one.group);
        LoopPacking packing(sample.graph);
        const auto shares = shapley_shares(packing, sample.graph, sample.capacities, players);
        RC_ASSERT(shares.has_value());
        double sum = 0;
        for (const ShapleyShare& share : *shares) {
            RC_ASSERT(share.amount >= -1e-6);
            sum += share.amount;
        }
        const auto recycled = packing.solve(sample.capacities);
        RC_ASSERT(recycled.has_value());
        RC_ASSERT(near(sum, value(recycled->most)));
    });
}

TEST_CASE("prices never say that more is lost without a group's funding than is") {
    CHECK(rc::check([] {
        const Sample sample = random_sample(false);
        LoopPacking packing(sample.graph);
        const auto recycled = packing.solve(sample.capacities);
        RC_ASSERT(recycled.has_value());
        for (int group = 0; group < sample.graph.groups; ++group) {
            const auto without =
                packing.worth(without_funding(sample.graph, sample.capacities, group));
            RC_ASSERT(without.has_value());
            RC_ASSERT(least_lost_without(sample.graph, sample.capacities, *recycled, group) <=
                      recycled->most.rounded() - without->rounded());
        }
    }));
}

TEST_CASE("arcs on loops are those of every loop of that length") {
    check([] {
        const Sample sample = random_sample(true);
        const int length = *rc::gen::inRange(2, 7);
        std::vector<char> on_a_loop(sample.graph.arcs.size());
        for (const ArcLoop& loop : every_loop(sample))
            if (static_cast<int>(loop.size()) <= length)
                for (const int arc : loop)
                    on_a_loop[at(arc)] = 1;
        const LoopingArcs looping = looping_arcs(sample.graph, sample.capacities, length);
        RC_ASSERT(looping.complete);
        RC_ASSERT(looping.on_a_loop == on_a_loop);
    });
}

TEST_CASE("a return is no more than the funding that goes out or the spending that comes in") {
    check([] {
        const Sample sample = random_sample(true);
        std::int64_t all_funding = 0;
        for (const Return& one : returnable(sample.graph, sample.capacities)) {
            std::int64_t funding = 0;
            std::int64_t revenue = 0;
            for (std::size_t i = 0; i < sample.graph.arcs.size(); ++i) {
                const MoneyArc& arc = sample.graph.arcs[i];
                const bool spends = arc.kind == ArcKind::kSpending;
                if (arc.payer == one.group && !spends) funding += sample.capacities[i];
                if (arc.payee == one.group && spends) revenue += sample.capacities[i];
            }
            RC_ASSERT(one.amount <= std::min(funding, revenue));
            all_funding += funding;
        }
        RC_ASSERT(sum_of(returnable(sample.graph, sample.capacities)) <= all_funding);
    });
}

TEST_CASE("a leg more, or a larger one, never lowers what returns to anybody") {
    check([] {
        const Sample sample = random_sample(true);
        Capacities larger = sample.capacities;  // from 0 it is a leg more
        for (std::int64_t& capacity : larger)
            if (*rc::gen::inRange(0, 3) == 0) capacity += *rc::gen::inRange(1, 20);
        const std::vector<Return> after = returnable(sample.graph, larger);
        for (const Return& one : returnable(sample.graph, sample.capacities)) {
            const auto found = std::find_if(after.begin(), after.end(), [&](const Return& other) {
                return other.group == one.group;
            });
            RC_ASSERT(found != after.end());
            RC_ASSERT(found->amount >= one.amount);
        }
    });
}

TEST_CASE("what stops at its budget leaves bounds that hold") {
    int stopped = 0;
    check([&] {
        const Sample sample = random_sample(true);
        const auto exact = LoopPacking(sample.graph).solve(sample.capacities);
        RC_ASSERT(exact.has_value());
        const int budget = *rc::gen::inRange(1, 2'000);
        const auto found = LoopPacking(sample.graph).solve(sample.capacities, budget);
        if (found) {
            RC_ASSERT(!less(exact->most, found->least));
            RC_ASSERT(!less(found->most, exact->most));
        }
        if (!found || !found->proved()) ++stopped;
        const Packed some = pack_shortest_first(sample.graph, sample.capacities, budget / 20);
        RC_ASSERT(!less(exact->most, {total_of(some.flows)}));
        if (some.complete)
            RC_ASSERT(total_of(some.flows) ==
                      total_of(pack_shortest_first(sample.graph, sample.capacities).flows));
    });
    CHECK(stopped > 50);
}

TEST_CASE("where money can go round is where some loop is") {
    check([] {
        const Sample sample = random_sample(true);
        const std::vector<int> parts = strong_parts(sample.graph, sample.capacities);
        std::set<int> circular;
        for (const ArcLoop& loop : every_loop(sample))
            circular.insert(parts[at(sample.graph.arcs[at(loop.front())].payer)]);
        std::vector<int> expected;
        for (int group = 0; group < sample.graph.groups; ++group)
            if (circular.contains(parts[at(group)])) expected.push_back(group);
        RC_ASSERT(circular_groups(sample.graph, sample.capacities) == expected);
    });
}
