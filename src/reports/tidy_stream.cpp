// SPDX-License-Identifier: Apache-2.0
#include "reports/tidy_stream.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <future>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace gw {
namespace {

// A group in the order of the tidy table.
struct Ranked {
    std::uint64_t apart = 0;  // keys of what is kept apart, of which each is small
    Int128 stated = 0;
    std::uint32_t group = 0;
    std::uint32_t first = 0;  // of its subjects

    friend bool operator<(const Ranked& a, const Ranked& b) {
        if (a.apart != b.apart) return a.apart < b.apart;
        return a.stated != b.stated ? a.stated > b.stated : a.group < b.group;
    }
};

// Puts groups into a sink, one thread's worth of them: what it measures with is its own.
class GroupStream {
public:
    GroupStream(const CubeView& view, const CubeOrder& order, CubeMeasure measure,
                std::size_t most_rows)
        : view_(view),
          order_(order),
          measure_(std::move(measure)),
          rows_left_(most_rows),
          slots_(view.slots.size()) {}

    // As order_groups() has them.
    std::vector<Ranked> groups_in_order() {
        std::vector<Ranked> groups(order_.groups());
        const std::vector<std::size_t> apart = apart_places(view_.by);
        for (std::uint32_t i = 0; i < groups.size(); ++i) {
            if (i + kAhead < groups.size()) announce(order_.subjects(i + kAhead).front());
            groups[i].first = order_.subjects(i).front();
            for (const std::size_t place : apart) {
                const int key = key_of(groups[i], place);
                assert(key >= 0 && key < 256 && apart.size() <= 8);
                groups[i].apart = groups[i].apart << 8 | static_cast<std::uint64_t>(key);
            }
            if (view_.largest_first) groups[i].stated = sum_of(i).stated;
            groups[i].group = i;
        }
        std::sort(groups.begin(), groups.end());
        return groups;
    }

    void put(std::span<const Ranked> groups, RowSink& sink) {
        for (std::size_t i = 0; i < groups.size() && rows_left_ > 0; ++i) {
            if (i + kAhead < groups.size()) announce(groups[i + kAhead].first);
            if (slots_.empty())
                put_group(groups[i], sink);
            else
                put_periods(groups[i], sink);
        }
    }

private:
    // Groups stand in memory far from each other: so many before its turn comes one is announced.
    static constexpr std::size_t kAhead = 12;

    int key_of(const Ranked& group, std::size_t dimension) const {
        return view_.by[dimension].keys[group.first];
    }

    void announce(std::size_t subject) const {
        for (const Dimension& dimension : view_.by)
            __builtin_prefetch(&dimension.keys[subject]);
        if (measure_.announce) measure_.announce(subject);
    }

    Sum sum_of(std::size_t group) const {
        Sum sum;
        for (const std::uint32_t subject : order_.subjects(group))
            measure_.add(subject, sum);
        return sum;
    }

    void put_group(const Ranked& group, RowSink& sink) {
        put_keys(group, sink);
        put_sum(sum_of(group.group), sink);
    }

    void put_periods(const Ranked& group, RowSink& sink) {
        for (const std::uint32_t subject : order_.subjects(group.group))
            measure_.spread(subject, slots_);
        bool first = true;
        for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
            if (slots_[slot].legs == 0 || rows_left_ == 0) continue;
            if (first)
                put_keys(group, sink);
            else
                sink.repeat(view_.by.size());
            first = false;
            sink.text(view_.slots[slot].start);
            sink.text(view_.slots[slot].end);
            put_sum(slots_[slot], sink);
            slots_[slot] = Sum{};
        }
    }

    void put_keys(const Ranked& group, RowSink& sink) const {
        for (std::size_t i = 0; i < view_.by.size(); ++i)
            sink.text(view_.by[i].text(key_of(group, i)));
    }

    void put_sum(const Sum& sum, RowSink& sink) {
        const SumColumns& names = view_.columns;
        --rows_left_;
        sink.figure(static_cast<Int128>(sum.legs));
        if (!names.lo.empty()) sink.figure(sum.lo);
        if (!names.stated.empty()) sink.figure(sum.stated);
        if (!names.hi.empty() && sum.open) sink.empty();
        if (!names.hi.empty() && !sum.open) sink.figure(sum.hi);
        sink.figure(static_cast<Int128>(sum.unknown));
        if (!names.unconverted.empty()) sink.figure(static_cast<Int128>(sum.unconverted));
        sink.end_row();
    }

    const CubeView& view_;
    const CubeOrder& order_;
    const CubeMeasure measure_;
    std::size_t rows_left_;
    std::vector<Sum> slots_;  // of one group
};

constexpr std::size_t kBlock = 4096;  // groups, some megabytes of rows

// By turns a block that goes straight into the sink, and one that another thread makes meanwhile.
void put_side_by_side(GroupStream& here, GroupStream& there, std::span<const Ranked> groups,
                      RowSink& sink) {
    while (!groups.empty()) {
        const auto next = groups.subspan(std::min(kBlock, groups.size()));
        const auto later = next.first(std::min(kBlock, next.size()));
        const std::unique_ptr<RowSink> part = sink.begin_part();
        auto made = std::async(std::launch::deferred | std::launch::async,
                               [&] { there.put(later, *part); });
        here.put(groups.first(groups.size() - next.size()), sink);
        made.get();
        sink.end_part(*part);
        groups = next.subspan(later.size());
    }
}

}  // namespace

void stream_tidy(const CubeView& view, std::size_t subjects,
                 const std::function<CubeMeasure()>& make_measure, RowSink& sink,
                 std::optional<std::size_t> limit) {
    const CubeOrder order(view.by, subjects);
    GroupStream here(view, order, make_measure(), limit.value_or(SIZE_MAX));
    const std::vector<Ranked> groups = here.groups_in_order();
    if (limit || groups.size() <= kBlock || std::thread::hardware_concurrency() < 2)
        return here.put(groups, sink);
    GroupStream there(view, order, make_measure(), SIZE_MAX);
    put_side_by_side(here, there, groups, sink);
}

}  // namespace gw
