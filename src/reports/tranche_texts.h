// SPDX-License-Identifier: Apache-2.0
//
// The dimensions of tranches: by what `capacity --by` can group them, as texts. Tables beside the
// tranches are read only if their dimension is asked for.
#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "book/db.h"
#include "counting/cube.h"
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
        std::span<const std::string_view> words = {};  // in their order; empty: by bytes
        bool apart = false;                            // never added across
        Value empty = Unknown{};                       // what stands for ""
    };
    static const std::vector<Name>& names();  // in the order in which help shows them

    // What is passed must outlive this object. Every tranche asked about REQUIRES a bucket.
    TrancheTexts(const Db& db, const World& world, const std::vector<Tranche>& all,
                 const AskOptions& options)
        : db_(db), world_(world), all_(all), options_(options) {}

    // Cost: n log n in `tranches`, which are places in `all`.
    Dimension dimension(const Name& name, const std::vector<int>& tranches);

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
    template <int kMonths>
    std::string online_step(int tranche);  // the year (12) or quarter (3) in which it surely is
    std::string online(int tranche);       // "actual", "target": whether it is online, or is to be
    std::string slip(int tranche);         // of its stage operational: "overdue", "moved", "late"
    std::string deal(int tranche);
    std::string site(int tranche);
    std::string country(int tranche);   // of its site
    std::string hardware(int tranche);  // of its deal
    std::string maker(int tranche);     // of that hardware: their groups
    std::string status(int tranche);    // of its deal on the day
    std::string programme(int tranche);
    template <int kColumn>
    std::string source(int tranche);  // or its publisher: the tranche's, else its deal's
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
    void read_hardware();
    void read_slips();

    const Db& db_;
    const World& world_;
    const std::vector<Tranche>& all_;
    const AskOptions& options_;
    std::map<std::string, std::set<std::string>> hardware_, makers_, programmes_;  // by deal
    std::vector<std::array<std::string, 2>> sources_;  // by tranche: source and publisher
    std::unordered_map<std::string, Site> sites_;
    std::vector<Slip> slips_;  // by tranche
    bool hardware_read_ = false;
    bool programmes_read_ = false;
    bool sites_read_ = false;
};

const std::vector<DimensionName>&
tranche_dimension_names();  // in the order in which help shows them

// The dimensions called `names`, each once, over the tranches at the places `tranches`; layer,
// basis and bucket follow if they are not named, since none may be added up. Throws Error kUsage
// for a name that is not known.
std::vector<Dimension> tranche_dimensions(TrancheTexts& texts,
                                          const std::vector<std::string>& names,
                                          const std::vector<int>& tranches);

}  // namespace gw
