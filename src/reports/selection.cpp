// SPDX-License-Identifier: Apache-2.0
#include "reports/selection.h"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>
#include <tuple>
#include <unordered_set>

#include "book/schema.h"
#include "cells/position.h"
#include "reports/facts.h"
#include "text/error.h"

namespace gw {
namespace {

bool any_term(const std::vector<QueryNode>& nodes, Field field) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const QueryNode& node) {
        return node.is == QueryNode::Is::kTerm ? node.term.field == field
                                               : any_term(node.below, field);
    });
}

bool has_not(const QueryNode& node) {
    return node.is == QueryNode::Is::kNot ||
           std::any_of(node.below.begin(), node.below.end(), has_not);
}

[[noreturn]] void refuse(std::vector<Problem> problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        const bool saved_a = a.file != "query";
        const bool saved_b = b.file != "query";
        return std::tuple(saved_a, a.file, a.column) < std::tuple(saved_b, b.file, b.column);
    });
    const std::size_t count = problems.size();
    throw Error(Exit::kUsage, std::move(problems),
                fmt::format("{} in the query; nothing was asked",
                            count == 1 ? "1 error" : fmt::format("{} errors", count)));
}

}  // namespace

Selection::Selection(const Db& db, const Facts& facts, const AskOptions& options)
    : facts_(facts),
      db_(db),
      on_(options.on),
      lookup_(db, facts),
      tranches_(db, facts, options.on) {
    if (!options.words.empty()) compile(options);
}

void Selection::compile(const AskOptions& options) {
    std::vector<Problem> problems;
    query_ = parse_query(options.words, options.saved_queries, problems);
    for (QueryNode& node : query_.operands)
        compile_below(node, false, problems);
    if (!problems.empty()) refuse(std::move(problems));
    Nodes nodes;
    for (const QueryNode& node : query_.operands)
        nodes.push_back(&node);
    operands_ = join(nodes);
}

Selection::Joined Selection::join(const Nodes& nodes) {
    Joined joined;
    for (const QueryNode* node : nodes) {
        if (node->is != QueryNode::Is::kAnd) {
            (has_not(*node) ? joined.alone : joined.together).push_back(node);
            continue;
        }
        Nodes below;
        for (const QueryNode& one : node->below)
            below.push_back(&one);
        const Joined inner = join(below);
        joined.together.insert(joined.together.end(), inner.together.begin(), inner.together.end());
        joined.alone.insert(joined.alone.end(), inner.alone.begin(), inner.alone.end());
    }
    return joined;
}

void Selection::compile_below(QueryNode& node, bool negated, std::vector<Problem>& problems) {
    if (node.is != QueryNode::Is::kTerm) {
        const bool turned = node.is == QueryNode::Is::kNot;
        for (QueryNode& below : node.below)
            compile_below(below, negated != turned, problems);
        return;
    }
    std::vector<int> named;
    const ConditionContext context{db_, facts_, lookup_, tranches_, query_, problems};
    node.term.number = static_cast<int>(terms_.size());
    terms_.push_back({compile_term(context, node.term, named), {}, {}});
    if (!negated) named_parties_.insert(named_parties_.end(), named.begin(), named.end());
}

bool Selection::mentions(Field field) const {
    return any_term(query_.operands, field);
}

bool Selection::matches_leg(int leg, Day on) const {
    if (is_everything()) return true;
    return holds(operands_, {facts_.legs[at(leg)].deal, leg, nullptr, on, false});
}

bool Selection::matches_leg(const Nodes& nodes, int leg) const {
    return holds(join(nodes), {facts_.legs[at(leg)].deal, leg, nullptr, on_, false});
}

bool Selection::matches_tranche(const Tranche& tranche) const {
    return holds(operands_, {tranche.deal, -1, &tranche, on_, false});
}

bool Selection::matches_tranche(const Nodes& nodes, const Tranche& tranche) const {
    return holds(join(nodes), {tranche.deal, -1, &tranche, on_, false});
}

bool Selection::matches_deal(int deal) const {
    if (is_everything()) return true;
    return any_of_deal(deal, [&](const Subject& one) { return holds(operands_, one); });
}

bool Selection::matches_deal(const Nodes& nodes, int deal) const {
    const Joined joined = join(nodes);
    return any_of_deal(deal, [&](const Subject& one) { return holds(joined, one); });
}

// Whether something by which the deal is meant satisfies `matches`, as itself or for the whole
// deal.
template <class Matches>
bool Selection::any_of_deal(int deal, Matches matches) const {
    const auto either = [&](Subject subject) {
        if (matches(subject)) return true;
        subject.whole_deal = true;
        return matches(subject);
    };
    const int end = first_leg(facts_, deal + 1);
    const int begin = first_leg(facts_, deal);
    for (int leg = begin; leg < end; ++leg)
        if (either({deal, leg, nullptr, on_, false})) return true;
    if (begin < end) return false;
    const std::vector<int>& tranches = tranches_.of_deal(deal);
    for (const int tranche : tranches)
        if (either({deal, -1, &tranches_.all()[at(tranche)], on_, false})) return true;
    const std::vector<int> of_parts = legs_of_parts(deal);
    for (const int leg : of_parts)
        if (either({deal, leg, nullptr, on_, false})) return true;
    return tranches.empty() && of_parts.empty() && either({deal, -1, nullptr, on_, false});
}

bool Selection::holds(const Joined& joined, const Subject& subject) const {
    const auto one_holds = [&](const QueryNode* node) { return holds(*node, subject); };
    return std::all_of(joined.alone.begin(), joined.alone.end(), one_holds) &&
           std::all_of(joined.together.begin(), joined.together.end(), one_holds) &&
           hold_with_one(joined.together, subject);
}

bool Selection::holds(const QueryNode& node, const Subject& subject) const {
    switch (node.is) {
        case QueryNode::Is::kTerm:
            return holds(node.term, subject);
        case QueryNode::Is::kNot:
            return !holds(node.below.front(), subject);
        case QueryNode::Is::kAnd:
            return holds(join({&node}), subject);
        case QueryNode::Is::kOr:
            break;
    }
    return std::any_of(node.below.begin(), node.below.end(),
                       [&](const QueryNode& below) { return holds(below, subject); });
}

// Of nodes that each hold with some companion: whether all do with one.
bool Selection::hold_with_one(const Nodes& nodes, const Subject& subject) const {
    Nodes needy;
    for (const QueryNode* node : nodes)
        if (!holds_with(*node, subject, {})) needy.push_back(node);
    if (needy.size() < 2) return true;
    const auto all_hold = [&](const Companion& other) {
        return std::all_of(needy.begin(), needy.end(), [&](const QueryNode* node) {
            return holds_with(*node, subject, other);
        });
    };
    if (subject.tranche != nullptr) {
        for (int leg = first_leg(facts_, subject.deal); leg < first_leg(facts_, subject.deal + 1);
             ++leg)
            if (all_hold({leg, nullptr})) return true;
        return false;
    }
    const auto any_of = [&](int deal) {
        const std::vector<int>& all = tranches_.of_deal(deal);
        return std::any_of(all.begin(), all.end(), [&](int tranche) {
            return all_hold({-1, &tranches_.all()[at(tranche)]});
        });
    };
    const int own = subject.leg < 0 ? subject.deal : facts_.legs[at(subject.leg)].deal;
    return any_of(subject.deal) || (own != subject.deal && any_of(own));
}

bool Selection::holds_with(const QueryNode& node, const Subject& subject,
                           const Companion& other) const {
    const auto one_holds = [&](const QueryNode& below) {
        return holds_with(below, subject, other);
    };
    if (node.is == QueryNode::Is::kTerm) return holds_with(node.term, subject, other);
    if (node.is == QueryNode::Is::kAnd)
        return std::all_of(node.below.begin(), node.below.end(), one_holds);
    assert(node.is == QueryNode::Is::kOr);
    return std::any_of(node.below.begin(), node.below.end(), one_holds);
}

// As holds() has it, but for one companion in place of any.
bool Selection::holds_with(const QueryTerm& term, const Subject& subject,
                           const Companion& other) const {
    const Condition& condition = terms_[at(term.number)].condition;
    const auto tranche_has = [&](int deal) {
        return other.tranche != nullptr && other.tranche->deal == deal && condition.tranche &&
               condition.tranche(*other.tranche);
    };
    if (condition.deal) return subject.deal >= 0 && condition.deal(subject.deal, subject.on);
    bool held = false;
    if (subject.tranche != nullptr) {
        held = condition.tranche && condition.tranche(*subject.tranche);
        if (!condition.tranche || condition.legs_too)
            held = held || (other.leg >= 0 && condition.leg && condition.leg(other.leg, on_));
    } else if (subject.leg >= 0) {
        held = condition.leg ? condition.leg(subject.leg, subject.on)
                             : tranche_has(facts_.legs[at(subject.leg)].deal);
    }
    const bool own = condition.own && subject.deal >= 0 && condition.own(subject.deal);
    if (subject.tranche == nullptr && subject.leg < 0) held = own;
    if (held || !subject.whole_deal || !condition.whole_deal) return held;
    return own || (subject.tranche == nullptr && tranche_has(subject.deal));
}

bool Selection::holds(const QueryTerm& term, const Subject& subject) const {
    Compiled& compiled = terms_[at(term.number)];
    const Condition& condition = compiled.condition;
    if (condition.deal) return subject.deal >= 0 && condition.deal(subject.deal, subject.on);
    bool held = false;
    if (subject.tranche != nullptr) {
        held = condition.tranche && condition.tranche(*subject.tranche);
        if (!condition.tranche || condition.legs_too)
            held = held || any_leg(compiled, subject.deal);
    } else if (subject.leg >= 0) {
        held = condition.leg ? condition.leg(subject.leg, subject.on)
                             : any_tranche(compiled, facts_.legs[at(subject.leg)].deal);
    } else {
        held = condition.own && condition.own(subject.deal);
    }
    if (held || !subject.whole_deal || !condition.whole_deal) return held;
    return (subject.tranche == nullptr && any_tranche(compiled, subject.deal)) ||
           (condition.own && condition.own(subject.deal));
}

// Asked once of every deal, so that a deal of many legs and tranches costs their sum.
bool Selection::any_leg(Compiled& term, int deal) const {
    if (deal < 0 || !term.condition.leg) return false;
    if (term.of_legs.empty()) term.of_legs.resize(facts_.deals.size(), 0);
    char& known = term.of_legs[at(deal)];
    if (known == 0) {
        known = 1;
        const int end = first_leg(facts_, deal + 1);
        for (int leg = first_leg(facts_, deal); leg < end && known == 1; ++leg)
            if (term.condition.leg(leg, on_)) known = 2;
    }
    return known == 2;
}

bool Selection::any_tranche(Compiled& term, int deal) const {
    if (deal < 0 || !term.condition.tranche) return false;
    if (term.of_tranches.empty()) term.of_tranches.resize(facts_.deals.size(), 0);
    char& known = term.of_tranches[at(deal)];
    if (known == 0) {
        const auto& all = tranches_.of_deal(deal);
        const bool any = std::any_of(all.begin(), all.end(), [&](int tranche) {
            return term.condition.tranche(tranches_.all()[at(tranche)]);
        });
        known = any ? 2 : 1;
    }
    return known == 2;
}

// The legs of the deals that are part of this one, at any depth.
std::vector<int> Selection::legs_of_parts(int deal) const {
    if (!parts_) {
        parts_ = std::make_unique<std::vector<std::vector<int>>>(facts_.deals.size());
        Statement rows = db_.prepare(schema_text("queries", "programme_parts"));
        while (rows.step())
            (*parts_)[at(find_slug(facts_.deals, rows.text(1)))].push_back(
                find_slug(facts_.deals, rows.text(0)));
    }
    std::vector<int> legs;
    std::vector<int> below{deal};
    std::unordered_set<int> seen{deal};
    for (std::size_t i = 0; i < below.size(); ++i) {
        for (int leg = first_leg(facts_, below[i]); leg < first_leg(facts_, below[i] + 1); ++leg)
            legs.push_back(leg);
        for (const int part : (*parts_)[at(below[i])])
            if (seen.insert(part).second) below.push_back(part);
    }
    return legs;
}

}  // namespace gw
