// SPDX-License-Identifier: Apache-2.0
//
// Times the graph work of circularity against LEMON on the same graph in one run, and checks that
// both give the same answers. Not a test: no time is asserted.
//   circularity_bench GRAPH [ROUNDS]    GRAPH: "groups hops", then a line "payer payee funding
//   spending" for each hop, whole units
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>

#include "circles/loop_packing.h"
#include "circles/measures.h"
#include "circles/turns.h"
#include "circles/witness.h"
#include "lemon_peer.h"

using namespace gw;

namespace {

struct Input {
    MoneyGraph graph;
    Capacities capacities;
    std::vector<PeerHop> hops;
};

Input read(const char* path) {
    Input input;
    std::ifstream file(path);
    std::size_t hops = 0;
    file >> input.graph.groups >> hops;
    input.hops.resize(hops);
    for (PeerHop& hop : input.hops)
        file >> hop.payer >> hop.payee >> hop.funding >> hop.spending;
    std::sort(input.hops.begin(), input.hops.end(), [](const PeerHop& a, const PeerHop& b) {
        return std::pair(a.payer, a.payee) < std::pair(b.payer, b.payee);
    });
    for (const PeerHop& hop : input.hops) {
        const auto add = [&](ArcKind kind, std::int64_t amount) {
            if (amount == 0) return;
            input.graph.arcs.push_back({hop.payer, hop.payee, kind});
            input.capacities.push_back(amount);
        };
        add(ArcKind::kFunding, hop.funding);
        add(ArcKind::kSpending, hop.spending);
    }
    return input;
}

// The median of `rounds` runs in seconds, and what the last one answered.
std::int64_t timed(const char* what, int rounds, const std::function<std::int64_t()>& run) {
    std::vector<double> seconds;
    std::int64_t answer = 0;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        answer = run();
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(seconds.begin(), seconds.end());
    fmt::print("{:<44}{:>14}  {:.5f} s\n", what, answer, seconds[seconds.size() / 2]);
    return answer;
}

std::int64_t sum_of(const std::vector<Return>& returns) {
    std::int64_t sum = 0;
    for (const Return& one : returns)
        sum += one.amount;
    return sum;
}

}  // namespace

int main(int arguments, char** argument) {
    if (arguments < 2) return 2;
    const Input input = read(argument[1]);
    const int rounds = arguments > 2 ? std::atoi(argument[2]) : 5;
    const MoneyGraph& graph = input.graph;
    const Capacities& capacities = input.capacities;
    const auto ours = timed("R of every group: ours", rounds,
                            [&] { return sum_of(returnable(graph, capacities)); });
    const auto theirs = timed("R of every group: LEMON Preflow each", rounds,
                              [&] { return lemon_returns(graph.groups, input.hops); });
    const std::vector<Return> returns = returnable(graph, capacities);
    const auto upper =
        timed("U: ours", rounds, [&] { return most_turned(graph, capacities, returns); });
    const auto simplex = timed("U: LEMON NetworkSimplex", rounds, [&] {
        return most_turned_by(Circulator::kNetworkSimplex, graph, capacities, returns);
    });
    timed("W", rounds, [&] { return total_of(pack_shortest_first(graph, capacities).flows); });
    if (arguments > 3)
        timed("P, proved", 1, [&] {
            const auto recycled = LoopPacking(graph).solve(capacities);
            if (!recycled) return std::int64_t{-1};
            fmt::print("{}\n", recycled->proved() ? "proved" : "bounds differ");
            return static_cast<std::int64_t>(recycled->most.rounded());
        });
    return ours == theirs && upper == simplex ? 0 : 1;
}
