// SPDX-License-Identifier: Apache-2.0
#include "reports/reconcile.h"

#include <fmt/core.h>

#include "reports/comparison.h"
#include "reports/published.h"
#include "reports/published_match.h"
#include "reports/reconciliation.h"

namespace gw {
namespace {

constexpr std::string_view kHint =
    "two queries, each in quotes; or one with --and-on DATE, or --published FILE.csv: "
    "gigawatch reconcile 'payer:openai' 'payer:openai class:spend'";

void check_sides(const AskOptions& options) {
    const std::size_t queries = options.words.size();
    if (queries > 2)
        throw Error(Exit::kUsage, fmt::format("reconcile takes two queries, not {}", queries),
                    std::string(kHint));
    if (!options.published.empty() && (queries == 2 || options.and_on))
        throw Error(Exit::kUsage,
                    "--published is the second total: no second query or day goes with it",
                    std::string(kHint));
    if (options.published.empty() && queries < 2 && !options.and_on)
        throw Error(Exit::kUsage, "reconcile needs two totals", std::string(kHint));
}

AskOptions side(const AskOptions& options, std::size_t query, Day on) {
    AskOptions asked = options;
    asked.words.clear();
    if (!options.words.empty())
        asked.words.push_back(options.words[std::min(query, options.words.size() - 1)]);
    asked.on = on;
    return asked;
}

// Which side has it not, and why; or why it counts for another amount.
std::string why_of(const Comparison& comparison, const LegPair& pair) {
    const std::string_view without = !pair.in_a ? "not in A: " : !pair.in_b ? "not in B: " : "";
    return fmt::format("{}{}", without, comparison.why(pair));
}

ReconciledLine line_of(const Comparison& comparison, const LegPair& pair, bool before, bool after) {
    const World& world = after ? comparison.b : comparison.a;
    const int leg = after ? pair.b : pair.a;
    const LegKey key = key_of(world, leg);
    return {world.deal(world.leg(leg).deal),
            world.leg(leg).number,
            key.payer,
            key.payee,
            key.leg_class,
            key.bucket,
            change_of_leg(comparison, pair, before, after),
            why_of(comparison, pair)};
}

void add_lines(const Comparison& comparison, std::vector<ReconciledLine>& lines,
               ReconciledTotals& totals) {
    for (const LegPair& pair : comparison.legs) {
        switch (pair.change) {
            case Change::kSame:
                if (pair.in_a) {
                    const LegKey key = key_of(comparison.a, pair.a);
                    totals[{key.leg_class, key.bucket}].alike.add(
                        change_of_leg(comparison, pair, true, true));
                }
                break;
            case Change::kMoved:
                lines.push_back(line_of(comparison, pair, true, false));
                lines.push_back(line_of(comparison, pair, false, true));
                break;
            default:
                lines.push_back(line_of(comparison, pair, pair.in_a, pair.in_b));
        }
    }
}

// Added up by themselves, so that they prove the lines right.
void add_wholes(const Comparison& comparison, ReconciledTotals& totals) {
    for (const auto& [texts, change] : total_changes(comparison, {"class", "bucket"}))
        totals[{texts[0], texts[1]}].whole.hi_known = change.hi_known;
    const auto add = [&](const World& world, Sum SumChange::*side_of) {
        for (const int leg : world.legs) {
            const LegKey key = key_of(world, leg);
            SumChange& whole = totals[{key.leg_class, key.bucket}].whole;
            (whole.*side_of)
                .add(world.counted[static_cast<std::size_t>(leg)], world.leg(leg).approx);
        }
    };
    add(comparison.a, &SumChange::before);
    add(comparison.b, &SumChange::after);
}

std::string side_text(std::string_view name, const World& world) {
    const std::string text = world.selection.text();
    return fmt::format("{}: {}, {}, {}", name, text.empty() ? "the whole book" : text,
                       lens_text(world.on), plural(world.legs.size(), "leg"));
}

}  // namespace

Table reconcile(const Book& book, const AskOptions& options) {
    check_sides(options);
    const World a(book.db(), side(options, 0, options.on));
    std::vector<ReconciledLine> lines;
    ReconciledTotals totals;
    std::string second;
    if (options.published.empty()) {
        const World b(book.db(), a, side(options, 1, options.and_on.value_or(options.on)));
        const Comparison comparison(a, b);
        add_lines(comparison, lines, totals);
        add_wholes(comparison, totals);
        second = side_text("B", b);
    } else {
        const Published published = read_published(options.published, a);
        reconcile_published(a, published, lines, totals);
        second = fmt::format("B: {}, {}", published.name, plural(published.rows.size(), "row"));
    }
    Table table = reconciliation_table(lines, totals);
    table.title = join_title({"Reconciliation", side_text("A", a), second});
    arrange(table, options);
    return table;
}

}  // namespace gw
