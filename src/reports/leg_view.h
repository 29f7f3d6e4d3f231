// SPDX-License-Identifier: Apache-2.0
//
// Counted legs in the cube: what `exposure` and `schedule` have in common. Chooses the legs,
// groups them, spreads them over periods if asked to, and says in notes what was left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"
#include "counting/schedule.h"
#include "query/ask.h"
#include "reports/cube_table.h"
#include "reports/flows.h"
#include "reports/world.h"

namespace gw {

class LegView {
public:
    // The legs that `world` selects, without those that are no end demand if so asked.
    LegView(const Db& db, const World& world, const AskOptions& options);
    LegView(const LegView&) = delete;  // what it lays out points back at it
    LegView& operator=(const LegView&) = delete;

    const std::vector<int>& legs() const { return legs_; }  // positions in facts.legs
    const std::optional<Periods>& periods() const { return periods_; }

    // Spreads over options.period by options.step_months; what is open there, or all of it if
    // nothing is given, reaches as far as the legs do. Reads the planned flows.
    void spread();

    // The dimensions options.by, else `otherwise`, and the periods, without groups.
    CubeView shape(const std::vector<std::string>& otherwise) const;

    // What each of legs() adds, by its place there.
    CubeMeasure measure() const;

    // Groups by the dimensions options.by, else by `otherwise`. Cost: n log n in legs, plus groups
    // times periods.
    CubeView group(const std::vector<std::string>& otherwise) const;

    // The same with buckets as columns beside each other, never added up.
    CubeView group_beside_buckets(const std::vector<std::string>& otherwise) const;

    // "Exposure by payer, payee · query · lens · buckets · 3 legs"
    std::string title(std::string_view what, const CubeView& view) const;
    std::string title(std::string_view what) const;  // without the dimensions

    // What adds nothing or has no upper limit, what has no date, what dropped out; each with the
    // command that lists it.
    void add_notes(Table& table) const;

private:
    DateRange span_of_legs() const;
    void add_schedule_notes(Table& table) const;
    void add_idle_note(Table& table) const;
    void add_left_out(Table& table, std::string_view why, const std::vector<int>& legs) const;

    const Db& db_;
    const World& world_;
    const AskOptions& options_;
    std::vector<int> legs_;
    std::vector<int> passing_on_;  // left out, being no end demand
    FlowsOfLegs planned_;
    std::optional<Periods> periods_;
};

// The table that `options` ask for: title, columns, rows, totals and notes.
Table leg_table(const LegView& view, CubeView cube, std::string_view what,
                const AskOptions& options);

}  // namespace gw
