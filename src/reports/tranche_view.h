// SPDX-License-Identifier: Apache-2.0
//
// Counted tranches in the cube: what leg_view.h is to exposure, this is to capacity. Chooses the
// tranches, groups them, says by which period each is online, and notes what is not known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "book/db.h"
#include "counting/schedule.h"
#include "query/ask.h"
#include "reports/cube_table.h"
#include "reports/tranches.h"
#include "reports/world.h"

namespace gw {

class TrancheView {
public:
    // The tranches that count and that `world` selects; with --pue IT load is facility power.
    TrancheView(const Db& db, const World& world, const AskOptions& options);
    TrancheView(const TrancheView&) = delete;  // what it lays out points back at it
    TrancheView& operator=(const TrancheView&) = delete;

    // Grouped by options.by, else by `otherwise`. With --period the slots are what is online by the
    // end of each: cumulative, so they never add up. Cost: n log n in tranches, plus groups times
    // periods.
    CubeView group(const std::vector<std::string>& otherwise) const;

    std::string title(const CubeView& view) const;

    // What has no power or no day, each with the command that lists it, and how to read the rest.
    void add_notes(Table& table) const;

private:
    const Tranche& at(int tranche) const { return all_[static_cast<std::size_t>(tranche)]; }
    DateRange span() const;
    CubeMeasure measure() const;
    void add(const Tranche& tranche, const Readings& kw, Sum& sum) const;
    void place(const Tranche& tranche, std::vector<Sum>& slots) const;
    std::size_t gone_before() const;
    void add_period_notes(Table& table) const;

    const Db& db_;
    const World& world_;
    const AskOptions& options_;
    std::vector<Tranche> all_;
    std::vector<int> chosen_;  // places in all_
    std::size_t scaled_ = 0;   // of IT load, by --pue
    std::optional<Periods> periods_;
};

}  // namespace gw
