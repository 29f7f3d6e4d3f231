// SPDX-License-Identifier: Apache-2.0
#include "network/clearing.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <vector>

using namespace gw;

namespace {

std::vector<std::int64_t> numbers(const std::vector<Int128>& values) {
    return {values.begin(), values.end()};
}

// A owes B 10, B owes C 10, C owes A 5.
const std::vector<Obligation> kRing{{0, 1, 10}, {1, 2, 10}, {2, 0, 5}};

struct Network {
    std::vector<Obligation> obligations;
    std::vector<Payer> payers;
};

Network random_network(std::mt19937& random) {
    const auto pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    Network network;
    const int parties = 2 + pick(7);
    for (int i = 0; i < parties; ++i) {
        Payer payer{Int128{pick(300)}, std::nullopt};
        if (pick(5) == 0) payer.resources.reset();
        if (pick(5) == 0) payer.at_most = pick(400);
        network.payers.push_back(payer);
    }
    for (int left = pick(4 * parties); left > 0; --left) {
        const int payer = pick(parties);
        network.obligations.push_back(
            {payer, (payer + 1 + pick(parties - 1)) % parties, Int128{pick(500)}});
    }
    return network;
}

// The greatest clearing vector by going down from what is owed, step by step.
std::vector<double> by_iteration(const Network& network) {
    std::vector<double> owed(network.payers.size());
    for (const Obligation& one : network.obligations)
        owed[static_cast<std::size_t>(one.payer)] += static_cast<double>(one.amount);
    std::vector<double> limit = owed;
    for (std::size_t i = 0; i < limit.size(); ++i)
        if (network.payers[i].at_most)
            limit[i] = std::min(limit[i], static_cast<double>(*network.payers[i].at_most));
    std::vector<double> paid = limit;
    for (int step = 0; step < 20'000; ++step) {
        std::vector<double> means(paid.size());
        for (std::size_t i = 0; i < paid.size(); ++i)
            means[i] = network.payers[i].resources
                           ? static_cast<double>(*network.payers[i].resources)
                           : 1e18;
        for (const Obligation& one : network.obligations) {
            const auto payer = static_cast<std::size_t>(one.payer);
            if (owed[payer] > 0)
                means[static_cast<std::size_t>(one.payee)] +=
                    paid[payer] * static_cast<double>(one.amount) / owed[payer];
        }
        for (std::size_t i = 0; i < paid.size(); ++i)
            paid[i] = std::min(limit[i], means[i]);
    }
    return paid;
}

}  // namespace

TEST_CASE("clearing: the worked cases have their payments") {
    const Clearing some = clear(kRing, {{2, {}}, {1, {}}, {0, {}}});
    CHECK(numbers(some.paid) == std::vector<std::int64_t>{7, 8, 5});
    CHECK(numbers(some.received) == std::vector<std::int64_t>{5, 7, 8});
    CHECK(some.rounds == std::vector<int>{1, 2, 0});
    // Without any cash there are lesser vectors too; the greatest is meant.
    const Clearing none = clear(kRing, {{0, {}}, {0, {}}, {0, {}}});
    CHECK(numbers(none.paid) == std::vector<std::int64_t>{5, 5, 5});
}

TEST_CASE("clearing: who has enough from elsewhere pays, who may pay no more does not") {
    const Clearing enough = clear(kRing, {{}, {}, {}});
    CHECK(numbers(enough.paid) == std::vector<std::int64_t>{10, 10, 5});
    CHECK(enough.last_round == 0);
    const Clearing half = clear(kRing, {{std::nullopt, 5}, {0, {}}, {std::nullopt, {}}});
    CHECK(numbers(half.paid) == std::vector<std::int64_t>{5, 5, 5});
}

TEST_CASE("clearing: a party's payees are paid alike, to the unit") {
    const std::vector<Obligation> owed{{0, 1, 1}, {0, 2, 1}, {0, 3, 1}};
    const Clearing made = clear(owed, {{2, {}}, {0, {}}, {0, {}}, {0, {}}});
    CHECK(numbers(made.hops) == std::vector<std::int64_t>{1, 1, 0});
}

TEST_CASE("clearing: random networks have the greatest feasible vector, and money is conserved") {
    std::mt19937 random(20260101);
    for (int round = 0; round < 300; ++round) {
        const Network network = random_network(random);
        const Clearing made = clear(network.obligations, network.payers);
        const std::vector<double> expected = by_iteration(network);
        INFO("round " << round);
        std::vector<Int128> paid(network.payers.size());
        std::vector<Int128> received(network.payers.size());
        for (std::size_t i = 0; i < network.obligations.size(); ++i) {
            const Obligation& one = network.obligations[i];
            REQUIRE(made.hops[i] >= 0);
            REQUIRE(made.hops[i] <= one.amount);
            paid[static_cast<std::size_t>(one.payer)] += made.hops[i];
            received[static_cast<std::size_t>(one.payee)] += made.hops[i];
            // Payees alike: within a unit of their share.
            const auto payer = static_cast<std::size_t>(one.payer);
            const Int128 scaled = one.amount * made.paid[payer];
            if (made.owed[payer] > 0) REQUIRE(made.hops[i] - scaled / made.owed[payer] <= 1);
        }
        REQUIRE(numbers(paid) == numbers(made.paid));
        REQUIRE(numbers(received) == numbers(made.received));
        for (std::size_t i = 0; i < network.payers.size(); ++i) {
            const Payer& payer = network.payers[i];
            REQUIRE(std::abs(static_cast<double>(made.paid[i]) - expected[i]) < 0.51);
            REQUIRE(made.paid[i] <= std::min(made.owed[i], payer.at_most.value_or(made.owed[i])));
            // Limited liability and absolute priority, up to the rounding of what arrives.
            const auto slack = static_cast<Int128>(network.obligations.size()) + 1;
            if (payer.resources) REQUIRE(made.paid[i] <= *payer.resources + received[i] + slack);
            if (made.rounds[i] != 0)
                REQUIRE(made.paid[i] >= *payer.resources + received[i] - slack);
        }
    }
}
