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

using Run = std::function<std::int64_t()>;

struct Timed {
    std::int64_t answer = 0;
    std::vector<double> seconds;

    void again(const Run& run) {
        const auto start = std::chrono::steady_clock::now();
        answer = run();
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }

    double tell(const char* what) {
        std::sort(seconds.begin(), seconds.end());
        const double median = seconds[seconds.size() / 2];
        fmt::print("{:<44}{:>14}  {:.6f} s\n", what, answer, median);
        return median;
    }
};

// The median of `rounds` runs in seconds, and what the last one answered.
std::int64_t timed(const char* what, int rounds, const Run& run) {
    Timed timed;
    for (int round = 0; round < rounds; ++round)
        timed.again(run);
    timed.tell(what);
    return timed.answer;
}

// Both by turns, so that a busy machine is busy for both; whether they answer the same.
bool compared(const char* what, const char* peer, int rounds, const Run& run, const Run& theirs) {
    Timed ours;
    Timed peers;
    for (int round = 0; round < rounds; ++round) {
        ours.again(run);
        peers.again(theirs);
    }
    const double median = ours.tell(what);
    fmt::print("{:<44}{:>14}  ratio {:.2f}\n", "", "", median / peers.tell(peer));
    return ours.answer == peers.answer;
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
    const int flow_rounds = graph.groups > 5000 ? 1 : rounds;  // Preflow takes a minute there
    bool same = compared(
        "R of every group: ours", "R of every group: LEMON Preflow each", flow_rounds,
        [&] { return sum_of(returnable(graph, capacities)); },
        [&] { return lemon_returns(graph.groups, input.hops); });
    const std::vector<Return> returns = returnable(graph, capacities);
    std::vector<std::int64_t> by_group(static_cast<std::size_t>(graph.groups));
    for (const Return& one : returns)
        by_group[static_cast<std::size_t>(one.group)] = one.amount;
    same =
        compared(
            "U: ours", "U: LEMON NetworkSimplex", rounds,
            [&] { return most_turned(graph, capacities, returns); },
            [&] {
                return std::min(sum_of(returns), lemon_turned(graph.groups, input.hops, by_group));
            }) &&
        same;
    timed("W", rounds, [&] { return total_of(pack_shortest_first(graph, capacities).flows); });
    if (arguments > 3)
        timed("P, proved", 1, [&] {
            const auto recycled = LoopPacking(graph).solve(capacities);
            if (!recycled) return std::int64_t{-1};
            fmt::print("{}\n", recycled->proved() ? "proved" : "bounds differ");
            return static_cast<std::int64_t>(recycled->most.rounded());
        });
    return same ? 0 : 1;
}
