// SPDX-License-Identifier: Apache-2.0
#include "reports/tidy_stream.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <future>
#include <span>
#include <utility>
#include <vector>

#include "text/processors.h"

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

    // The groups from number `begin` on, in the order of order_groups().
    void rank(std::span<Ranked> groups, std::uint32_t begin) const {
        const std::vector<std::size_t> apart = apart_places(view_.by);
        const auto first_of = [&](std::size_t i) { return order_.subjects(begin + i).front(); };
        for (std::uint32_t i = 0; i < groups.size(); ++i) {
            announce(groups.size(), i, first_of);
            groups[i].first = first_of(i);
            for (const std::size_t place : apart) {
                const int key = key_of(groups[i], place);
                assert(key >= 0 && key < 256 && apart.size() <= 8);
                groups[i].apart = groups[i].apart << 8 | static_cast<std::uint64_t>(key);
            }
            groups[i].group = begin + i;
            if (view_.largest_first) groups[i].stated = sum_of(groups[i].group).stated;
        }
        std::sort(groups.begin(), groups.end());
    }

    bool is_full() const { return rows_left_ == 0; }

    void put(std::span<const Ranked> groups, RowSink& sink) {
        const auto first_of = [&](std::size_t i) { return groups[i].first; };
        for (std::size_t i = 0; i < groups.size() && !is_full(); ++i) {
            announce(groups.size(), i, first_of);
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

    // While group `now` is worked on: asks for the group kAhead further on, and for the place that
    // says where the one twice as far is.
    template <typename FirstOf>
    void announce(std::size_t groups, std::size_t now, const FirstOf& first_of) const {
        if (now + 2 * kAhead < groups) {
            const std::size_t subject = first_of(now + 2 * kAhead);
            for (const Dimension& dimension : view_.by)
                __builtin_prefetch(&dimension.keys[subject]);
            if (measure_.announce_place) measure_.announce_place(subject);
        }
        if (now + kAhead < groups && measure_.announce) measure_.announce(first_of(now + kAhead));
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

// Groups of two parts, each in order, as one in order: so many at a time.
class RankedGroups {
public:
    RankedGroups(std::span<const Ranked> one, std::span<const Ranked> other)
        : one_(one), other_(other) {}

    std::vector<Ranked> next_block() {
        std::vector<Ranked> block(std::min(kBlock, one_.size() + other_.size()));
        for (Ranked& group : block) {
            auto& part =
                one_.empty() || (!other_.empty() && other_.front() < one_.front()) ? other_ : one_;
            group = part.front();
            part = part.subspan(1);
        }
        return block;
    }

private:
    std::span<const Ranked> one_;
    std::span<const Ranked> other_;
};

// `there` runs in another thread if one can be had.
template <typename There, typename Here>
void run_side_by_side(const There& there, const Here& here) {
    auto done = std::async(std::launch::deferred | std::launch::async, there);
    here();
    done.get();
}

// By turns a block that goes straight into the sink, and one that another thread makes meanwhile.
void put_side_by_side(GroupStream& here, GroupStream& there, RankedGroups groups, RowSink& sink) {
    for (;;) {
        const std::vector<Ranked> now = groups.next_block();
        const std::vector<Ranked> later = groups.next_block();
        if (now.empty()) return;
        const std::unique_ptr<RowSink> part = sink.begin_part();
        run_side_by_side([&] { there.put(later, *part); }, [&] { here.put(now, sink); });
        sink.end_part(*part);
    }
}

}  // namespace

void stream_tidy(const CubeView& view, std::size_t subjects,
                 const std::function<CubeMeasure()>& make_measure, RowSink& sink,
                 std::optional<std::size_t> limit) {
    const CubeOrder order(view.by, subjects);
    GroupStream here(view, order, make_measure(), limit.value_or(SIZE_MAX));
    std::vector<Ranked> groups(order.groups());
    if (groups.size() <= kBlock || processors() < 2) {
        here.rank(groups, 0);
        return here.put(groups, sink);
    }
    GroupStream there(view, order, make_measure(), SIZE_MAX);
    const auto half = static_cast<std::uint32_t>(groups.size() / 2);
    const auto one = std::span(groups).first(half);
    const auto other = std::span(groups).subspan(half);
    run_side_by_side([&] { there.rank(other, half); }, [&] { here.rank(one, 0); });
    RankedGroups ranked(one, other);
    if (!limit) return put_side_by_side(here, there, ranked, sink);
    for (auto block = ranked.next_block(); !block.empty() && !here.is_full();
         block = ranked.next_block())
        here.put(block, sink);
}

}  // namespace gw
