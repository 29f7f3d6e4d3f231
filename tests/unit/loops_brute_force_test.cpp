// SPDX-License-Identifier: Apache-2.0
//
// find_loops against its definitions written out: every order of groups, every choice of types,
// every day.
#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "circles/loops.h"

using namespace gw;

namespace {

using Legs = std::vector<LoopLeg>;

std::string text(const std::optional<Int128>& value) {
    return value ? std::to_string(static_cast<std::int64_t>(*value)) : "open";
}

std::string text(const Loop& loop) {
    std::ostringstream out;
    for (std::size_t i = 0; i < loop.groups.size(); ++i)
        out << loop.groups[i] << "-"
            << "FSB"[index_of(loop.classes[i])] << ">";
    out << " lo " << text(loop.bottleneck.lo) << " stated " << text(loop.bottleneck.stated)
        << " hi " << text(loop.bottleneck.hi) << " unknown " << loop.unknown_hops << " "
        << kBucketNames[index_of(loop.bucket)] << (loop.in_order ? " in order" : "");
    if (loop.closed_on)
        out << " closed " << static_cast<int>(*loop.closed_on) << " by " << loop.closed_by;
    return out.str();
}

std::vector<std::string> texts(const std::vector<Loop>& loops) {
    std::vector<std::string> lines;
    for (const Loop& loop : loops)
        lines.push_back(text(loop));
    return lines;
}

using Chosen = std::function<bool(const LoopLeg&)>;

class Cycle {
public:
    Cycle(const Legs& legs, std::vector<int> groups) : legs_(legs), groups_(std::move(groups)) {}

    std::size_t length() const { return groups_.size(); }

    Legs at(std::size_t hop, const Chosen& chosen) const {
        Legs found;
        for (const LoopLeg& one : legs_)
            if (one.payer == groups_[hop] && one.payee == groups_[(hop + 1) % length()] &&
                (length() == 2 || !one.in_kind) && chosen(one))
                found.push_back(one);
        return found;
    }

    Legs of_type(std::size_t hop, unsigned types, const Chosen& chosen) const {
        const bool funding = (types >> hop & 1U) != 0;
        return at(hop, [&](const LoopLeg& one) { return one.funding == funding && chosen(one); });
    }

    // Choices of types, a bit for each hop (1: funding), that both occur and are all there.
    std::vector<unsigned> choices(const Chosen& chosen) const {
        std::vector<unsigned> found;
        for (unsigned types = 1; types + 1 < 1U << length(); ++types) {
            bool there = true;
            for (std::size_t hop = 0; hop < length(); ++hop)
                there = there && !of_type(hop, types, chosen).empty();
            if (there) found.push_back(types);
        }
        return found;
    }

    bool in_order_from(std::size_t start) const {
        if (of_type(start, ~0U, counted).empty()) return false;
        Legs feeding = at(start, counted);
        for (std::size_t i = 1; i < length(); ++i) {
            Legs fed = at((start + i) % length(), counted);
            const auto pays = [&](const LoopLeg& late) {
                return std::any_of(feeding.begin(), feeding.end(), [&](const LoopLeg& early) {
                    return !late.pays_until || !early.pays_from ||
                           *late.pays_until >= *early.pays_from;
                });
            };
            if (std::none_of(fed.begin(), fed.end(), pays)) return false;
            feeding = std::move(fed);
        }
        return true;
    }

    Readings bottleneck() const {
        Readings best{-1, -1, -1};
        for (unsigned types : choices(counted)) {
            Readings least{1000, 1000, std::nullopt};
            for (std::size_t hop = 0; hop < length(); ++hop) {
                Readings sum{0, 0, 0};
                for (const LoopLeg& one : of_type(hop, types, counted)) {
                    if (one.bucket == Bucket::kCommitted) *sum.lo += *one.amount.lo;
                    sum.stated += one.amount.stated;
                    if (!one.amount.hi) sum.hi.reset();
                    if (sum.hi) *sum.hi += *one.amount.hi;
                }
                least.lo = std::min(*least.lo, *sum.lo);
                least.stated = std::min(least.stated, sum.stated);
                if (sum.hi && (!least.hi || *sum.hi < *least.hi)) least.hi = sum.hi;
            }
            best.lo = std::max(*best.lo, *least.lo);
            best.stated = std::max(best.stated, least.stated);
            if (!least.hi || (best.hi && *least.hi > *best.hi)) best.hi = least.hi;
        }
        return best;
    }

    void close(Loop& loop) const {
        for (int day = 0; day < 20 && !loop.closed_on; ++day)
            if (!choices(selected_on(day)).empty()) loop.closed_on = Day{day};
        if (!loop.closed_on) return;
        const int day = static_cast<int>(*loop.closed_on);
        const Chosen kept = [&](const LoopLeg& one) {
            return selected_on(day)(one) && selected_on(day - 1)(one);
        };
        const std::vector<HopType> fresh = fresh_types(day, kept);
        for (unsigned set = 0; set < 1U << fresh.size(); ++set)
            for (std::size_t i = 0; i < fresh.size(); ++i) {
                const unsigned without = set & ~(1U << i);
                if (without == set || !closes(fresh, set, day, kept) ||
                    closes(fresh, without, day, kept))
                    continue;
                for (const LoopLeg& one : at(fresh[i].hop, selected_on(day)))
                    if (one.funding == fresh[i].funding &&
                        (loop.closed_by < 0 || one.deal < loop.closed_by))
                        loop.closed_by = one.deal;
            }
    }

    struct HopType {
        std::size_t hop;
        bool funding;
    };

    // Types that are there on the day and that no leg kept from the day before brings.
    std::vector<HopType> fresh_types(int day, const Chosen& kept) const {
        std::vector<HopType> fresh;
        for (std::size_t hop = 0; hop < length(); ++hop)
            for (const unsigned types : {0U, ~0U})
                if (!of_type(hop, types, selected_on(day)).empty() &&
                    of_type(hop, types, kept).empty())
                    fresh.push_back({hop, types != 0});
        return fresh;
    }

    // Whether the kept legs and those of a set of fresh types make a loop.
    bool closes(const std::vector<HopType>& fresh, unsigned set, int day,
                const Chosen& kept) const {
        const auto there = [&](const LoopLeg& one) {
            if (kept(one)) return true;
            for (std::size_t i = 0; i < fresh.size(); ++i)
                if ((set >> i & 1U) != 0 && groups_[fresh[i].hop] == one.payer &&
                    fresh[i].funding == one.funding)
                    return selected_on(day)(one);
            return false;
        };
        return !choices(there).empty();
    }

    Loop loop() const {
        Loop made;
        made.groups = groups_;
        made.in_order = false;
        for (std::size_t hop = 0; hop < length(); ++hop) {
            const Legs funding = of_type(hop, ~0U, counted);
            const Legs spending = of_type(hop, 0, counted);
            made.classes.push_back(spending.empty()  ? HopClasses::kCapital
                                   : funding.empty() ? HopClasses::kSpend
                                                     : HopClasses::kBoth);
            const Legs known = at(hop, [](const LoopLeg& one) { return one.counted && one.known; });
            made.unknown_hops += known.empty() ? 1 : 0;
            made.in_order = made.in_order || in_order_from(hop);
        }
        made.bottleneck = bottleneck();
        made.bucket = Bucket::kTalks;
        for (Bucket level : {Bucket::kAnnounced, Bucket::kConditional, Bucket::kCommitted}) {
            const auto strict = [&](const LoopLeg& one) {
                return one.counted && one.bucket <= level;
            };
            if (!choices(strict).empty()) made.bucket = level;
        }
        close(made);
        return made;
    }

    static bool counted(const LoopLeg& one) { return one.counted; }
    static Chosen selected_on(int day) {
        return [day](const LoopLeg& one) {
            return std::any_of(one.selected.begin(), one.selected.end(), [&](const DaySpan& span) {
                return span.from <= Day{day} && Day{day} < span.to;
            });
        };
    }

private:
    const Legs& legs_;
    std::vector<int> groups_;
};

void extend(const Legs& legs, int groups, int max_length, std::vector<int>& path,
            std::vector<Loop>& found) {
    if (path.size() > 1) {
        const Cycle cycle(legs, path);
        if (!cycle.choices(Cycle::counted).empty()) found.push_back(cycle.loop());
    }
    if (static_cast<int>(path.size()) == max_length) return;
    for (int next = path.front() + 1; next < groups; ++next) {
        if (std::find(path.begin(), path.end(), next) != path.end()) continue;
        path.push_back(next);
        extend(legs, groups, max_length, path, found);
        path.pop_back();
    }
}

std::vector<Loop> brute_force(const Legs& legs, int groups, int max_length) {
    std::vector<Loop> found;
    for (int root = 0; root < groups; ++root) {
        std::vector<int> path{root};
        extend(legs, groups, max_length, path, found);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Loop& a, const Loop& b) { return a.groups < b.groups; });
    std::stable_sort(found.begin(), found.end(), [](const Loop& a, const Loop& b) {
        return *a.bottleneck.lo > *b.bottleneck.lo;
    });
    std::stable_sort(found.begin(), found.end(), [](const Loop& a, const Loop& b) {
        return a.bottleneck.stated > b.bottleneck.stated;
    });
    return found;
}

using Pick = std::function<int(int)>;  // some number from 0 up to, not including, the argument

std::optional<Day> random_day(const Pick& pick) {
    if (pick(3) == 0) return std::nullopt;
    return Day{pick(8)};
}

LoopLeg random_leg(const Pick& pick, int groups) {
    const int payer = pick(groups);
    const int lo = pick(5);
    LoopLeg made;
    made.payer = payer;
    made.payee = (payer + 1 + pick(groups - 1)) % groups;
    made.funding = pick(2) == 0;
    made.amount.lo = lo;
    made.deal = pick(5);
    made.in_kind = made.funding && pick(4) == 0;
    made.counted = pick(6) != 0;
    made.bucket = static_cast<Bucket>(std::max(0, pick(6) - 2));
    made.amount.hi = lo + pick(4);
    made.amount.stated = *made.amount.hi;
    if (pick(3) == 0) made.amount = {lo, lo, std::nullopt};
    made.known = pick(3) != 0;
    if (!made.known) made.amount = {0, 0, std::nullopt};
    made.pays_from = random_day(pick);
    made.pays_until = random_day(pick);
    const int from = pick(6);
    const int to = from + pick(6);
    made.selected = {{Day{from}, Day{to}}};
    if (pick(2) == 0) made.selected.push_back({Day{to + pick(3)}, kEndOfTime});
    return made;
}

struct World {
    int groups;
    int max_length;
    Legs legs;
};

World random_world(const Pick& pick) {
    World world{2 + pick(4), 2 + pick(5), {}};
    for (int left = pick(8 * world.groups); left > 0; --left)
        world.legs.push_back(random_leg(pick, world.groups));
    return world;
}

}  // namespace

TEST_CASE("loops: random books have the loops that trying everything finds") {
    std::mt19937 random(20260101);
    const Pick pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    for (int round = 0; round < 10'000; ++round) {
        const World world = random_world(pick);
        const auto found = find_loops(world.legs, world.groups, world.max_length);
        const auto expected = brute_force(world.legs, world.groups, world.max_length);
        INFO("round " << round);
        REQUIRE(texts(found) == texts(expected));
    }
}

TEST_CASE("loops: small books have the loops that trying everything finds") {
    CHECK(rc::check([] {
        const World world = random_world([](int below) { return *rc::gen::inRange(0, below); });
        RC_ASSERT(texts(find_loops(world.legs, world.groups, world.max_length)) ==
                  texts(brute_force(world.legs, world.groups, world.max_length)));
    }));
}

TEST_CASE("loops: the first N are the first of all, of whatever kind of tie") {
    std::mt19937 random(20260102);
    const Pick pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    for (int round = 0; round < 3'000; ++round) {
        World world = random_world(pick);
        if (round % 3 == 0)
            for (LoopLeg& leg : world.legs)
                leg.amount = {0, 0, std::nullopt};
        const auto all = texts(find_loops(world.legs, world.groups, world.max_length));
        INFO("round " << round);
        for (std::size_t most = 1; most <= 9; most += 2) {
            const FoundLoops found = find_loops(world.legs, world.groups,
                                                {.max_length = world.max_length, .most = most});
            const std::size_t listed = std::min(most, all.size());
            REQUIRE(texts(found.loops) ==
                    std::vector<std::string>(all.begin(),
                                             all.begin() + static_cast<std::ptrdiff_t>(listed)));
            REQUIRE(found.more == (all.size() > most));
            REQUIRE(!found.stopped);
        }
    }
}

TEST_CASE("loops: those through a group are the ones of all that it is on") {
    std::mt19937 random(20260103);
    const Pick pick = [&](int below) {
        return static_cast<int>(random() % static_cast<unsigned>(below));
    };
    for (int round = 0; round < 2'000; ++round) {
        const World world = random_world(pick);
        const int through = pick(world.groups);
        std::vector<Loop> expected = find_loops(world.legs, world.groups, world.max_length);
        std::erase_if(expected, [&](const Loop& loop) {
            return std::find(loop.groups.begin(), loop.groups.end(), through) == loop.groups.end();
        });
        INFO("round " << round);
        for (const std::size_t most : {std::size_t{2}, kMostLoops}) {
            LoopQuestion question{.max_length = world.max_length, .through = through, .most = most};
            const FoundLoops found = find_loops(world.legs, world.groups, question);
            REQUIRE(found.more == (expected.size() > most));
            auto wanted = texts(expected);
            wanted.resize(std::min(wanted.size(), most));
            REQUIRE(texts(found.loops) == wanted);
            std::vector<std::int64_t> lengths(static_cast<std::size_t>(world.max_length) + 1);
            for (const Loop& loop : expected)
                ++lengths[loop.groups.size()];
            const LoopCount count = count_loops(world.legs, world.groups, question);
            REQUIRE(count.complete);
            REQUIRE(count.by_length == lengths);
        }
    }
}

TEST_CASE("loops: the order and the splitting of legs change nothing") {
    CHECK(rc::check([] {
        World world = random_world([](int below) { return *rc::gen::inRange(0, below); });
        const auto before = texts(find_loops(world.legs, world.groups, world.max_length));
        std::reverse(world.legs.begin(), world.legs.end());
        const std::size_t whole = world.legs.size();
        for (std::size_t i = 0; i < whole; ++i) {
            LoopLeg part = world.legs[i];
            part.amount = {0, 0, 0};
            part.known = false;
            world.legs.push_back(part);
        }
        RC_ASSERT(texts(find_loops(world.legs, world.groups, world.max_length)) == before);
    }));
}
