// SPDX-License-Identifier: Apache-2.0
//
// Capacity as counted: which tranches count on a day, in which bucket, for how many kW, how far
// they have come and when they come online. "Capacity" of docs/meaning.md. Layers and bases are
// never added to each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "book/db.h"
#include "counting/counting.h"

namespace gw {

struct Tranche {
    std::string slug;
    std::string label;
    int deal = -1;  // -1: none, it has a site only
    std::string site;
    std::uint8_t layer = 0;
    std::uint8_t basis = 0;
    int user = -1;  // party, -1: not known
    Firmness firmness = Firmness::kFirm;
    int within = -1;  // tranche of which it is a part
    Interval power_kw;
    bool approx = false;
    std::uint8_t stage = 0;  // its furthest actual milestone on the day asked about
    DateRange online;  // its operational milestone, the actual one if there is one; "possibly" to
                       // "surely"
    bool online_actual = false;  // online is an actual day, else a target
    DateRange retired;           // its milestone retired, likewise

    std::optional<Bucket> bucket;  // nullopt: it does not count
    bool unknown = false;
    Readings counted_kw;  // after parts are taken off
};

// All tranches of the book as of a day, by slug. `facts` is the book's.
std::vector<Tranche> read_tranches(const Db& db, const Facts& facts, Day on);

// Whether a tranche is online at the end of a day: possibly from the first possible day of its
// operational milestone on, surely from the last, and no longer from those of its retirement on.
enum class Online : std::uint8_t { kNot, kPossibly, kSurely };
Online online_on(const Tranche& tranche, Day day);

}  // namespace gw
