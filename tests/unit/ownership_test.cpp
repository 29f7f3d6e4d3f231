// SPDX-License-Identifier: Apache-2.0
#include "network/ownership.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

using namespace gw;

namespace {

Holding exact(int holder, int company, double share) {
    return {holder, company, share, share};
}

double sum(const std::vector<double>& shares) {
    double all = 0;
    for (const double share : shares)
        all += share;
    return all;
}

}  // namespace

TEST_CASE("ownership: two companies that hold each other belong to those outside") {
    // A holds 50 % of B, B holds 20 % of A, X holds 80 % of A, Y 50 % of B.
    enum { kA, kB, kX, kY };
    const std::vector<Holding> holdings{exact(kA, kB, 0.5), exact(kB, kA, 0.2), exact(kX, kA, 0.8),
                                        exact(kY, kB, 0.5)};
    const EndShares of_a = end_shares(holdings, 4, kA);
    CHECK(of_a.low[kX] == Approx(0.8889).margin(5e-5));
    CHECK(of_a.low[kY] == Approx(0.1111).margin(5e-5));
    CHECK(of_a.low[kA] == Approx(0).margin(1e-9));
    const EndShares of_b = end_shares(holdings, 4, kB);
    CHECK(of_b.low[kX] == Approx(0.4444).margin(5e-5));
    CHECK(of_b.low[kY] == Approx(0.5556).margin(5e-5));
    CHECK(sum(of_a.low) == Approx(1));
    CHECK(sum(of_b.high) == Approx(1));
}

TEST_CASE("ownership: random exact holdings add up to one, uncertain ones lie around them") {
    std::mt19937 random(20260101);
    const auto pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    for (int round = 0; round < 300; ++round) {
        const int parties = 3 + pick(8);
        std::vector<Holding> holdings;
        std::vector<Holding> uncertain;
        for (int company = 0; company < parties; ++company) {
            double left = 0.9;
            for (int holder = 0; holder < parties; ++holder) {
                if (holder == company || pick(3) != 0) continue;
                const double share = left * (pick(80) + 1) / 100;
                left -= share;
                holdings.push_back(exact(holder, company, share));
                uncertain.push_back({holder, company, share * 0.7, share + left * 0.1});
            }
        }
        const int company = pick(parties);
        const EndShares shares = end_shares(holdings, parties, company);
        const EndShares wide = end_shares(uncertain, parties, company);
        INFO("round " << round);
        REQUIRE(std::fabs(sum(shares.low) - 1) < 1e-6);
        for (std::size_t i = 0; i < shares.low.size(); ++i) {
            REQUIRE(wide.low[i] <= shares.low[i] + 1e-9);
            REQUIRE(wide.high[i] >= shares.high[i] - 1e-9);
        }
    }
}
