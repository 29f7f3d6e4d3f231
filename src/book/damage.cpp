// SPDX-License-Identifier: Apache-2.0
#include "book/damage.h"

#include <fmt/core.h>

#include "text/error.h"

namespace gw {

void damaged(std::string_view row, std::string_view what) {
    throw Error(
        Exit::kData,
        fmt::format("{}: {}: the book was changed by another program or is damaged", row, what),
        "no figure is made of it; restore a copy, or import an export into a new book");
}

void unknown_word(std::string_view row, std::string_view word) {
    damaged(row, fmt::format("\"{}\" is no word of the book", word));
}

bool is_sound(const Interval& interval) {
    if (interval.lo.value_or(0) < 0 || interval.hi.value_or(0) < 0) return false;
    return !interval.lo || !interval.hi || *interval.lo <= *interval.hi;
}

void unsound_interval(std::string_view row) {
    damaged(row, "a range is negative or ends before it begins");
}

const Interval& check_interval(std::string_view row, const Interval& interval) {
    if (!is_sound(interval)) unsound_interval(row);
    return interval;
}

int find_circle(const std::vector<int>& next) {
    std::vector<int> visit(next.size(), -1);  // the start from which a position was first reached
    for (std::size_t start = 0; start < next.size(); ++start) {
        int at = static_cast<int>(start);
        while (at >= 0 && visit[static_cast<std::size_t>(at)] < 0) {
            visit[static_cast<std::size_t>(at)] = static_cast<int>(start);
            at = next[static_cast<std::size_t>(at)];
        }
        if (at >= 0 && visit[static_cast<std::size_t>(at)] == static_cast<int>(start)) return at;
    }
    return -1;
}

}  // namespace gw
