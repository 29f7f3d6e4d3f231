// SPDX-License-Identifier: Apache-2.0
#include "trial.h"

#include <fmt/core.h>

#include <algorithm>
#include <iostream>

namespace gw::faults {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostShown = 20;
constexpr std::string_view kFailed[] = {"NOT SAVED", "nothing was", "no backup was", "no book was"};

std::string name_of(const fs::directory_entry& entry) {
    return entry.path().filename().string();
}

// The copy that is made before a book is brought up to date; "none" if there is none.
std::string dump_of_older() {
    for (const fs::directory_entry& entry : fs::directory_iterator("."))
        if (name_of(entry).ends_with(".bak")) return dump(entry.path());
    return "none";
}

}  // namespace

bool Tally::print(std::string_view name) const {
    std::cout << fmt::format(
        "{:<15}{:>7} points: {} not stored, {} stored all the same, {} not known, {} wrong\n", name,
        points, kept, stored, unknown, wrong.size());
    for (std::size_t i = 0; i < std::min(wrong.size(), kMostShown); ++i)
        std::cout << wrong[i] << '\n';
    if (points == 0) std::cout << "no fault was injected: nothing is proved\n";
    return points > 0 && wrong.empty();
}

Trial::Trial(const Scenario& scenario) : scenario_(scenario), start_(scenario_) {
    restore();
    before_ = dump(scenario_.target);
    restore();
    right_ = run(scenario_.command);
    after_ = dump(scenario_.target);
    if (scenario_.start != Start::kOlder) return;
    restore();
    run({"rm", "deals/nowhere", "-b", "book.db"});
    renewed_ = dump(scenario_.target);
}

std::string Trial::judge(const Said& said, Tally& tally) const {
    ++tally.points;
    const std::string now = dump(scenario_.target);
    const bool is_renewed = !renewed_.empty() && now == renewed_;
    if (now != before_ && now != after_ && !is_renewed)
        return fmt::format("neither as before nor as after: {:.300}", now);
    if (const std::string wrong = judge_files(now); !wrong.empty()) return wrong;
    if (is_renewed && !said.says("brought up to date")) return "the book was renewed in silence";
    return judge_words(said, now == after_, tally);
}

// What else may be left behind.
std::string Trial::judge_files(const std::string& now) const {
    if (now == "none" && fs::exists(scenario_.target + "-journal"))
        return "a journal is left behind";
    for (const fs::directory_entry& entry : fs::directory_iterator("."))
        if (name_of(entry).starts_with(".gigawatch-"))
            return fmt::format("{} is left behind", name_of(entry));
    if (scenario_.start != Start::kOlder) return {};
    const std::string older = dump_of_older();
    if (older == before_ || (older == "none" && now == before_)) return {};
    return "the copy of the older book is not whole";
}

std::string Trial::judge_words(const Said& said, bool is_after, Tally& tally) const {
    const bool changes_nothing = before_ == after_;
    const bool says_saved = (said.says("SAVED all the same") && !said.says("NOT SAVED")) ||
                            said.says("once all was written");
    if (said.exit == right_.exit || says_saved) {
        ++tally.stored;
        if (!is_after) return "said to be done, and is not";
        return says_saved || said.text == right_.text ? "" : "done, and says something else";
    }
    const bool found_it = said.exit == 1 && scenario_.name == "verify";
    if (said.exit != 3 && said.exit != 4 && !found_it)
        return "an exit code that means something else";
    if (changes_nothing) return ++tally.kept, "";
    if (said.says("is not known")) return ++tally.unknown, "";
    if (std::none_of(std::begin(kFailed), std::end(kFailed),
                     [&](std::string_view words) { return said.says(words); }))
        return "does not say whether it was saved";
    ++tally.kept;
    return is_after ? "said not to be saved, and is" : "";
}

}  // namespace gw::faults
