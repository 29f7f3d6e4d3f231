// SPDX-License-Identifier: Apache-2.0
//
// A query compiled against a book: which legs, tranches and deals it means. One meaning for every
// command. A term about legs holds for a deal or a tranche if it holds for one of the deal's legs;
// a term about tranches holds for a deal or a leg if it holds for one of the deal's tranches.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "query/query.h"
#include "reports/tranches.h"

namespace gw {

class Selection {
public:
    // Resolves parties, deals and sites; throws Error kUsage with every problem of the query.
    // `facts` must outlive this object.
    Selection(const Db& db, const Facts& facts, const std::vector<std::string>& words, Day on);

    Selection(const Selection&) = delete;  // its conditions point back at it
    Selection& operator=(const Selection&) = delete;

    bool is_everything() const { return conditions_.empty(); }
    const std::string& text() const { return text_; }

    std::optional<int> find_party(std::string_view text) const;  // by any spelling
    std::vector<std::string> party_candidates() const;           // slugs and folded spellings
    std::vector<std::string> deal_candidates() const;            // slugs
    bool mentions(Field field) const;                            // in any term
    const std::vector<int>& named_parties() const {
        return named_parties_;
    }                                             // in terms that are not negated
    bool belongs_to(int party, int whole) const;  // is it, or a member of its group

    // On another day than the one of the constructor only statuses and buckets differ.
    bool matches_leg(int leg, Day on) const;
    bool matches_leg(int leg) const { return matches_leg(leg, on_); }
    bool matches_tranche(const Tranche& tranche) const;
    bool matches_deal(int deal) const;

private:
    // What a condition looks at: a leg, a tranche, or a deal alone. deal is -1 for a tranche
    // without one.
    struct Subject {
        int deal = -1;
        int leg = -1;
        const Tranche* tranche = nullptr;
        Day on{};
    };
    using Condition = std::function<bool(const Subject&)>;

    Condition compile(const Query& query, const QueryTerm& term, std::vector<Problem>& problems);
    Condition compile_value(const Query& query, const QueryTerm& term, const QueryValue& value,
                            std::vector<Problem>& problems);
    Condition compile_bare(const Query& query, const QueryTerm& term, const QueryValue& value,
                           std::vector<Problem>& problems);
    Condition compile_leg_word(Field field, const QueryValue& value) const;
    Condition compile_leg_range(Field field, const QueryValue& value) const;
    Condition compile_tranche_term(const Query& query, Field field, const QueryValue& value,
                                   std::vector<Problem>& problems);
    Condition about_party(Field field, int party) const;
    Condition about_deals(std::vector<char> wanted) const;

    bool matches(const Subject& subject) const;
    bool any_leg(const Subject& subject, const std::function<bool(int)>& holds) const;
    bool any_tranche(const Subject& subject,
                     const std::function<bool(const Tranche&)>& holds) const;

    int party_or_problem(const Query& query, const QueryValue& value,
                         std::vector<Problem>& problems) const;
    int deal_or_problem(const Query& query, const QueryValue& value,
                        std::vector<Problem>& problems) const;
    std::vector<char> deals_of_programme(int programme) const;

    const Db& db_;
    const Facts& facts_;
    Day on_;
    std::string text_;
    std::vector<Condition> conditions_;
    std::vector<Field> fields_;
    std::vector<int> named_parties_;
    std::vector<Tranche> tranches_;  // read only if a term is about tranches
    bool tranches_read_ = false;
};

}  // namespace gw
