// SPDX-License-Identifier: Apache-2.0
//
// Commands on a file system that fails: after each failure the book is as it was before the command
// or as the command leaves it, never between, and what the user was told is true.
//
//     fault_tests [--every N] [COMMAND...]
//
// --every N takes every N-th call of SQLite's file system only (1). Prints a line per command, and
// every point at which something was wrong. A run without a journal comes first and must be caught.
#include <fmt/core.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "book/book.h"
#include "door/cli.h"
#include "faulty_files.h"

namespace {

namespace fs = std::filesystem;
using namespace gw::faults;
using Words = std::vector<std::string>;

constexpr std::size_t kMostShown = 20;

struct Said {
    int exit = 0;
    std::string text;  // stdout and stderr

    bool says(std::string_view words) const { return text.find(words) != std::string::npos; }
};

Said run(Words words) {
    std::ostringstream out;
    const auto variable = [](const char*) { return std::string(); };
    const auto clock = [] { return gw::Moment{1'770'000'000'000}; };
    gw::Environment environment{out, out, variable, clock};
    const int exit = gw::run(words, environment);
    return {exit, out.str()};
}

void must_run(const Words& words) {
    const Said said = run(words);
    if (said.exit != 0)
        throw std::runtime_error(fmt::format("{}: exit {}: {}", words[0], said.exit, said.text));
}

// Everything that a file's tables say, and whether SQLite finds the file whole; "none" without a
// file. Rolls a journal back, as every program would that comes next.
std::string dump(const fs::path& path) {
    if (!fs::exists(path)) return "none";
    sqlite3* db = nullptr;
    std::string text;
    const auto add = [](void* into, int columns, char** values, char**) {
        auto& rows = *static_cast<std::string*>(into);
        for (int i = 0; i < columns; ++i)
            rows += fmt::format("{}|", values[i] == nullptr ? "NULL" : values[i]);
        rows += '\n';
        return 0;
    };
    const auto read = [&](const std::string& sql) {
        if (sqlite3_exec(db, sql.c_str(), add, &text, nullptr) != SQLITE_OK)
            text += fmt::format("cannot be read: {}\n", sqlite3_errmsg(db));
    };
    if (sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
        text = "cannot be opened\n";
    read("pragma integrity_check");
    if (!text.starts_with("ok")) text = "damaged: " + text;
    std::string tables;
    sqlite3_exec(
        db, "select name from sqlite_schema where type = 'table' order by 1",
        [](void* into, int, char** values, char**) {
            *static_cast<std::string*>(into) += fmt::format("{}\n", values[0]);
            return 0;
        },
        &tables, nullptr);
    std::istringstream names(tables);
    for (std::string name; std::getline(names, name);) {
        text += name + ":\n";
        read(fmt::format("select * from \"{}\" order by 1, 2", name));
    }
    read("select type, name, sql from sqlite_schema order by 1, 2");
    sqlite3_close(db);
    return text;
}

void write(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

// The folder in which everything happens.
class Place {
public:
    Place() {
        std::string name = (fs::temp_directory_path() / "gigawatch-faults-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
        fs::current_path(name);
        folder_ = name;
        fs::create_directory("csv");
        std::string deals = "deal,kind,note\n";
        for (int i = 1; i <= 60; ++i)
            deals += fmt::format("deal-{},deal,\"{}\"\n", i, std::string(500, 'x'));
        write("csv/deals.csv", deals);
        write("csv/parties.csv", "party,name,kind\nopenai,OpenAI,ai-lab\naws,AWS,hyperscaler\n");
        write("csv/legs.csv",
              "deal,leg,payer,payee,kind,amount,currency\ndeal-1,1,openai,aws,compute,38bn,USD\n");
        write("first.csv", "");
        fs::create_directory("first");
        write("first/deals.csv", "deal,kind\ndeal-1,deal\ndeal-2,deal\n");
    }
    ~Place() {
        fs::current_path(fs::temp_directory_path());
        fs::remove_all(folder_);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    fs::path folder_;
};

struct Scenario {
    std::string name;
    std::vector<Words> before;  // makes the book; none: there is none
    Words command;
    std::string target = "book.db";  // the file that the command makes or changes
};

std::vector<Scenario> all_scenarios() {
    const Words init{"init", "-q", "-b", "book.db"};
    const Words first{"import", "-q", "first", "-b", "book.db"};
    const Words all{"import", "-q", "csv", "-b", "book.db"};
    return {
        {"init", {}, {"init", "-b", "book.db"}},
        {"import", {init, first}, {"import", "csv", "-b", "book.db"}},
        {"import-again", {init, all}, {"import", "csv", "-b", "book.db"}},
        {"add",
         {init, all},
         {"add", "party", "nvidia", "name=NVIDIA", "kind=chip-vendor", "-b", "book.db"}},
        {"set", {init, all}, {"set", "legs/deal-1/1", "amount=39bn", "-b", "book.db"}},
        {"rm", {init, all}, {"rm", "legs/deal-1/1", "-b", "book.db"}},
        {"undo", {init, first, all}, {"undo", "-b", "book.db"}},
        {"export", {init, all}, {"export", "out", "--force", "-b", "book.db"}},
        {"verify", {init, all}, {"verify", "-b", "book.db"}},
        {"backup", {init, all}, {"backup", "copy.db", "-b", "book.db"}, "copy.db"},
    };
}

struct Tally {
    std::int64_t points = 0;
    std::int64_t kept = 0;     // not stored, and said to be so
    std::int64_t stored = 0;   // stored, and said to be so
    std::int64_t unknown = 0;  // said not to be known
    std::vector<std::string> wrong;
};

// One command, and the two states between which nothing may be.
class Trial {
public:
    explicit Trial(const Scenario& scenario) : scenario_(scenario) {
        plan({});
        clear();
        for (const Words& words : scenario_.before)
            must_run(words);
        if (fs::exists("book.db")) fs::copy_file("book.db", "base.db");
        before_ = dump(scenario_.target);
        must_run(scenario_.command);
        after_ = dump(scenario_.target);
    }

    void at_every(std::int64_t step, Tally& tally) const {
        for (const Kind kind : {Kind::kBefore, Kind::kAfter, Kind::kFullDisk})
            for (const bool for_ever : {false, true})
                for (std::int64_t at = 1; try_at({at, kind, for_ever}, tally); at += step) {
                }
    }

private:
    static void clear() {
        for (const char* name : {"book.db", "book.db-journal", "base.db", "copy.db", "out"})
            fs::remove_all(name);
    }

    void restore() const {
        fs::remove("book.db");
        fs::remove("book.db-journal");
        fs::remove("copy.db");
        if (fs::exists("base.db")) fs::copy_file("base.db", "book.db");
    }

    // False once the command ends before that call.
    bool try_at(const Fault& fault, Tally& tally) const {
        restore();
        plan(fault);
        const Said said = run(scenario_.command);
        const bool injected = faults_injected();
        plan({});
        if (!injected) return false;
        ++tally.points;
        const std::string wrong = judge(said, tally);
        if (!wrong.empty())
            tally.wrong.push_back(
                fmt::format("{}, call {} {}{}: {} (exit {})\n{}", scenario_.name, fault.at,
                            kKindNames[static_cast<std::size_t>(fault.kind)],
                            fault.for_ever ? ", for ever" : "", wrong, said.exit, said.text));
        return true;
    }

    static bool faults_injected() { return gw::faults::injected() > 0; }

    // "" or what is wrong.
    std::string judge(const Said& said, Tally& tally) const {
        const std::string now = dump(scenario_.target);
        const bool is_before = now == before_;
        const bool is_after = now == after_;
        if (now == "none" && fs::exists(scenario_.target + "-journal"))
            return "a journal is left behind";
        for (const fs::directory_entry& entry : fs::directory_iterator("."))
            if (entry.path().filename().string().starts_with(".gigawatch-"))
                return fmt::format("{} is left behind", entry.path().filename().string());
        if (!is_before && !is_after)
            return fmt::format("neither as before nor as after: {:.200}", now);
        if (said.exit == 0) {
            ++tally.stored;
            return is_after ? "" : "said to be done, and is not";
        }
        const bool found_it = said.exit == 1 && scenario_.name == "verify";
        if (said.exit != 3 && said.exit != 4 && !found_it)
            return "an exit code that means something else";
        if (is_before == is_after) return {};  // a command that changes nothing
        const bool not_begun = said.says("unable to open") && scenario_.name == "backup";
        if (not_begun && is_before) return {};  // the book was not even read
        if (said.says("is not known")) return ++tally.unknown, "";
        if (!said.says("NOT SAVED") && !said.says("nothing was") && !said.says("no backup was") &&
            !said.says("no book was"))
            return "does not say whether it was saved";
        ++tally.kept;
        return is_before ? "" : "said not to be saved, and is";
    }

    const Scenario& scenario_;
    std::string before_;
    std::string after_;
};

// Whether the harness finds anything wrong in a program that works without a journal.
bool control_is_caught(const std::vector<Scenario>& scenarios) {
    const auto import = std::find_if(scenarios.begin(), scenarios.end(),
                                     [](const Scenario& one) { return one.name == "import"; });
    const Trial trial(*import);
    Tally tally;
    forget_journals(true);
    trial.at_every(1, tally);
    forget_journals(false);
    std::cout << fmt::format("without a journal: {} points, {} wrong\n", tally.points,
                             tally.wrong.size());
    return !tally.wrong.empty();
}

bool is_sound(const Scenario& scenario, std::int64_t step) {
    Tally tally;
    Trial(scenario).at_every(step, tally);
    std::cout << fmt::format(
        "{:<13}{:>6} points: {} not stored, {} stored all the same, {} not known, {} wrong\n",
        scenario.name, tally.points, tally.kept, tally.stored, tally.unknown, tally.wrong.size());
    for (std::size_t i = 0; i < std::min(tally.wrong.size(), kMostShown); ++i)
        std::cout << tally.wrong[i] << '\n';
    if (tally.points == 0) std::cout << "no fault was injected: nothing is proved\n";
    return tally.points > 0 && tally.wrong.empty();
}

}  // namespace

int main(int argc, char** argv) {
    std::int64_t step = 1;
    Words wanted(argv + 1, argv + argc);
    if (wanted.size() > 1 && wanted[0] == "--every") {
        step = std::strtoll(wanted[1].c_str(), nullptr, 10);
        wanted.erase(wanted.begin(), wanted.begin() + 2);
    }
    { const gw::Db configures_sqlite(":memory:", gw::OpenMode::kReadWrite); }
    install();
    const Place place;
    const std::vector<Scenario> scenarios = all_scenarios();
    bool sound = control_is_caught(scenarios);
    if (!sound) std::cout << "a program without a journal was not caught: nothing is proved\n";
    for (const Scenario& scenario : scenarios)
        if (wanted.empty() ||
            std::find(wanted.begin(), wanted.end(), scenario.name) != wanted.end())
            sound = is_sound(scenario, step) && sound;
    return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}
