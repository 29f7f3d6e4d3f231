// SPDX-License-Identifier: Apache-2.0
//
// Words on lines of their own are a query or have problems, each inside a text of it; and what a
// title says is read as the same title, of the same terms.
#include <vector>

#include "property.h"
#include "query/query.h"
#include "query/written.h"

namespace gw::fuzz {
namespace {

// Each term of some nodes in its place, with the negations that it stands in.
void add_terms(const std::vector<QueryNode>& nodes, const std::string& negations,
               std::vector<std::string>& terms) {
    for (const QueryNode& node : nodes) {
        if (node.is == QueryNode::Is::kTerm)
            terms.push_back(negations + write_query(node));
        else
            add_terms(node.below, node.is == QueryNode::Is::kNot ? negations + "not " : negations,
                      terms);
    }
}

std::vector<std::string> terms_of(const Query& query) {
    std::vector<std::string> terms;
    add_terms(query.operands, "", terms);
    return terms;
}

}  // namespace

void check_input(std::string_view input) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= input.size();) {
        const std::size_t end = std::min(input.find('\n', at), input.size());
        words.emplace_back(input.substr(at, end - at));
        at = end + 1;
    }
    const SavedQueries saved{
        {"mine", "payer:openai or @yours"}, {"yours", "kind:compute"}, {"circle", "@circle"}};
    std::vector<Problem> problems;
    const Query query = parse_query(words, saved, problems);
    for (const Problem& problem : problems) {
        require(!problem.message.empty(), "a problem says something");
        require(problem.hints.size() <= 3, "a problem has at most three suggestions");
    }
    if (!problems.empty()) return;
    std::vector<Problem> again;
    const Query titled = parse_query({query.title}, saved, again);
    require(again.empty(), "a title is a query");
    require(titled.title == query.title, "a title is read as the same title");
    require(terms_of(titled) == terms_of(query), "a title has the terms of its query");
}

}  // namespace gw::fuzz
