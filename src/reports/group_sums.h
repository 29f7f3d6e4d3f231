// SPDX-License-Identifier: Apache-2.0
//
// A second measure over the groups of a cube: what is paid, what rests on the press alone, what a
// weight makes of it. Looked up by group, so that further columns can stand beside the sums.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reports/cube_table.h"

namespace gw {

// Who is at least this part of a class and bucket as stated is a large counterparty.
inline constexpr int kLargePercent = 10;

class GroupSums {
public:
    // Over the dimensions of `view`. `add` adds a subject, or nothing. Cost: as make_cube.
    GroupSums(const CubeView& view, std::size_t subjects,
              const std::function<void(std::size_t subject, Sum& sum)>& add);

    const Sum& of(const CubeGroup& group, bool is_total) const;

    // Of all that is kept together with the group: its class and bucket.
    const Sum& total_of(const CubeGroup& group, bool is_total) const;

private:
    std::vector<std::size_t> apart_;
    std::map<std::vector<int>, Sum> groups_;
    std::map<std::vector<int>, Sum> totals_;
};

// Three machine columns NAME_lo, NAME_stated, NAME_hi, and for people the stated one.
std::vector<Column> reading_columns(const std::string& name, const std::string& heading);
std::vector<Value> reading_values(const Sum& sum);

// A share in basis points for machines (NAME_bp), in percent for people; nothing where `whole` is
// 0. Rounded half-even, the one place where a share is.
std::vector<Column> share_columns(const std::string& name, const std::string& heading);
std::vector<Value> share_values(Int128 part, Int128 whole);

}  // namespace gw
