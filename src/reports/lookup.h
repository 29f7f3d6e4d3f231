// SPDX-License-Identifier: Apache-2.0
//
// What the words of a query name in a book: parties by any spelling, deals, sites, hardware and
// sources. A name that the book does not know is a problem with suggestions, never an empty answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "query/query.h"

namespace gw {

class Lookup {
public:
    // Both must outlive this object. Nothing is read before it is asked for.
    Lookup(const Db& db, const Facts& facts) : db_(db), facts_(facts) {}

    std::optional<int> find_party(std::string_view text) const;  // by any spelling
    std::vector<std::string> party_candidates() const;           // slugs and folded spellings
    std::vector<std::string> deal_candidates() const;            // slugs

    // -1: not there, and a problem says so.
    int party(const Query& query, const QueryTerm& term, const QueryValue& value,
              std::vector<Problem>& problems) const;
    int deal(const Query& query, const QueryValue& value, std::vector<Problem>& problems) const;

    // A bare word is a party or else a deal.
    struct Named {
        int party = -1;
        int deal = -1;
    };
    Named party_or_deal(const Query& query, const QueryValue& value,
                        std::vector<Problem>& problems) const;

    // The slug of a site or of hardware, by slug or name; "": not there, and a problem says so.
    std::string site(const Query& query, const QueryValue& value,
                     std::vector<Problem>& problems) const;
    std::string hardware(const Query& query, const QueryValue& value,
                         std::vector<Problem>& problems) const;

private:
    std::string by_slug_or_name(std::string_view what, std::string_view sql, const Query& query,
                                const QueryValue& value, std::vector<Problem>& problems) const;
    std::vector<std::string> hints_for_words(const QueryTerm* term, std::string_view text) const;
    bool is_named(std::string_view text) const;

    const Db& db_;
    const Facts& facts_;
};

}  // namespace gw
