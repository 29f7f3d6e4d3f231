// SPDX-License-Identifier: Apache-2.0
//
// What one term of a query means in a book, for each thing that it can be about. A condition is
// made once, in a pass over what it looks at, and then asked of every leg, tranche or deal in
// constant time. How terms are joined, and what a term about legs means for a tranche, is
// selection.h's business.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "query/query.h"
#include "reports/lookup.h"
#include "reports/tranches.h"

namespace gw {

struct Condition {
    std::function<bool(int leg, Day on)> leg;     // none: not about legs
    std::function<bool(const Tranche&)> tranche;  // none: not about tranches
    std::function<bool(int deal, Day on)> deal;   // about the deal itself and nothing else
    std::function<bool(int deal)> own;            // what the deal's own row says beside its legs
    bool legs_too = false;                        // a tranche has it also by its deal's legs
    bool whole_deal = false;  // a deal has it also by its tranches and its own row
};

// The tranches of a book on a day, read when they are first asked for.
class TrancheList {
public:
    TrancheList(const Db& db, const Facts& facts, Day on) : db_(db), facts_(facts), on_(on) {}

    const std::vector<Tranche>& all() const;          // by slug
    const std::vector<int>& of_deal(int deal) const;  // positions in all()

private:
    void read() const;

    const Db& db_;
    const Facts& facts_;
    Day on_;
    mutable bool is_read_ = false;
    mutable std::vector<Tranche> all_;
    mutable std::vector<std::vector<int>> of_deal_;
};

// What a term is compiled against. All must outlive the condition.
struct ConditionContext {
    const Db& db;
    const Facts& facts;
    const Lookup& lookup;
    const TrancheList& tranches;
    const Query& query;
    std::vector<Problem>& problems;
};

// Whether a party is `whole` or a member of its group.
bool belongs_to(const Facts& facts, int party, int whole);

// By position of the party: whether it is one of `wholes` or a member of one.
std::vector<char> members_of(const Facts& facts, const std::vector<int>& wholes);

// The meaning of `term`, in which names become slugs, and a bare word becomes a party or a deal.
// The parties that it names (party, payer, payee) are added to `named`. Cost: linear in the rows
// that it looks at.
Condition compile_term(const ConditionContext& context, QueryTerm& term, std::vector<int>& named);

}  // namespace gw
