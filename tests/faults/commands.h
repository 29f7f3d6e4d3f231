// SPDX-License-Identifier: Apache-2.0
//
// What the faults are tried on: commands in a folder of their own, each with the book that it finds
// and the file that it makes or changes. Commands run in this process.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gw::faults {

using Words = std::vector<std::string>;

struct Said {
    int exit = 0;
    std::string text;  // stdout and stderr

    bool says(std::string_view words) const { return text.find(words) != std::string::npos; }
};

Said run(const Words& words);  // in this process, or as run_by says
void run_by(Said (*runner)(const Words& words));

// In this process, keeping nothing of its own: what was said is asked for afterwards.
int run_here(const Words& words);
std::string_view text_said();

void must_run(const Words& words);  // throws std::runtime_error unless it exits with 0

// Everything that a file's tables say, and whether SQLite finds the file whole; "none" without a
// file. Rolls a journal back, as every program would that comes next.
std::string dump(const std::filesystem::path& path);

// What a command finds.
enum class Start : std::uint8_t {
    kBook,
    kHotJournal,  // an import was stopped right before its commit, and left its journal
    kOlder        // a book of version 1
};

struct Scenario {
    std::string name;
    std::vector<Words> before;  // makes the book; none: there is none
    Words command;
    std::string target = "book.db";  // the file that the command makes or changes
    Start start = Start::kBook;
};

std::vector<Scenario> writing_scenarios();
std::vector<Scenario> reading_scenarios();

// The folder in which everything happens, with CSV files to import; the current one while it lives.
class Place {
public:
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

private:
    std::filesystem::path folder_;
};

// The files that a scenario begins with, made once and put back before every attempt.
class StartingFiles {
public:
    explicit StartingFiles(const Scenario& scenario);
    void restore() const;

private:
    void make_older() const;
};

}  // namespace gw::faults
