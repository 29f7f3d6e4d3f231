// SPDX-License-Identifier: Apache-2.0
//
// The dimensions of tranches: by what `capacity --by` can group them, as texts. Tables beside the
// tranches are read only if their dimension is asked for.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/db.h"
#include "reports/milestones.h"
#include "reports/tranches.h"
#include "reports/world.h"

namespace gw {

// Texts of tranches, by their positions in `all`; "" where there is none. What a tranche has
// several of (providers, hardware) is one text, "a; b", so that every tranche falls into one group.
class TrancheTexts {
public:
    using Of = std::string (TrancheTexts::*)(int tranche);
    struct Name {
        std::string_view name;
        std::string_view heading;  // for people; empty: the name
        std::string_view help;
        Of of;
    };
    static const std::vector<Name>& names();  // in the order in which help shows them

    // What is passed must outlive this object. Every tranche asked about REQUIRES a bucket.
    TrancheTexts(const Db& db, const World& world, const std::vector<Tranche>& all,
                 const AskOptions& options)
        : db_(db), world_(world), all_(all), options_(options) {}

    std::string layer(int tranche);
    std::string basis(int tranche);
    std::string bucket(int tranche);
    std::string user(int tranche);  // its group
    // The groups that are paid for compute or a lease in the tranche's deal, else that of its
    // site's operator.
    std::string provider(int tranche);
    std::string stage(int tranche);
    std::string period_start(int tranche);  // possibly online from that day on
    std::string period_end(int tranche);    // surely online from that day on
    std::string online(int tranche);        // "actual", "target": whether it is online, or is to be
    std::string slip(int tranche);          // of its stage operational: "overdue", "moved", "late"
    std::string deal(int tranche);
    std::string site(int tranche);
    std::string country(int tranche);   // of its site
    std::string hardware(int tranche);  // of its deal
    std::string slug(int tranche);
    std::string firmness(int tranche);

private:
    struct Site {
        std::string country;
        std::string operator_group;
    };

    const Tranche& at(int tranche) const { return all_[static_cast<std::size_t>(tranche)]; }
    std::string group(int party) const;
    const Site& site_of(int tranche);
    void read_slips();

    const Db& db_;
    const World& world_;
    const std::vector<Tranche>& all_;
    const AskOptions& options_;
    std::map<std::string, std::set<std::string>> hardware_;  // by deal
    std::unordered_map<std::string, Site> sites_;
    std::vector<Slip> slips_;  // by tranche
    bool hardware_read_ = false;
    bool sites_read_ = false;
};

}  // namespace gw
