// SPDX-License-Identifier: Apache-2.0
#include "reports/cited_sources.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "reports/fact_rows.h"

namespace gw {
namespace {

class Citations {
public:
    explicit Citations(const Facts& facts) : facts_(facts) {}

    // A deal that is not there, or no source, is passed over.
    void add(std::string_view deal, std::string_view source) {
        if (source.empty()) return;
        const int position = find_slug(facts_.deals, deal);
        if (position < 0) return;
        const auto number =
            numbers_.try_emplace(std::string(source), static_cast<int>(numbers_.size()))
                .first->second;
        cited_.emplace_back(position, number);
    }

    std::vector<std::size_t> count() {
        std::sort(cited_.begin(), cited_.end());
        cited_.erase(std::unique(cited_.begin(), cited_.end()), cited_.end());
        std::vector<std::size_t> counts(facts_.deals.size(), 0);
        for (const auto& [deal, source] : cited_)
            ++counts[static_cast<std::size_t>(deal)];
        return counts;
    }

private:
    const Facts& facts_;
    std::unordered_map<std::string, int> numbers_;  // of sources
    std::vector<std::pair<int, int>> cited_;        // deal, source
};

// "legs/big/1" is about a row of legs whose key begins with "big".
std::pair<std::string_view, std::string_view> table_and_first_key(std::string_view subject) {
    const std::size_t end = subject.find('/');
    if (end == std::string_view::npos) return {subject, {}};
    const std::string_view rest = subject.substr(end + 1);
    return {subject.substr(0, end), rest.substr(0, rest.find('/'))};
}

template <class Rows>
std::vector<std::size_t> count_by(const Rows& rows, const Facts& facts) {
    Citations cited(facts);
    for (const char* sql :
         {"select deal, source from deals", "select deal, source from events",
          "select deal, source from links", "select deal, source from legs",
          "select leg_deal, source from flows", "select deal, source from quantities"})
        rows.each(sql, [&](const auto& row) { cited.add(row.text(0), row.text(1)); });
    std::unordered_map<std::string, std::string> deals;  // by tranche
    rows.each("select tranche, deal, source from tranches", [&](const auto& row) {
        deals.emplace(row.text(0), row.text(1));
        cited.add(row.text(1), row.text(2));
    });
    const auto add_of_tranche = [&](std::string_view tranche, std::string_view source) {
        const auto found = deals.find(std::string(tranche));
        if (found != deals.end()) cited.add(found->second, source);
    };
    rows.each("select tranche, source from milestones",
              [&](const auto& row) { add_of_tranche(row.text(0), row.text(1)); });
    rows.each("select subject, source from claims", [&](const auto& row) {
        const auto [table, key] = table_and_first_key(row.text(0));
        if (table == "tranches" || table == "milestones")
            add_of_tranche(key, row.text(1));
        else
            cited.add(key, row.text(1));
    });
    return cited.count();
}

}  // namespace

std::vector<std::size_t> count_cited_sources(const Db& db, const Facts& facts) {
    return read_rows(db, [&](const auto& rows) { return count_by(rows, facts); });
}

}  // namespace gw
