// SPDX-License-Identifier: Apache-2.0
#include "circles/top_cycles.h"

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

#include "circles/hops.h"

namespace gw {
namespace {

// How many offers of hops the first graph looks at, and how much faster each next one grows.
constexpr std::size_t kFirstOffers = 64;
constexpr std::size_t kGrowth = 4;

using Worths = std::vector<Int128>;

HopTypes types_from(const HopWorth& worth, Int128 least) {
    return (worth.funding >= least ? kFundingType : kNoTypes) |
           (worth.spending >= least ? kSpendingType : kNoTypes);
}

void add_offers(const HopWorth& worth, Worths& offers) {
    if (worth.funding >= 0) offers.push_back(worth.funding);
    if (worth.spending >= 0) offers.push_back(worth.spending);
}

// Where the Nth cycle is among the levels, which are what hops are worth.
struct Cut {
    CycleList cycles;              // all that are above the Nth one's level; fewer than N
    std::optional<Int128> higher;  // the lowest level whose cycles are all in `cycles`
    std::optional<Int128> level;   // the Nth one's; nullopt: there are fewer than N
    bool stopped = false;          // the steps ran out before the level was found
};

class TopSearch {
public:
    TopSearch(const std::vector<ValuedHop>& hops, int groups, const TopQuestion& question)
        : hops_(hops), groups_(groups), question_(question) {}

    TopCycles find();

private:
    using Probe = std::function<FoundCycles(Int128 level)>;

    Cut cut(Worths offers, const Probe& probe) const;
    void add_ties(Int128 stated);
    FoundCycles search(const std::vector<TypedHop>& graph, CycleQuestion question);
    FoundCycles search_stated(Int128 stated);
    FoundCycles search_ties(Int128 stated, Int128 lo, CycleOrder order);
    std::size_t wanted() const { return question_.most - found_.cycles.size(); }

    const ValuedHop& searched(int hop) const {
        return hops_[static_cast<std::size_t>(positions_[static_cast<std::size_t>(hop)])];
    }
    // Of a cycle in the graph searched last.
    Int128 bottleneck(std::span<const int> cycle, HopWorth ValuedHop::*reading) const {
        return best_choice(cycle, [&](int hop, HopTypes type) {
            const HopWorth& worth = searched(hop).*reading;
            return type == kFundingType ? worth.funding : worth.spending;
        });
    }

    const std::vector<ValuedHop>& hops_;
    int groups_;
    const TopQuestion& question_;
    std::vector<int> positions_;  // in hops_, of the hops of the graph searched last
    TopCycles found_;
};

TopCycles TopSearch::find() {
    Worths offers;
    for (const ValuedHop& hop : hops_)
        add_offers(hop.stated, offers);
    Cut by_stated = cut(std::move(offers), [&](Int128 level) { return search_stated(level); });
    found_.cycles = std::move(by_stated.cycles);
    found_.stopped = by_stated.stopped;
    found_.above = by_stated.higher;
    if (!found_.stopped && by_stated.level) add_ties(*by_stated.level);
    return std::move(found_);
}

// Of the cycles of exactly `stated`, as many as are wanted: by lo, then by groups.
void TopSearch::add_ties(Int128 stated) {
    Worths offers;
    for (const ValuedHop& hop : hops_)
        if (types_from(hop.stated, stated) != kNoTypes) add_offers(hop.lo, offers);
    const Cut by_lo = cut(std::move(offers), [&](Int128 level) {
        return search_ties(stated, level, CycleOrder::kHubsFirst);
    });
    found_.stopped = by_lo.stopped;
    if (by_lo.stopped || !by_lo.level) return;
    const CycleList higher = found_.cycles;
    found_.cycles.add(by_lo.cycles);
    const FoundCycles first = search_ties(stated, *by_lo.level, CycleOrder::kByNumber);
    found_.stopped = !first.complete && first.kept.size() < wanted();
    if (found_.stopped)
        found_.cycles = higher;
    else
        found_.cycles.add(first.kept);
}

// Finds the level of the Nth cycle: down from the highest in growing graphs until one has N or
// costs too much, then between that one and the last that had fewer.
Cut TopSearch::cut(Worths offers, const Probe& probe) const {
    std::sort(offers.begin(), offers.end(), std::greater<>());
    Worths levels = offers;
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    const auto index_of_level = [&](Int128 level) {
        return static_cast<std::size_t>(
            std::lower_bound(levels.begin(), levels.end(), level, std::greater<>()) -
            levels.begin());
    };
    Cut made;
    std::size_t complete = 0;  // levels whose cycles are all known, and fewer than N
    std::size_t enough = levels.size();
    const auto look = [&](std::size_t index) {
        FoundCycles cycles = probe(levels[index]);
        if (cycles.complete) {
            complete = index + 1;
            made.cycles = std::move(cycles.kept);
            made.higher = levels[index];
        } else {
            enough = index;
            made.stopped = cycles.kept.size() < wanted();
        }
    };
    for (std::size_t reach = kFirstOffers; complete < enough && enough == levels.size();
         reach *= kGrowth)
        look(reach < offers.size() ? index_of_level(offers[reach]) : levels.size() - 1);
    while (complete < enough && found_.steps < question_.steps)
        look((complete + enough) / 2);
    made.stopped = made.stopped || complete < enough;
    if (enough < levels.size()) made.level = levels[enough];
    return made;
}

FoundCycles TopSearch::search(const std::vector<TypedHop>& graph, CycleQuestion question) {
    question.min_length = question_.min_length;
    question.max_length = question_.max_length;
    question.through = question_.through;
    question.threads = question_.threads;
    question.most = static_cast<std::int64_t>(wanted());
    // Half of what is left: where it does not do, the other half finds what can be said.
    const std::int64_t left = question_.steps - found_.steps;
    question.steps = left / 2 + left % 2;
    FoundCycles found = find_cycles(graph, groups_, question);
    found_.steps += found.steps;
    CycleList kept;
    std::vector<int> cycle;
    for (std::size_t i = 0; i < found.kept.size(); ++i) {
        cycle.assign(found.kept[i].begin(), found.kept[i].end());
        for (int& hop : cycle)
            hop = positions_[static_cast<std::size_t>(hop)];
        kept.add(cycle);
    }
    found.kept = std::move(kept);
    return found;
}

// The cycles of at least `stated`.
FoundCycles TopSearch::search_stated(Int128 stated) {
    std::vector<TypedHop> graph;
    positions_.clear();
    for (std::size_t i = 0; i < hops_.size(); ++i) {
        const HopTypes types = types_from(hops_[i].stated, stated);
        if (types == kNoTypes) continue;
        graph.push_back({hops_[i].payer, hops_[i].payee, types});
        positions_.push_back(static_cast<int>(i));
    }
    return search(graph, {});
}

// The cycles of exactly `stated`, and at least `lo`; by number: exactly `lo`.
FoundCycles TopSearch::search_ties(Int128 stated, Int128 lo, CycleOrder order) {
    std::vector<TypedHop> graph;
    positions_.clear();
    for (std::size_t i = 0; i < hops_.size(); ++i) {
        const HopTypes by_stated = types_from(hops_[i].stated, stated);
        const HopTypes by_lo = types_from(hops_[i].lo, lo);
        if (by_stated == kNoTypes || by_lo == kNoTypes) continue;
        graph.push_back({hops_[i].payer, hops_[i].payee, by_stated | by_lo << 2U});
        positions_.push_back(static_cast<int>(i));
    }
    CycleQuestion question;
    question.wanted = kAllTypes;
    question.order = order;
    question.accepts = [&, exactly = order == CycleOrder::kByNumber](std::span<const int> cycle) {
        return bottleneck(cycle, &ValuedHop::stated) == stated &&
               (!exactly || bottleneck(cycle, &ValuedHop::lo) == lo);
    };
    return search(graph, question);
}

}  // namespace

TopCycles find_top_cycles(const std::vector<ValuedHop>& hops, int groups,
                          const TopQuestion& question) {
    if (question.most == 0 || hops.empty()) return {};
    return TopSearch(hops, groups, question).find();
}

}  // namespace gw
