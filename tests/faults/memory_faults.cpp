// SPDX-License-Identifier: Apache-2.0
//
// Memory that runs out: the n-th piece that operator new or SQLite asks for is refused, once or
// with all that follow. Every attempt is a process of its own, so that a crash is seen, and begins
// with statics that are not made yet (cold), or with all made (warm): then nothing may be left
// over.
#include <fmt/core.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <new>
#include <stdexcept>

#include "book/db.h"
#include "faulty_files.h"
#include "parts.h"
#include "trial.h"

namespace gw::faults {
namespace {

constexpr unsigned kPatience = 60;  // seconds for one attempt: only what hangs takes so long

std::atomic<bool> counting = false;
std::atomic<std::int64_t> asked = 0;  // while counting
std::atomic<std::int64_t> refused = 0;
std::atomic<std::int64_t> living = 0;  // pieces given and not taken back
std::int64_t first_refused = 0;        // 0: none
bool refused_for_ever = false;
// The negative controls: a null pointer and no exception, and a piece that nobody takes back.
bool refusal_is_passed_over = false;
bool piece_is_kept = false;
void* kept_piece = nullptr;

// Clp keeps up to two pieces where its model's constructor gets no more: it is given what it asks.
thread_local bool makes_a_model = false;

bool is_refused() {
    if (!counting || makes_a_model) return false;
    const std::int64_t number = ++asked;
    const bool now =
        first_refused > 0 && (refused_for_ever ? number >= first_refused : number == first_refused);
    if (now) ++refused;
    return now;
}

void* give(std::size_t size) {
    if (is_refused()) return nullptr;
    void* const piece = std::malloc(size == 0 ? 1 : size);
    if (piece != nullptr) ++living;
    return piece;
}

void take_back(void* piece) {
    if (piece != nullptr) --living;
    std::free(piece);
}

sqlite3_mem_methods real_memory;

void* give_sqlite(int size) {
    return is_refused() ? nullptr : real_memory.xMalloc(size);
}

void* resize_for_sqlite(void* piece, int size) {
    return is_refused() ? nullptr : real_memory.xRealloc(piece, size);
}

void refuse_sqlite_memory_too() {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory);
    sqlite3_mem_methods mine = real_memory;
    mine.xMalloc = give_sqlite;
    mine.xRealloc = resize_for_sqlite;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &mine) != SQLITE_OK)
        throw std::runtime_error("SQLite takes no other memory");
}

struct Refusal {
    std::int64_t at = 0;
    bool for_ever = false;
};

struct Attempt {
    Said said;
    std::int64_t asked = 0;
    std::int64_t refused = 0;
    std::int64_t left_over = 0;  // pieces
    int signal = 0;              // that ended it
};

Attempt run_counted(const Words& words, const Refusal& refusal) {
    Attempt attempt;
    first_refused = refusal.at;
    refused_for_ever = refusal.for_ever;
    asked = refused = 0;
    const sqlite3_int64 sqlite_before = sqlite3_memory_used();
    const std::int64_t before = living;
    counting = true;
    attempt.said.exit = run_here(words);
    counting = false;
    if (piece_is_kept) kept_piece = ::operator new(1);
    attempt.left_over = living - before + (sqlite3_memory_used() == sqlite_before ? 0 : 1);
    attempt.asked = asked;
    attempt.refused = refused;
    attempt.said.text = text_said();
    return attempt;
}

void send(int to, const Attempt& attempt) {
    const std::int64_t numbers[] = {attempt.said.exit, attempt.asked, attempt.refused,
                                    attempt.left_over};
    const auto put = [to](const void* bytes, std::size_t size) {
        if (::write(to, bytes, size) != static_cast<ssize_t>(size)) _exit(EXIT_FAILURE);
    };
    put(numbers, sizeof numbers);
    put(attempt.said.text.data(), std::min<std::size_t>(attempt.said.text.size(), 1 << 15));
}

Attempt receive(int from) {
    std::string bytes;
    char some[4096];
    for (ssize_t size = 0; (size = ::read(from, some, sizeof some)) > 0;)
        bytes.append(some, static_cast<std::size_t>(size));
    Attempt attempt;
    std::int64_t numbers[4] = {};
    if (bytes.size() < sizeof numbers) return attempt;
    std::copy_n(bytes.data(), sizeof numbers, reinterpret_cast<char*>(numbers));
    attempt.said = {static_cast<int>(numbers[0]), bytes.substr(sizeof numbers)};
    attempt.asked = numbers[1];
    attempt.refused = numbers[2];
    attempt.left_over = numbers[3];
    return attempt;
}

Attempt run_in_child(const Words& words, const Refusal& refusal) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::cout << std::flush;
    const pid_t child = fork();
    if (child < 0) throw std::runtime_error("no process");
    if (child == 0) {
        alarm(kPatience);
        if (refusal_is_passed_over) ::close(STDERR_FILENO);  // where it says that it crashes
        send(ends[1], run_counted(words, refusal));
        _exit(EXIT_SUCCESS);
    }
    ::close(ends[1]);
    Attempt attempt = receive(ends[0]);
    ::close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) attempt.signal = WTERMSIG(status);
    return attempt;
}

std::string judge(const Trial& trial, const Attempt& attempt, bool warm, Tally& tally) {
    if (attempt.signal != 0) return ++tally.points, fmt::format("signal {}", attempt.signal);
    if (const std::string wrong = trial.judge(attempt.said, tally); !wrong.empty()) return wrong;
    const bool says_why = attempt.said.says("memory");
    if (attempt.said.exit != 4 && says_why) return "for lack of memory the exit code is 4";
    if (attempt.said.exit == 4 && !says_why) return "does not say that memory lacks";
    if (warm && attempt.left_over != 0)
        return fmt::format("{} pieces of memory are left over", attempt.left_over);
    return {};
}

void try_all(const Trial& trial, const Choice& choice, bool warm, Tally& tally) {
    trial.restore();
    const std::int64_t pieces = run_in_child(trial.scenario().command, {}).asked;
    const std::int64_t step =
        choice.at_most > 0 ? std::max<std::int64_t>(pieces / choice.at_most, 1) : choice.every;
    for (const bool for_ever : {false, true})
        for (std::int64_t at = 1; at <= pieces; at += step) {
            trial.restore();
            const Attempt attempt = run_in_child(trial.scenario().command, {at, for_ever});
            if (attempt.signal == 0 && attempt.refused == 0) continue;
            const std::string wrong = judge(trial, attempt, warm, tally);
            if (!wrong.empty())
                tally.wrong.push_back(
                    fmt::format("{}, piece {} of {}{}{}: {} (exit {})\n{:.600}",
                                trial.scenario().name, at, pieces, for_ever ? ", for ever" : "",
                                warm ? "" : ", cold", wrong, attempt.said.exit, attempt.said.text));
        }
}

// Whether the harness finds anything wrong in a program that is.
bool control_is_caught(std::string_view name, bool& fault) {
    const Trial trial(writing_scenarios()[3]);
    Tally tally;
    fault = true;
    try_all(trial, {1, 20, {}}, true, tally);
    fault = false;
    std::cout << fmt::format("{}: {} points, {} wrong\n", name, tally.points, tally.wrong.size());
    if (tally.wrong.empty()) std::cout << "it was not caught: nothing is proved\n";
    return !tally.wrong.empty();
}

Said run_apart(const Words& words) {
    const Attempt attempt = run_in_child(words, {});
    if (attempt.signal != 0) throw std::runtime_error(words[0] + " was ended by a signal");
    return attempt.said;
}

}  // namespace

}  // namespace gw::faults

// ClpSimplex::ClpSimplex(bool), in whose place the linker (--wrap) calls this one.
extern "C" void __real__ZN10ClpSimplexC1Eb(void* model, bool empty_matrix);
extern "C" void __wrap__ZN10ClpSimplexC1Eb(void* model, bool empty_matrix) {
    struct Making {
        Making() { gw::faults::makes_a_model = true; }
        ~Making() { gw::faults::makes_a_model = false; }
    } const making;
    __real__ZN10ClpSimplexC1Eb(model, empty_matrix);
}

namespace gw::faults {

bool prove_memory(const Choice& choice) {
    refuse_sqlite_memory_too();
    { const Db configures_sqlite(":memory:", OpenMode::kReadWrite); }
    install();
    std::vector<Scenario> scenarios = writing_scenarios();
    for (const Scenario& scenario : reading_scenarios())
        scenarios.push_back(scenario);
    run_by(run_apart);  // so that the statics of this process stay as they are
    bool sound = control_is_caught("where lack of memory is passed over", refusal_is_passed_over);
    sound = control_is_caught("where memory is left over", piece_is_kept) && sound;
    std::int64_t points = 0;
    for (const Scenario& scenario : scenarios) {
        if (!choice.takes(scenario.name)) continue;
        Tally tally;
        const Trial trial(scenario);
        try_all(trial, choice, false, tally);
        trial.restore();
        run_here(scenario.command);
        try_all(trial, choice, true, tally);
        points += tally.points;
        sound = tally.print(scenario.name) && sound;
    }
    std::cout << fmt::format("{} points without memory\n", points);
    return sound;
}

}  // namespace gw::faults

void* operator new(std::size_t size) {
    void* const piece = gw::faults::give(size);
    if (piece == nullptr && !gw::faults::refusal_is_passed_over) throw std::bad_alloc();
    return piece;
}

void* operator new(std::size_t size, const std::nothrow_t& /*throws nothing*/) noexcept {
    return gw::faults::give(size);
}

void operator delete(void* piece) noexcept {
    gw::faults::take_back(piece);
}

void operator delete(void* piece, std::size_t) noexcept {
    gw::faults::take_back(piece);
}
