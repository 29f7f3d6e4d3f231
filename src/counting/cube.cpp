// SPDX-License-Identifier: Apache-2.0
#include "counting/cube.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdint>
#include <map>
#include <numeric>
#include <utility>

namespace gw {
namespace {

// Equal numbers for equal keys, in the order of the keys, as small as they can be.
int make_dense(std::vector<std::uint64_t>& numbers) {
    std::vector<std::uint64_t> distinct = numbers;
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    for (std::uint64_t& number : numbers)
        number = static_cast<std::uint64_t>(
            std::lower_bound(distinct.begin(), distinct.end(), number) - distinct.begin());
    return static_cast<int>(std::bit_width(distinct.size()));
}

// One number for each subject that compares as its keys do, dimension by dimension.
std::vector<std::uint64_t> pack_keys(const std::vector<Dimension>& by, std::size_t subjects) {
    std::vector<std::uint64_t> packed(subjects, 0);
    int used = 0;
    for (const Dimension& dimension : by) {
        const std::vector<int>& keys = dimension.keys;
        assert(keys.size() == subjects);
        if (keys.empty()) continue;
        const auto [least, most] = std::minmax_element(keys.begin(), keys.end());
        const std::int64_t low = *least;
        const int bits =
            static_cast<int>(std::bit_width(static_cast<std::uint64_t>(std::int64_t{*most} - low)));
        if (used + bits > 64) used = make_dense(packed);
        for (std::size_t i = 0; i < subjects; ++i)
            packed[i] = packed[i] << bits | static_cast<std::uint64_t>(std::int64_t{keys[i]} - low);
        used += bits;
    }
    return packed;
}

std::vector<std::size_t> sorted_places(const std::vector<std::uint64_t>& packed) {
    std::vector<std::size_t> order(packed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return packed[a] != packed[b] ? packed[a] < packed[b] : a < b;
    });
    return order;
}

void take_cells(std::vector<Sum>& slots, CubeGroup& group) {
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
        if (slots[slot].legs == 0) continue;
        group.cells.push_back({slot, slots[slot]});
        slots[slot] = Sum{};
    }
}

void add_cells(std::vector<CubeCell>& to, const std::vector<CubeCell>& cells) {
    for (const CubeCell& cell : cells) {
        const auto place = std::lower_bound(
            to.begin(), to.end(), cell.slot,
            [](const CubeCell& one, std::size_t wanted) { return one.slot < wanted; });
        if (place != to.end() && place->slot == cell.slot)
            place->sum.add(cell.sum);
        else
            to.insert(place, cell);
    }
}

}  // namespace

Dimension text_dimension(std::string name, std::vector<std::string> text_of_each_subject) {
    std::vector<std::string> names = text_of_each_subject;
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return a.empty() != b.empty() ? b.empty() : a < b;
    });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::map<std::string_view, int> numbers;
    for (std::size_t i = 0; i < names.size(); ++i)
        numbers.emplace(names[i], static_cast<int>(i));
    Dimension dimension{.name = std::move(name)};
    dimension.keys.reserve(text_of_each_subject.size());
    for (const std::string& text : text_of_each_subject)
        dimension.keys.push_back(numbers.find(text)->second);
    dimension.text = [names = std::move(names)](int key) {
        return names[static_cast<std::size_t>(key)];
    };
    return dimension;
}

std::vector<CubeGroup> make_cube(const std::vector<Dimension>& by, std::size_t subjects,
                                 const CubeMeasure& measure) {
    const std::vector<std::uint64_t> packed = pack_keys(by, subjects);
    const std::vector<std::size_t> order = sorted_places(packed);
    std::vector<Sum> slots(measure.slots);
    std::vector<CubeGroup> groups;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t subject = order[i];
        if (i == 0 || packed[subject] != packed[order[i - 1]]) {
            if (!groups.empty()) take_cells(slots, groups.back());
            groups.emplace_back();
            for (const Dimension& dimension : by)
                groups.back().keys.push_back(dimension.keys[subject]);
        }
        measure.add(subject, groups.back().sum);
        if (measure.slots > 0) measure.spread(subject, slots);
    }
    if (!groups.empty()) take_cells(slots, groups.back());
    return groups;
}

std::vector<CubeGroup> merge_groups(const std::vector<CubeGroup>& groups,
                                    const std::vector<std::size_t>& kept) {
    std::map<std::vector<int>, CubeGroup> merged;
    for (const CubeGroup& group : groups) {
        std::vector<int> keys;
        for (const std::size_t dimension : kept)
            keys.push_back(group.keys[dimension]);
        CubeGroup& into = merged[keys];
        into.keys = std::move(keys);
        into.sum.add(group.sum);
        add_cells(into.cells, group.cells);
    }
    std::vector<CubeGroup> all;
    for (auto& [keys, group] : merged)
        all.push_back(std::move(group));
    return all;
}

}  // namespace gw
