// SPDX-License-Identifier: Apache-2.0
#include "reports/published_match.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <set>

#include "cells/position.h"
#include "reports/comparison.h"

namespace gw {
namespace {

int class_of(const World& world, int leg) {
    return static_cast<int>(index_of(kLegKinds[world.leg(leg).kind].leg_class));
}

// What a row may name of a leg, the most telling first.
constexpr std::array<std::array<bool, 3>, 7> kNamed{{{true, true, true},
                                                     {true, true, false},
                                                     {true, false, true},
                                                     {false, true, true},
                                                     {true, false, false},
                                                     {false, true, false},
                                                     {false, false, true}}};

// Rows that name the same, and the legs of A that they mean.
struct Match {
    PublishedKey key{};
    SumChange sums;                    // before: the legs, after: the rows
    std::vector<int> legs;             // of A
    std::vector<std::string> reasons;  // why further legs of the same deal or parties are not in A
};

// The only class, or bucket, of the legs of A. Throws Error kUsage if there are several or none.
template <std::size_t N, class Of>
int only_one(const World& world, std::string_view what,
             const std::array<std::string_view, N>& names, const Of& of) {
    std::set<int> found;
    for (const int leg : world.legs)
        found.insert(of(leg));
    if (found.size() == 1) return *found.begin();
    if (found.empty())
        throw Error(Exit::kUsage, "no leg is in A; nothing was compared",
                    "ask for legs that are in the book, or name class and bucket in every row");
    std::vector<std::string_view> words;
    for (const int one : found)
        words.push_back(names[at(one)]);
    throw Error(Exit::kUsage,
                fmt::format("a published row names no {}, and the legs of A are {}: they are never "
                            "added up",
                            what, fmt::join(words, ", ")),
                fmt::format("add {}:{} to the query, or a column {} to the file", what,
                            words.front(), what));
}

class Matching {
public:
    Matching(const World& world, const Published& published) : world_(world) {
        for (const PublishedRow& row : published.rows)
            add_row(row);
        in_a_.assign(world.facts.legs.size(), 0);
        for (const int leg : world.legs)
            place(leg);
        for (std::size_t leg = 0; leg < world.facts.legs.size(); ++leg)
            if (in_a_[leg] == 0) explain(static_cast<int>(leg));
    }

    void report(std::vector<ReconciledLine>& lines, ReconciledTotals& totals) {
        for (const auto& [key, whole] : wholes_)
            totals[key].whole = whole;
        for (Match& match : matches_)
            report(match, lines, totals);
        for (const int leg : unpublished_) {
            const LegKey key = key_of(world_, leg);
            ReconciledLine line{world_.deal(world_.leg(leg).deal),
                                world_.leg(leg).number,
                                key.payer,
                                key.payee,
                                key.leg_class,
                                key.bucket,
                                {},
                                "not published"};
            add_leg(leg, line.sums.before);
            line.sums.hi_known = !line.sums.before.open;
            push(std::move(line), lines, totals);
        }
    }

private:
    void add_row(const PublishedRow& row) {
        PublishedKey key = row.key;
        if (key[3] < 0)
            key[3] = only_one(world_, "class", kClassNames,
                              [&](int leg) { return class_of(world_, leg); });
        if (key[4] < 0) key[4] = only_one(world_, "bucket", kBucketNames, bucket_of_leg());
        const auto [found, is_new] = by_key_.try_emplace(key, matches_.size());
        if (is_new) {
            matches_.push_back({key, {}, {}, {}});
            by_names_[{key[0], key[1], key[2]}].push_back(found->second);
        }
        for (Sum* sum : {&matches_[found->second].sums.after, &whole_of(key[3], key[4]).after}) {
            sum->add(row.amount, row.approx);
            sum->unknown += row.amount.unknown() ? 1 : 0;
        }
    }

    SumChange& whole_of(int leg_class, int bucket) {
        return wholes_[{std::string(kClassNames[at(leg_class)]),
                        std::string(kBucketNames[at(bucket)])}];
    }

    std::function<int(int)> bucket_of_leg() const {
        return
            [this](int leg) { return static_cast<int>(index_of(*world_.counted[at(leg)].bucket)); };
    }

    std::array<int, 3> names_of(int leg, const std::array<bool, 3>& named) const {
        return {named[0] ? world_.leg(leg).deal : -1, named[1] ? world_.payer_group(leg) : -1,
                named[2] ? world_.payee_group(leg) : -1};
    }

    void place(int leg) {
        in_a_[at(leg)] = 1;
        add_leg(leg, whole_of(class_of(world_, leg), bucket_of_leg()(leg)).before);
        for (const auto& named : kNamed) {
            const std::array<int, 3> names = names_of(leg, named);
            const auto found = by_key_.find(
                {names[0], names[1], names[2], class_of(world_, leg), bucket_of_leg()(leg)});
            if (found == by_key_.end()) continue;
            Match& match = matches_[found->second];
            match.legs.push_back(leg);
            add_leg(leg, match.sums.before);
            return;
        }
        unpublished_.push_back(leg);
    }

    // Legs that are not in A though rows name their deal or parties say why the row differs.
    void explain(int leg) {
        for (const auto& named : kNamed) {
            const auto found = by_names_.find(names_of(leg, named));
            if (found == by_names_.end()) continue;
            for (const std::size_t match : found->second)
                matches_[match].reasons.push_back(
                    fmt::format("{}: {}", world_.leg_name(leg), why_absent(world_, leg)));
            return;
        }
    }

    void add_leg(int leg, Sum& sum) const {
        sum.add(world_.counted[at(leg)], world_.leg(leg).approx);
    }

    static bool same_figures(const Sum& a, const Sum& b) {
        return a.lo == b.lo && a.stated == b.stated && a.open == b.open && a.hi == b.hi;
    }

    void report(Match& match, std::vector<ReconciledLine>& lines, ReconciledTotals& totals) const {
        const auto party = [&](int number) {
            return number < 0 ? std::string() : world_.party(number);
        };
        ReconciledLine line{
            match.key[0] < 0 ? std::string() : world_.deal(match.key[0]),
            match.legs.size() == 1 && match.key[0] >= 0 ? world_.leg(match.legs.front()).number : 0,
            party(match.key[1]),
            party(match.key[2]),
            std::string(kClassNames[at(match.key[3])]),
            std::string(kBucketNames[at(match.key[4])]),
            match.sums,
            {}};
        if (!match.legs.empty() && same_figures(match.sums.before, match.sums.after)) {
            totals[{line.leg_class, line.bucket}].alike.add(match.sums);
            return;
        }
        line.sums.hi_known = !match.sums.before.open && !match.sums.after.open;
        line.why = why(match);
        push(std::move(line), lines, totals);
    }

    static void push(ReconciledLine line, std::vector<ReconciledLine>& lines,
                     ReconciledTotals& totals) {
        SumChange& whole = totals[{line.leg_class, line.bucket}].whole;
        whole.hi_known = whole.hi_known && line.sums.hi_known;
        lines.push_back(std::move(line));
    }

    // What the book does to its legs that a publisher may not have done.
    std::string why(const Match& match) const {
        std::vector<std::string> causes;
        for (const int leg : match.legs) {
            const Counted& counted = world_.counted[at(leg)];
            const auto full = full_amount_in_base(world_.facts, world_.leg(leg));
            const LegFacts& facts = world_.leg(leg);
            const std::string name = world_.leg_name(leg);
            if (counted.unknown) causes.push_back(name + ": no amount");
            if (counted.unconverted) causes.push_back(name + ": no rate to USD");
            if (counted.absorbed)
                causes.push_back(
                    fmt::format("{}: in {} already", name, world_.leg_name(facts.within)));
            else if (full && full->stated != counted.amount.stated)
                causes.push_back(name + ": less its parts");
            if (!counted.unconverted && facts.currency >= 0 && !counted.unknown &&
                facts.currency != world_.facts.base_currency)
                causes.push_back(fmt::format("{}: converted from {}", name,
                                             world_.facts.currencies[at(facts.currency)]));
            if (facts.per != Period::kTotal) causes.push_back(name + ": a rate times its term");
        }
        causes.insert(causes.end(), match.reasons.begin(), match.reasons.end());
        if (causes.empty())
            return match.legs.empty() ? "no such leg in the book" : "another amount";
        return list_some(causes, 3);
    }

    const World& world_;
    std::vector<Match> matches_;  // in the order of the file
    std::map<PublishedKey, std::size_t> by_key_;
    std::map<std::array<int, 3>, std::vector<std::size_t>> by_names_;
    std::map<ClassAndBucket, SumChange> wholes_;  // without regard to what matches what
    std::vector<int> unpublished_;
    std::vector<char> in_a_;
};

}  // namespace

void reconcile_published(const World& world, const Published& published,
                         std::vector<ReconciledLine>& lines, ReconciledTotals& totals) {
    Matching(world, published).report(lines, totals);
}

}  // namespace gw
