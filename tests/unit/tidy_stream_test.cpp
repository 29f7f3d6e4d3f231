// SPDX-License-Identifier: Apache-2.0
#include "reports/tidy_stream.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "table/separated.h"

using namespace gw;

namespace {

constexpr int kSubjects = 40'000;

// Two dimensions, of which one is kept apart, and so many groups that two threads share them.
CubeView view_of_many(std::size_t slots) {
    CubeView view;
    Dimension party{.name = "party"};
    Dimension kind{.name = "kind", .apart = true};
    for (int i = 0; i < kSubjects; ++i) {
        party.keys.push_back(i * 7919 % 15'013);
        kind.keys.push_back(i % 3);
    }
    party.text = [](int key) { return "p" + std::to_string(key); };
    kind.text = [](int key) { return key == 0 ? "" : "k" + std::to_string(key); };
    view.by = {party, kind};
    for (std::size_t i = 0; i < slots; ++i)
        view.slots.push_back({.name = std::to_string(i), .start = "from", .end = "to"});
    view.slots_are_periods = slots > 0;
    return view;
}

Sum sum_of(std::size_t subject) {
    Sum sum;
    sum.legs = 1;
    sum.lo = sum.stated = static_cast<Int128>(subject % 977);
    sum.hi = sum.stated + 5;
    sum.open = subject % 31 == 0;
    sum.unknown = subject % 29 == 0 ? 1 : 0;
    return sum;
}

CubeMeasure measure_of(std::size_t slots) {
    CubeMeasure measure;
    measure.add = [](std::size_t subject, Sum& sum) { sum.add(sum_of(subject)); };
    measure.slots = slots;
    measure.spread = [slots](std::size_t subject, std::vector<Sum>& into) {
        into[subject % slots].add(sum_of(subject));
    };
    return measure;
}

std::string streamed(const CubeView& view, std::optional<std::size_t> limit) {
    std::string text;
    CsvStream sink(tidy_columns(view), [&](std::string_view piece) { text += piece; });
    stream_tidy(
        view, kSubjects, [&] { return measure_of(view.slots.size()); }, sink, limit);
    sink.finish();
    return text;
}

std::size_t count_lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("tidy stream: by two threads the rows are those of the table, in its order") {
    for (const std::size_t slots : {0, 5}) {
        CubeView view = view_of_many(slots);
        const std::string text = streamed(view, std::nullopt);
        view.groups = make_cube(view.by, kSubjects, measure_of(slots));
        CHECK(view.groups.size() > 2 * 4096);
        CHECK(text == format_csv(tidy_table(view)));
        const std::string some = streamed(view_of_many(slots), 100);
        CHECK(count_lines(some) == 101);
        CHECK(text.starts_with(some));
        CHECK(streamed(view_of_many(slots), 1'000'000) == text);
    }
}
