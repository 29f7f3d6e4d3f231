// SPDX-License-Identifier: Apache-2.0
//
// A query compiled against a book: which legs, tranches and deals it means. One meaning for every
// command: each term is true or false of a leg or a tranche, so that a query and its `not` split
// them in two.
//   A term about legs holds for a tranche if it holds for one of its deal's legs; a term about
//   tranches holds for a leg if it holds for one of its deal's tranches. Terms side by side,
//   without a `not` among them, must hold for one and the same: its companion. A deal is meant if
//   one of its legs is, where its tranches' users, sites and words and its own row count as the
//   leg's. A deal without legs is meant by its tranches and by the legs of the deals that are part
//   of it, having neither by itself.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "query/ask.h"
#include "query/query.h"
#include "reports/condition.h"
#include "reports/lookup.h"

namespace gw {

class Selection {
public:
    // Resolves all names; throws Error kUsage with every problem of the query. `db` and `facts`
    // must outlive this object. Of options only the words, the day and the saved queries count.
    Selection(const Db& db, const Facts& facts, const AskOptions& options);

    Selection(const Selection&) = delete;  // its conditions point back at it
    Selection& operator=(const Selection&) = delete;

    bool is_everything() const { return query_.operands.empty(); }
    const std::string& text() const { return query_.title; }
    const Query& query() const { return query_; }  // names resolved to slugs

    std::optional<int> find_party(std::string_view text) const { return lookup_.find_party(text); }
    std::vector<std::string> party_candidates() const { return lookup_.party_candidates(); }
    std::vector<std::string> deal_candidates() const { return lookup_.deal_candidates(); }
    bool mentions(Field field) const;  // in any term

    // Parties of the terms party, payer and payee under an even number of nots.
    const std::vector<int>& named_parties() const { return named_parties_; }
    bool belongs_to(int party, int whole) const { return gw::belongs_to(facts_, party, whole); }

    // On another day than the one of the constructor only statuses and buckets differ.
    bool matches_leg(int leg, Day on) const;
    bool matches_leg(int leg) const { return matches_leg(leg, on_); }
    bool matches_tranche(const Tranche& tranche) const;
    bool matches_deal(int deal) const;

    // The same of some nodes of query() that must be satisfied together.
    using Nodes = std::vector<const QueryNode*>;
    bool matches_leg(const Nodes& nodes, int leg) const;
    bool matches_tranche(const Nodes& nodes, const Tranche& tranche) const;
    bool matches_deal(const Nodes& nodes, int deal) const;

    const std::vector<Tranche>& tranches() const { return tranches_.all(); }

private:
    // What a node is asked about: a leg, a tranche, or a deal alone. deal is -1 for a tranche
    // without one; a leg is of another deal if that one is part of this.
    struct Subject {
        int deal = -1;
        int leg = -1;
        const Tranche* tranche = nullptr;
        Day on{};
        bool whole_deal = false;  // what its tranches and its own row say counts too
    };

    // What lends a leg the terms about tranches, and a tranche those about legs.
    struct Companion {
        int leg = -1;
        const Tranche* tranche = nullptr;
    };

    // What stands side by side, at any depth: those without a `not` share a companion.
    struct Joined {
        Nodes together;
        Nodes alone;
    };

    // A term with what it means, and what is known of whole deals: 0 not asked yet, 1 no, 2 yes.
    struct Compiled {
        Condition condition;
        std::vector<char> of_legs;
        std::vector<char> of_tranches;
    };

    void compile(const AskOptions& options);
    void compile_below(QueryNode& node, bool negated, std::vector<Problem>& problems);

    template <class Matches>
    bool any_of_deal(int deal, Matches matches) const;
    static Joined join(const Nodes& nodes);
    bool holds(const Joined& joined, const Subject& subject) const;
    bool holds(const QueryNode& node, const Subject& subject) const;
    bool holds(const QueryTerm& term, const Subject& subject) const;
    bool hold_with_one(const Nodes& nodes, const Subject& subject) const;
    bool holds_with(const QueryNode& node, const Subject& subject, const Companion& other) const;
    bool holds_with(const QueryTerm& term, const Subject& subject, const Companion& other) const;
    bool any_leg(Compiled& term, int deal) const;
    bool any_tranche(Compiled& term, int deal) const;
    std::vector<int> legs_of_parts(int deal) const;

    const Facts& facts_;
    const Db& db_;
    Day on_;
    Lookup lookup_;
    TrancheList tranches_;
    Query query_;
    Joined operands_;  // of query_
    std::vector<int> named_parties_;
    mutable std::vector<Compiled> terms_;                           // by QueryTerm::number
    mutable std::unique_ptr<std::vector<std::vector<int>>> parts_;  // of each deal, when asked for
};

}  // namespace gw
