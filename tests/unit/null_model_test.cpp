// SPDX-License-Identifier: Apache-2.0
#include "network/null_model.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <tuple>
#include <vector>

using namespace gw;

TEST_CASE("null model: groups pay the same legs and are paid as many, and chance is the seed's") {
    std::mt19937 random(1);
    const auto pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    std::vector<LoopLeg> legs;
    for (int i = 0; i < 200; ++i) {
        LoopLeg leg;
        leg.payer = pick(20);
        leg.payee = (leg.payer + 1 + pick(19)) % 20;
        leg.funding = pick(2) == 0;
        leg.in_kind = leg.funding && pick(5) == 0;
        leg.counted = pick(9) != 0;
        leg.amount = {i, i, i};
        legs.push_back(leg);
    }
    const auto paid = [](const std::vector<LoopLeg>& all) {
        std::vector<std::tuple<int, bool, bool, int>> keys;
        for (const LoopLeg& leg : all)
            if (leg.counted)
                keys.emplace_back(leg.payer, leg.funding, leg.in_kind,
                                  static_cast<int>(leg.amount.stated));
        std::sort(keys.begin(), keys.end());
        return keys;
    };
    const auto received = [](const std::vector<LoopLeg>& all) {
        std::map<std::tuple<int, bool, bool>, int> counts;
        for (const LoopLeg& leg : all)
            if (leg.counted) ++counts[{leg.payee, leg.funding, leg.in_kind}];
        return counts;
    };
    const auto payees = [](const std::vector<LoopLeg>& all) {
        std::vector<int> list;
        for (const LoopLeg& leg : all)
            list.push_back(leg.payee);
        return list;
    };
    const std::vector<LoopLeg> one = shuffled_legs(legs, 7);
    CHECK(paid(one) == paid(legs));
    CHECK(received(one) == received(legs));
    CHECK(std::none_of(one.begin(), one.end(),
                       [](const LoopLeg& leg) { return leg.payer == leg.payee; }));
    CHECK(payees(one) == payees(shuffled_legs(legs, 7)));
    CHECK(payees(one) != payees(shuffled_legs(legs, 8)));
    CHECK(shuffled_legs({}, 1).empty());
}
