// SPDX-License-Identifier: Apache-2.0
#include "counting/cube.h"

#include <algorithm>
#include <array>
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

// A subject with its packed keys: sorted by these, it is not looked up again.
struct Keyed {
    std::uint64_t keys = 0;
    std::uint32_t subject = 0;
};

// By keys, of equal ones by subject. REQUIRES: they come by subject. Many are dealt out digit by
// digit, the lowest first, each pass keeping the order of the one before; keys are mostly short.
void sort_by_keys(std::vector<Keyed>& keyed) {
    constexpr std::size_t kFew = 512;
    constexpr int kDigit = 11;  // bits
    if (keyed.size() < kFew) {
        std::stable_sort(keyed.begin(), keyed.end(),
                         [](const Keyed& a, const Keyed& b) { return a.keys < b.keys; });
        return;
    }
    std::uint64_t used = 0;
    for (const Keyed& one : keyed)
        used |= one.keys;
    std::vector<Keyed> dealt(keyed.size());
    for (int shift = 0; shift < static_cast<int>(std::bit_width(used)); shift += kDigit) {
        const auto digit = [&](const Keyed& one) {
            return static_cast<std::size_t>(one.keys >> shift) & ((std::size_t{1} << kDigit) - 1);
        };
        std::array<std::size_t, (std::size_t{1} << kDigit) + 1> places{};
        for (const Keyed& one : keyed)
            ++places[digit(one) + 1];
        std::partial_sum(places.begin(), places.end(), places.begin());
        for (const Keyed& one : keyed)
            dealt[places[digit(one)]++] = one;
        keyed.swap(dealt);
    }
}

void take_cells(std::vector<Sum>& slots, CubeGroup& group) {
    const auto is_used = [](const Sum& sum) { return sum.legs > 0; };
    group.cells.reserve(
        static_cast<std::size_t>(std::count_if(slots.begin(), slots.end(), is_used)));
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

Dimension text_dimension(std::string name, const std::vector<std::string>& text_of_each_subject) {
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

CubeOrder::CubeOrder(const std::vector<Dimension>& by, std::size_t subjects) {
    std::vector<Keyed> keyed(subjects);
    {
        const std::vector<std::uint64_t> packed = pack_keys(by, subjects);
        for (std::size_t i = 0; i < subjects; ++i)
            keyed[i] = {packed[i], static_cast<std::uint32_t>(i)};
    }
    sort_by_keys(keyed);
    order_.reserve(subjects);
    for (std::size_t i = 0; i < subjects; ++i) {
        if (i == 0 || keyed[i].keys != keyed[i - 1].keys)
            begins_.push_back(static_cast<std::uint32_t>(i));
        order_.push_back(keyed[i].subject);
    }
    begins_.push_back(static_cast<std::uint32_t>(subjects));
}

std::vector<CubeGroup> make_cube(const std::vector<Dimension>& by, std::size_t subjects,
                                 const CubeMeasure& measure) {
    const CubeOrder order(by, subjects);
    std::vector<Sum> slots(measure.slots);
    std::vector<CubeGroup> groups(order.groups());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto members = order.subjects(i);
        groups[i].keys.reserve(by.size());
        for (const Dimension& dimension : by)
            groups[i].keys.push_back(dimension.keys[members.front()]);
        for (const std::uint32_t subject : members) {
            measure.add(subject, groups[i].sum);
            if (measure.slots > 0) measure.spread(subject, slots);
        }
        take_cells(slots, groups[i]);
    }
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
