// SPDX-License-Identifier: Apache-2.0
#include "reports/group_sums.h"

#include <fmt/core.h>

namespace gw {
namespace {

const Sum& find(const std::map<std::vector<int>, Sum>& sums, const std::vector<int>& keys) {
    static const Sum none;
    const auto found = sums.find(keys);
    return found == sums.end() ? none : found->second;
}

}  // namespace

GroupSums::GroupSums(const CubeView& view, std::size_t subjects,
                     const std::function<void(std::size_t subject, Sum& sum)>& add)
    : apart_(apart_places(view.by)) {
    const std::vector<CubeGroup> groups = make_cube(view.by, subjects, {.add = add});
    for (const CubeGroup& group : groups)
        groups_.emplace(group.keys, group.sum);
    for (const CubeGroup& total : merge_groups(groups, apart_))
        totals_.emplace(total.keys, total.sum);
}

const Sum& GroupSums::of(const CubeGroup& group, bool is_total) const {
    return find(is_total ? totals_ : groups_, group.keys);
}

const Sum& GroupSums::total_of(const CubeGroup& group, bool is_total) const {
    if (is_total) return find(totals_, group.keys);
    std::vector<int> keys;
    for (const std::size_t place : apart_)
        keys.push_back(group.keys[place]);
    return find(totals_, keys);
}

std::vector<Column> reading_columns(const std::string& name, const std::string& heading) {
    std::vector<Column> columns;
    for (const char* const reading : {"_lo", "_stated", "_hi"})
        columns.push_back({.name = name + reading, .unit = Unit::kMoney, .for_people = false});
    columns.push_back({.name = name + "_stated",
                       .heading = heading,
                       .unit = Unit::kMoney,
                       .for_machines = false});
    return columns;
}

std::vector<Value> reading_values(const Sum& sum) {
    return {Figure{sum.lo}, Figure{sum.stated}, machine_hi(sum),
            sum.legs == 0 ? Value(Nil{}) : people_stated(sum)};
}

std::vector<Column> share_columns(const std::string& name, const std::string& heading) {
    return {{.name = name + "_bp", .unit = Unit::kCount, .for_people = false},
            {.name = name + "_bp",
             .heading = heading,
             .unit = Unit::kCount,  // to the right, and never cut
             .for_machines = false}};
}

std::vector<Value> share_values(Int128 part, Int128 whole) {
    if (whole <= 0) return {Nil{}, Nil{}};
    // multiply_and_round takes a small factor: 10,000 parts of the whole.
    const Int128 basis_points = multiply_and_round(part, 10'000, whole);
    const auto tenths = static_cast<long>(multiply_and_round(part, 1'000, whole));
    return {Figure{basis_points}, fmt::format("{:>3}.{} %", tenths / 10, tenths % 10)};
}

}  // namespace gw
