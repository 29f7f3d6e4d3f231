// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <iostream>

#include "book/db.h"
#include "faulty_files.h"
#include "parts.h"
#include "trial.h"

namespace gw::faults {
namespace {

// False once the command ends before that call.
bool try_at(const Trial& trial, const Fault& fault, Tally& tally) {
    trial.restore();
    plan(fault);
    const Said said = run(trial.scenario().command);
    const bool was_injected = injected() > 0;
    plan({});
    if (!was_injected) return false;
    const std::string wrong = trial.judge(said, tally);
    if (!wrong.empty())
        tally.wrong.push_back(
            fmt::format("{}, call {} {}{}: {} (exit {})\n{}", trial.scenario().name, fault.at,
                        kKindNames[static_cast<std::size_t>(fault.kind)],
                        fault.for_ever ? ", for ever" : "", wrong, said.exit, said.text));
    return true;
}

void try_at_every(const Trial& trial, std::int64_t step, Tally& tally) {
    for (const Kind kind : {Kind::kBefore, Kind::kAfter, Kind::kFullDisk})
        for (const bool for_ever : {false, true})
            for (std::int64_t at = 1; try_at(trial, {at, kind, for_ever}, tally); at += step) {
            }
}

// Whether the harness finds anything wrong in a program that works without a journal.
bool control_is_caught(const std::vector<Scenario>& scenarios) {
    const auto import = std::find_if(scenarios.begin(), scenarios.end(),
                                     [](const Scenario& one) { return one.name == "import"; });
    const Trial trial(*import);
    Tally tally;
    forget_journals(true);
    try_at_every(trial, 1, tally);
    forget_journals(false);
    std::cout << fmt::format("without a journal: {} points, {} wrong\n", tally.points,
                             tally.wrong.size());
    if (tally.wrong.empty())
        std::cout << "a program without a journal was not caught: nothing is proved\n";
    return !tally.wrong.empty();
}

}  // namespace

bool prove_files(const Choice& choice) {
    { const Db configures_sqlite(":memory:", OpenMode::kReadWrite); }
    install();
    const std::vector<Scenario> scenarios = writing_scenarios();
    bool sound = control_is_caught(scenarios);
    std::int64_t points = 0;
    for (const Scenario& scenario : scenarios) {
        if (!choice.takes(scenario.name)) continue;
        Tally tally;
        try_at_every(Trial(scenario), choice.every, tally);
        points += tally.points;
        sound = tally.print(scenario.name) && sound;
    }
    std::cout << fmt::format("{} points of a failing file system\n", points);
    return sound;
}

}  // namespace gw::faults
