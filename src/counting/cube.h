// SPDX-License-Identifier: Apache-2.0
//
// The cube: subjects (legs, tranches, whatever is counted) grouped by any dimensions, in exact
// interval sums. It knows subjects by their places in a list and dimensions by integer keys; it
// knows neither the book nor how anything is shown (reports/cube_table.h lays it out). Every
// subject falls into exactly one group, so groups always add up to the total, whatever the
// dimensions and the order.
//
// To use it: make a Dimension for each thing that can be grouped by (reports/dimensions.h has those
// of legs; text_dimension() makes one out of a text for each subject), pass them with a CubeMeasure
// to make_cube(), and lay the groups out with reports/cube_table.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "counting/sums.h"

namespace gw {

// One thing to group by. Keys are numbers in the order in which groups are shown, one for each
// subject; `text` names a key, "" where there is nothing to name.
struct Dimension {
    std::string name;          // machine name of its column: stable
    std::string heading = {};  // for people; empty: the name
    bool apart = false;        // never added across (class, bucket, layer, basis): a total for each
    Value empty = Nil{};       // what stands for "": nil, or unknown
    int priority = 0;          // of its column on a narrow terminal
    std::vector<int> keys = {};
    std::function<std::string(int key)> text = {};
};

// A dimension of texts, in the order of their bytes, "" last. Cost: n log n in subjects.
Dimension text_dimension(std::string name, const std::vector<std::string>& text_of_each_subject);

// What each subject adds. `add` adds a whole subject once. With slots (periods, or a dimension laid
// out as columns) `spread` adds it to the slots that it touches, and nothing to the others. Where
// subjects are measured far from each other, `announce` asks the processor's memory for one that
// is to come, and `announce_place`, twice as far ahead, for the place that says where it is; they
// change nothing.
struct CubeMeasure {
    std::function<void(std::size_t subject, Sum& sum)> add;
    std::size_t slots = 0;
    std::function<void(std::size_t subject, std::vector<Sum>& slots)> spread = {};
    std::function<void(std::size_t subject)> announce = {};
    std::function<void(std::size_t subject)> announce_place = {};
};

struct CubeCell {
    std::size_t slot = 0;
    Sum sum;
};

struct CubeGroup {
    std::vector<int> keys;        // one for each dimension
    Sum sum;                      // of its subjects, each once
    std::vector<CubeCell> cells;  // by slot; a slot that no subject touches has none
};

// Subjects in the order of their keys, without a sum: a walk over the groups of millions of
// subjects that holds 16 bytes for each. Groups stand in the order of their keys, the subjects of a
// group in that of their numbers. Cost: n log n in subjects, on packed integers. REQUIRES: every
// dimension has `subjects` keys, fewer than 2^32.
class CubeOrder {
public:
    CubeOrder(const std::vector<Dimension>& by, std::size_t subjects);

    std::size_t groups() const { return begins_.size() - 1; }
    std::span<const std::uint32_t> subjects(std::size_t group) const {
        return std::span(order_).subspan(begins_[group], begins_[group + 1] - begins_[group]);
    }

private:
    std::vector<std::uint32_t> order_;   // of subjects
    std::vector<std::uint32_t> begins_;  // of groups in order_, and the end
};

// The groups in the order of their keys. Cost: n log n in subjects, on packed integers, plus
// groups * slots; memory: one array of slots at a time and the cells that are touched. REQUIRES:
// every dimension has `subjects` keys.
std::vector<CubeGroup> make_cube(const std::vector<Dimension>& by, std::size_t subjects,
                                 const CubeMeasure& measure);

// The groups of `groups` that have equal keys in the dimensions `kept` (places, ascending), added
// up, in the order of those keys: totals. No subject is looked at again.
std::vector<CubeGroup> merge_groups(const std::vector<CubeGroup>& groups,
                                    const std::vector<std::size_t>& kept);

}  // namespace gw
