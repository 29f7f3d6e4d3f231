// SPDX-License-Identifier: Apache-2.0
//
// Which rows of the book a query means, as claims and reports name them ("legs/aws-openai-38bn/1"):
// legs and tranches that it selects with what hangs on them, the other rows of the deals that it
// selects, and the own rows of the parties that it names. So a filter means the same legs where
// rows are listed as where they are counted.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "book/db.h"
#include "reports/world.h"

namespace gw {

class Scope {
public:
    explicit Scope(const World& world);

    bool contains(std::string_view subject) const;

    // The keys that the query selects, into the tables of make_selection_tables.
    void write_tables(const Db& db) const;

private:
    void write_legs(const Db& db) const;
    void write_sources(const Db& db) const;

    const World& world_;
    bool everything_;
    std::unordered_set<std::string> deals_;
    std::unordered_set<std::string> legs_;  // "aws-openai-38bn/1"
    std::unordered_set<std::string> tranches_;
    std::unordered_set<std::string> named_;  // parties that the query names, and their members
    std::unordered_set<std::string>
        dealing_;  // parties of the selected legs, users of the tranches
};

// Temporary, empty tables selected_deals (deal), selected_legs (deal, leg), selected_tranches
// (tranche), selected_parties (party) and selected_sources (source), for SQL.
void make_selection_tables(const Db& db);

}  // namespace gw
