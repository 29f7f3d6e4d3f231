// SPDX-License-Identifier: Apache-2.0
//
// Which rows of the book a query means, as claims and reports name them ("legs/aws-openai-38bn/1"):
// the rows of the deals that it selects, and the own rows of the parties that it names.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "book/db.h"
#include "reports/world.h"

namespace gw {

class Scope {
public:
    Scope(const Db& db, const World& world);

    bool contains(std::string_view subject) const;

    // The slugs that the query selects, into the tables of make_selection_tables.
    void write_tables(const Db& db) const;

private:
    bool everything_;
    std::unordered_set<std::string> deals_;
    std::unordered_set<std::string> tranches_;  // of those deals
    std::unordered_set<std::string> named_;     // parties that the query names, and their members
    std::unordered_set<std::string> dealing_;   // parties that pay or are paid in the selected legs
};

// Temporary, empty tables selected_deals (deal) and selected_parties (party), for SQL.
void make_selection_tables(const Db& db);

}  // namespace gw
