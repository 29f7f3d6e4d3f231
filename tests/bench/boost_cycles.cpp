// SPDX-License-Identifier: Apache-2.0
//
// The yardstick of docs/benchmarks.md: how many cycles of 2 to K hops Boost's tiernan_all_cycles
// finds in a graph. boost_cycles GRAPH.txt K, the graph as tests/bench/graph_book.py reads it.
#include <boost/graph/directed_graph.hpp>
#include <boost/graph/tiernan_all_cycles.hpp>
#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <vector>

namespace {

struct Counter {
    std::vector<long>* by_length;
    template <class Path, class Graph>
    void cycle(const Path& path, const Graph&) const {
        ++(*by_length)[path.size()];
    }
};

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    std::ifstream in(arguments[1]);
    const int longest = std::atoi(arguments[2]);
    std::size_t parties = 0;
    std::size_t hops = 0;
    in >> parties >> hops;
    using Graph = boost::directed_graph<>;
    Graph graph;
    std::vector<Graph::vertex_descriptor> party;
    for (std::size_t i = 0; i < parties; ++i)
        party.push_back(graph.add_vertex());
    std::size_t payer = 0;
    std::size_t payee = 0;
    long funding = 0;
    long spending = 0;
    while (in >> payer >> payee >> funding >> spending)
        graph.add_edge(party[payer], party[payee]);
    std::vector<long> by_length(static_cast<std::size_t>(longest) + 1);
    boost::tiernan_all_cycles(graph, Counter{&by_length}, 2, static_cast<std::size_t>(longest));
    for (std::size_t length = 2; length < by_length.size(); ++length)
        std::cout << length << ' ' << by_length[length] << '\n';
}
