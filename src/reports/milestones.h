// SPDX-License-Identifier: Apache-2.0
//
// What is said of the stages of tranches: targets, those of other sources too, and actual days; and
// by how much a target slipped. A milestone row of the book is one target or one actual day; claims
// about it that were not rejected are further statements of the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"
#include "cells/date.h"
#include "reports/tranches.h"

namespace gw {

struct MilestoneStatement {
    int tranche = 0;         // position in the list given
    std::uint8_t stage = 0;  // position in kStageNames
    bool actual = false;     // else a target
    bool stored = false;     // the book's own row; else a claim
    DateRange date;
    Day published = kEndOfTime;  // last possible day of its source; kEndOfTime: not known
    std::string source;
};

// A stage that was, or is to be, reached later than its first target said.
enum class Slip : std::uint8_t {
    kNone,
    kOverdue,  // the target has passed, and nobody says that it was reached
    kMoved,    // a source that was published later names a later target
    kLate      // it was reached after the target
};
inline constexpr std::array<std::string_view, 4> kSlipNames{"", "overdue", "moved", "late"};

// By how many days, in the three readings: surely (from the last possible day of the target to the
// first of what came of it), from last day to last day, and at most (nullopt: no limit).
struct Slippage {
    Slip slip = Slip::kNone;
    std::int64_t days_lo = 0;
    std::int64_t days_stated = 0;
    std::optional<std::int64_t> days_hi;
    DateRange target;  // against which it slipped
};

// All statements that have been made by `on`: actual days up to it, claims of sources published by
// then (of an unknown day: too), and the book's own targets. By tranche, stage, targets first, the
// book's own of one day of publication first; of statements of one date the first published.
std::vector<MilestoneStatement> read_milestones(const Db& db, const std::vector<Tranche>& tranches,
                                                Day on);

// How far each of the statements, in the order of read_milestones, has slipped against the first
// target of its tranche and stage. `now`: the day by which a target should have been reached, if
// one is given. A tranche that does not count is not overdue, nor is a stage when a later one was
// reached.
std::vector<Slippage> find_slippage(const std::vector<Tranche>& tranches,
                                    const std::vector<MilestoneStatement>& statements,
                                    std::optional<Day> now);

// "overdue 89 days"; "" if it did not slip.
std::string slip_text(const Slippage& slippage);

}  // namespace gw
