// SPDX-License-Identifier: Apache-2.0
//
// Money graphs for tests, from words: "N F 100 L" is funding of 100 by N for L, S spending, K
// funding in kind, ? an open capacity.
#pragma once

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "circles/money_graph.h"

struct NamedGraph {
    gw::MoneyGraph graph;
    gw::Capacities capacities;
    std::vector<std::string> names;

    int group(const std::string& name) const {
        return static_cast<int>(std::find(names.begin(), names.end(), name) - names.begin());
    }
};

inline NamedGraph named_graph(const std::vector<std::string>& legs) {
    struct Leg {
        std::string payer, kind, amount, payee;
    };
    NamedGraph made;
    std::vector<Leg> read;
    for (const std::string& text : legs) {
        Leg leg;
        std::istringstream(text) >> leg.payer >> leg.kind >> leg.amount >> leg.payee;
        made.names.insert(made.names.end(), {leg.payer, leg.payee});
        read.push_back(leg);
    }
    std::sort(made.names.begin(), made.names.end());
    made.names.erase(std::unique(made.names.begin(), made.names.end()), made.names.end());
    made.graph.groups = static_cast<int>(made.names.size());
    std::map<std::tuple<int, int, gw::ArcKind>, std::int64_t> arcs;
    for (const Leg& leg : read) {
        const gw::ArcKind kind = leg.kind == "F"   ? gw::ArcKind::kFunding
                                 : leg.kind == "S" ? gw::ArcKind::kSpending
                                                   : gw::ArcKind::kInKind;
        std::int64_t& amount = arcs[{made.group(leg.payer), made.group(leg.payee), kind}];
        amount = leg.amount == "?" ? gw::kOpenCapacity : amount + std::stoll(leg.amount);
    }
    for (const auto& [key, amount] : arcs) {
        made.graph.arcs.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key)});
        made.capacities.push_back(amount);
    }
    return made;
}
