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
#include "reports/world.h"

namespace gw {

struct StressHop {
    int payer = 0;
    int payee = 0;
    std::vector<int> legs;  // positions in facts.legs
    std::size_t unknown = 0;
    Int128 due = 0;  // as stated, nothing cancelled
};

struct StressOutcome {
    Clearing before;
    Clearing after;
};

class StressCase {
public:
    // Throws Error kUsage for words and options that cannot be understood.
    StressCase(const Db& db, const AskOptions& options);

    const World& world() const { return world_; }
    const BucketFilter& buckets() const { return buckets_; }
    const std::vector<StressHop>& hops() const { return hops_; }
    const StressOutcome& ample() const { return ample_; }
    const StressOutcome& scarce() const { return scarce_; }
    const std::vector<int>& stressed() const { return stressed_; }  // groups, as given
    bool cancelled(int deal) const;
    bool pays_less(int group) const;             // ample: it pays less than before
    const Int128* resources(int group) const;    // nullptr: not known
    std::vector<int> without_resources() const;  // payers, by slug, that are not stressed
    std::string text() const;                    // "openai pays 50%, deal x cancelled"

private:
    void read_words(const AskOptions& options);
    void read_cash(const AskOptions& options);
    void make_hops();
    StressOutcome solve(bool ample) const;

    AskOptions legs_asked_;  // the query words alone
    std::vector<std::string> names_;
    World world_;
    BucketFilter buckets_;
    std::vector<int> stressed_;
    std::map<int, int> pays_;  // basis points, by group
    std::vector<int> cancelled_;
    std::map<int, Int128> cash_;       // given, by group
    std::map<int, Int128> resources_;  // known, by group
    std::vector<StressHop> hops_;      // by payer, then payee
    StressOutcome ample_;
    StressOutcome scarce_;
};

}  // namespace gw
