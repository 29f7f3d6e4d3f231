// SPDX-License-Identifier: Apache-2.0
//
// One command that is tried again and again, each time with another fault, and the verdict on what
// it left behind and what it said. Knows nothing of the sort of fault.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace gw::faults {

struct Tally {
    std::int64_t points = 0;
    std::int64_t kept = 0;     // not stored, and said to be so
    std::int64_t stored = 0;   // stored, and said to be so
    std::int64_t unknown = 0;  // said not to be known
    std::vector<std::string> wrong;

    // "import    480 points: ..." with the first of what is wrong; false if anything is, or if no
    // fault was injected at all.
    bool print(std::string_view name) const;
};

class Trial {
public:
    // Runs the command without a fault, to see what it does.
    explicit Trial(const Scenario& scenario);

    const Scenario& scenario() const { return scenario_; }
    void restore() const { start_.restore(); }

    // Counts the point in `tally`; "" or what is wrong.
    std::string judge(const Said& said, Tally& tally) const;

private:
    std::string judge_files(const std::string& now) const;
    std::string judge_words(const Said& said, bool is_after, Tally& tally) const;

    Scenario scenario_;
    StartingFiles start_;
    std::string before_;   // the target, as the command finds it
    std::string after_;    // and as it leaves it
    std::string renewed_;  // of an older book: brought up to date, and nothing more
    Said right_;           // what it says if nothing fails
};

}  // namespace gw::faults
