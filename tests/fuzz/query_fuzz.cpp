// SPDX-License-Identifier: Apache-2.0
//
// Words on lines of their own are a query or have problems, each inside a text of it; and what a
// title says is read as the same title.
#include <vector>

#include "property.h"
#include "query/query.h"

namespace gw::fuzz {

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
}

}  // namespace gw::fuzz
