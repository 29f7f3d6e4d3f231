// SPDX-License-Identifier: Apache-2.0
//
// The book as a query sees it on a day: its facts, what every leg counts for, and which legs are
// meant. Every report that counts starts from here, so that the same words mean the same legs in
// all of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"
#include "query/ask.h"
#include "reports/facts.h"
#include "reports/selection.h"

namespace gw {

class World {
    std::unique_ptr<const Facts> owned_;  // none: the facts are another World's

public:
    // Throws Error kUsage for a query that cannot be understood. `db` must outlive this object.
    World(const Db& db, const AskOptions& options);
    // Other words or another day over the facts of `base`, which must outlive this object.
    World(const Db& db, const World& base, const AskOptions& options);
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    const Facts& facts;
    const Selection selection;
    const std::vector<Counted> counted;  // by leg
    const Day on;

    // Positions of the legs that count and are selected, in the order of facts.legs; and those
    // that are selected but drop out because payer and payee are one group.
    std::vector<int> legs;
    std::vector<int> intra_group;

    const LegFacts& leg(int position) const {
        return facts.legs[static_cast<std::size_t>(position)];
    }
    int payer_group(int position) const {
        return facts.groups[static_cast<std::size_t>(leg(position).payer)];
    }
    int payee_group(int position) const {
        return facts.groups[static_cast<std::size_t>(leg(position).payee)];
    }
    const std::string& party(int number) const {
        return facts.parties[static_cast<std::size_t>(number)].slug;
    }
    const std::string& deal(int number) const {
        return facts.deals[static_cast<std::size_t>(number)].slug;
    }
    std::string leg_name(int position) const;  // "aws-openai-38bn/1"

private:
    World(const Db& db, std::unique_ptr<const Facts> owned, const Facts* shared,
          const AskOptions& options);
};

}  // namespace gw
