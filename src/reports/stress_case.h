// SPDX-License-Identifier: Apache-2.0
//
// One stress: parties that pay only part of what they owe, deals that are cancelled, and the
// network of promises cleared before and after. Who has other resources than the book knows is
// taken twice: `ample`, as if they always did, and `scarce`, as if they had none. Cash only:
// funding in kind is no obligation that money could meet.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "book/book.h"
#include "network/clearing.h"
#include "reports/loop_legs.h"
#include "reports/stress_dues.h"
#include "reports/world.h"

namespace gw {

struct StressOutcome {
    Clearing before;
    Clearing after;
};

// A year of the dues cleared by itself; where --period is not given, all of them at once.
struct StressTerm {
    StressYear year;
    std::map<int, Int128> resources;  // known, by group
    StressOutcome ample;
    StressOutcome scarce;

    bool pays_less(int group) const;              // ample: it pays less than before
    const Int128* resources_of(int group) const;  // nullptr: not known
};

class StressCase {
public:
    // Throws Error kUsage for words and options that cannot be understood. `options` must outlive
    // this object.
    StressCase(const Db& db, const AskOptions& options);

    const World& world() const { return world_; }
    const BucketFilter& buckets() const { return buckets_; }
    const std::vector<StressTerm>& terms() const { return terms_; }
    const StressDues& dues() const { return dues_; }  // its years are the terms'
    bool by_year() const { return options_.period.has_value(); }
    const std::vector<int>& stressed() const { return stressed_; }  // groups, as given
    bool cancelled(int deal) const;
    std::vector<int> without_resources() const;  // payers, by slug, that are not stressed
    std::string text() const;                    // "openai pays 50%, deal x cancelled"

private:
    void read_words(const AskOptions& options);
    void read_cash(const AskOptions& options);
    void make_terms(const Db& db);
    static void check_size(const StressYear& year);
    StressOutcome solve(const StressTerm& term, bool ample) const;

    const AskOptions& options_;
    AskOptions legs_asked_;  // the query words alone
    std::vector<std::string> names_;
    World world_;
    BucketFilter buckets_;
    std::vector<int> stressed_;
    std::map<int, int> pays_;  // basis points, by group
    std::vector<int> cancelled_;
    std::map<int, Int128> cash_;  // given, by group
    StressDues dues_;
    std::vector<StressTerm> terms_;
};

}  // namespace gw
