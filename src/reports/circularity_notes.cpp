// SPDX-License-Identifier: Apache-2.0
#include "reports/circularity_notes.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "table/figure.h"

namespace gw {
namespace {

std::string reading_text(const Measured& measured, Reading reading) {
    if (measured.open) return "no limit";
    const bool at_least = !measured.recycled && reading != Reading::kHi;
    return (at_least ? "at least " : "") + short_money(recycled_amount(measured, reading));
}

}  // namespace

void add_headline_notes(Table& table, const CircularAnswer& answer) {
    table.notes.push_back(
        fmt::format("of {} funding as stated, {} can come back as revenue: surely {}, at most {}",
                    short_money(answer.money.funding.sum.stated),
                    reading_text(answer.at(Reading::kStated), Reading::kStated),
                    reading_text(answer.at(Reading::kLo), Reading::kLo),
                    reading_text(answer.at(Reading::kHi), Reading::kHi)));
    if (answer.at(Reading::kHi).open)
        table.notes.push_back(
            "no limit because of legs with open amounts that close loops by "
            "themselves: " +
            answer.open_legs());
    for (const Measured& measured : answer.measured) {
        if (measured.open || measured.recycled) continue;
        table.notes.push_back(
            measured.tried
                ? "recycled is between the surely and the at most shown: the exact answer was "
                  "not reached within the budget of steps"
                : fmt::format("recycled is between witness and upper: the book is above the {} "
                              "hops that are solved exactly",
                              format_grouped(static_cast<Int128>(kMostExactArcs))));
        break;
    }
    answer.add_witness_note(table);
}

void add_use_note(Table& table, const CircularAnswer& answer) {
    std::vector<LoopFlow> use = answer.at(Reading::kStated).use;
    std::stable_sort(use.begin(), use.end(),
                     [](const LoopFlow& a, const LoopFlow& b) { return a.amount > b.amount; });
    std::vector<std::string> loops;
    for (const LoopFlow& flow : use)
        loops.push_back(fmt::format("{} {}", use_name(answer.world, answer.money.graph, flow.loop),
                                    short_money(flow.amount)));
    if (loops.empty()) return;
    table.notes.push_back("one possible use, as stated: " + list_some(loops, 5) +
                          "; gigawatch circularity --by loop");
}

}  // namespace gw
