// SPDX-License-Identifier: Apache-2.0
//
// Groups always add up to the total: over random subjects, dimensions and slots, in any order.
#include "counting/cube.h"

#include <rapidcheck.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <numeric>
#include <random>
#include <vector>

using namespace gw;

namespace {

struct Fact {
    std::vector<int> keys;
    std::size_t slot = 0;
    Counted counted;
    bool approx = false;
};

Counted any_counted() {
    Counted counted;
    counted.bucket = Bucket::kCommitted;
    const int kind = *rc::gen::inRange(0, 6);
    const Int128 least = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000'000);
    const Int128 more = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000'000);
    if (kind == 0) {
        counted.unknown = true;
    } else if (kind == 1) {
        counted.unconverted = true;
        counted.amount = {0, 0, std::nullopt};
    } else {
        if (kind != 2) counted.amount.lo = least;
        if (kind != 3) counted.amount.hi = least + more;
        counted.amount.stated = kind != 3 ? least + more : least;
    }
    return counted;
}

std::vector<Fact> any_facts(std::size_t width) {
    std::vector<Fact> facts(*rc::gen::inRange<std::size_t>(0, 60));
    const int spread = *rc::gen::element(2, 5, 1'000'000'000);
    for (Fact& fact : facts) {
        for (std::size_t i = 0; i < width; ++i)
            fact.keys.push_back(*rc::gen::inRange(-spread, spread));
        fact.slot = *rc::gen::inRange<std::size_t>(0, 4);
        fact.counted = any_counted();
        fact.approx = *rc::gen::arbitrary<bool>();
    }
    return facts;
}

std::vector<CubeGroup> cube_of(const std::vector<Fact>& facts, std::size_t width) {
    std::vector<Dimension> by(width);
    for (std::size_t i = 0; i < width; ++i)
        for (const Fact& fact : facts)
            by[i].keys.push_back(fact.keys[i]);
    CubeMeasure measure;
    measure.add = [&](std::size_t subject, Sum& sum) {
        sum.add(facts[subject].counted, facts[subject].approx);
    };
    measure.slots = 4;
    measure.spread = [&](std::size_t subject, std::vector<Sum>& slots) {
        measure.add(subject, slots[facts[subject].slot]);
    };
    return make_cube(by, facts.size(), measure);
}

Sum total_of(const std::vector<Fact>& facts) {
    Sum total;
    for (const Fact& fact : facts)
        total.add(fact.counted, fact.approx);
    return total;
}

bool same(const std::vector<CubeGroup>& a, const std::vector<CubeGroup>& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const CubeGroup& x, const CubeGroup& y) {
            return x.keys == y.keys && x.sum == y.sum && x.cells.size() == y.cells.size();
        });
}

}  // namespace

TEST_CASE("groups and their cells add up to the total, by whatever they are grouped") {
    CHECK(rc::check([] {
        const std::size_t width = *rc::gen::inRange<std::size_t>(0, 6);
        const std::vector<Fact> facts = any_facts(width);
        Sum of_groups;
        Sum of_cells;
        for (const CubeGroup& group : cube_of(facts, width)) {
            of_groups.add(group.sum);
            for (const CubeCell& cell : group.cells)
                of_cells.add(cell.sum);
        }
        RC_ASSERT(of_groups == total_of(facts));
        RC_ASSERT(of_cells == total_of(facts));
    }));
}

TEST_CASE("each group holds exactly the subjects that have its keys, in the order of keys") {
    CHECK(rc::check([] {
        const std::size_t width = *rc::gen::inRange<std::size_t>(0, 6);
        const std::vector<Fact> facts = any_facts(width);
        std::map<std::vector<int>, Sum> wanted;
        for (const Fact& fact : facts)
            wanted[fact.keys].add(fact.counted, fact.approx);
        const std::vector<CubeGroup> groups = cube_of(facts, width);
        RC_ASSERT(groups.size() == wanted.size());
        std::size_t i = 0;
        for (const auto& [keys, sum] : wanted) {
            RC_ASSERT(groups[i].keys == keys);
            RC_ASSERT(groups[i].sum == sum);
            ++i;
        }
    }));
}

TEST_CASE("the order of the subjects changes nothing") {
    CHECK(rc::check([] {
        std::vector<Fact> facts = any_facts(3);
        const std::vector<CubeGroup> before = cube_of(facts, 3);
        std::mt19937 dice(*rc::gen::arbitrary<unsigned>());
        std::shuffle(facts.begin(), facts.end(), dice);
        RC_ASSERT(same(before, cube_of(facts, 3)));
    }));
}

TEST_CASE("groups merged by some of their dimensions are those grouped by them at once") {
    CHECK(rc::check([] {
        std::vector<Fact> facts = any_facts(3);
        const std::vector<CubeGroup> merged = merge_groups(cube_of(facts, 3), {0, 2});
        for (Fact& fact : facts)
            fact.keys.erase(fact.keys.begin() + 1);
        RC_ASSERT(same(merged, cube_of(facts, 2)));
    }));
}

TEST_CASE("texts are numbered in their order, none last") {
    const Dimension dimension = text_dimension("site", {"b", "", "a", "b"});
    CHECK(dimension.keys == std::vector<int>{1, 2, 0, 1});
    CHECK(dimension.text(0) == "a");
    CHECK(dimension.text(1) == "b");
    CHECK(dimension.text(2).empty());
}
