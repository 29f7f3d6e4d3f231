// SPDX-License-Identifier: Apache-2.0
#include "circles/loop_search.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include "circles/cycle_graph.h"
#include "circles/root_search.h"

namespace gw {
namespace {

// Runs the roots in turn or two at a time, and adds up what they found as if one had come after the
// other: a root that does not fit into what is left of the limits is run again with what is left.
class SearchOfRoots {
public:
    SearchOfRoots(const std::vector<TypedHop>& hops, int groups, const CycleQuestion& question)
        : question_(question),
          graph_(hops, groups, question.order, question.through),
          here_(graph_, question) {
        add_roots();
    }

    FoundCycles run();

private:
    void add_roots();
    bool spent() const { return !all_.complete; }
    std::int64_t cycles_left() const { return question_.most - all_.count; }
    std::int64_t steps_left() const { return question_.steps - all_.steps; }
    bool fits(const FoundCycles& found) const {
        return found.complete && found.count < cycles_left() && found.steps < steps_left();
    }
    void add(const FoundCycles& found);
    void run_next_here();
    void run_rest_in_threads();
    void work(std::vector<std::optional<FoundCycles>>& found, std::size_t first);

    const CycleQuestion& question_;
    CycleGraph graph_;
    RootSearch here_;
    std::vector<int> roots_;
    std::size_t next_ = 0;  // root, in roots_, that is added to all_ next
    FoundCycles all_;

    // Of the threads at work.
    std::mutex adding_;
    std::atomic<std::size_t> ticket_ = 0;
    std::atomic<std::int64_t> found_so_far_ = 0;
    std::atomic<bool> called_off_ = false;
};

void SearchOfRoots::add_roots() {
    if (std::min(question_.max_length, graph_.groups()) < question_.min_length) return;
    const bool by_number = question_.order == CycleOrder::kByNumber;
    int last = graph_.groups() - 1;
    if (question_.through >= 0) last = by_number ? question_.through : 0;
    for (int root = 0; root <= last; ++root)
        if (!graph_.leaving(root).empty() && !graph_.arriving(root).empty() &&
            graph_.leaving(root).front().to > root && graph_.arriving(root).front().to > root)
            roots_.push_back(root);
}

FoundCycles SearchOfRoots::run() {
    if (question_.most <= 0 || question_.steps <= 0) all_.complete = false;
    while (next_ < roots_.size() && !spent()) {
        if (question_.threads > 1 && all_.steps >= question_.steps_alone &&
            next_ + 1 < roots_.size())
            run_rest_in_threads();
        else
            run_next_here();
    }
    return std::move(all_);
}

void SearchOfRoots::add(const FoundCycles& found) {
    all_.kept.add(found.kept);
    all_.by_length.resize(std::max(all_.by_length.size(), found.by_length.size()));
    for (std::size_t i = 0; i < found.by_length.size(); ++i)
        all_.by_length[i] += found.by_length[i];
    all_.count += found.count;
    all_.steps += found.steps;
    all_.complete = found.complete;
    ++next_;
}

void SearchOfRoots::run_next_here() {
    called_off_ = false;
    add(here_.run(roots_[next_], cycles_left(), steps_left(), called_off_));
}

// Ends with all roots added, or with the next one not fitting into what is left.
void SearchOfRoots::run_rest_in_threads() {
    std::vector<std::optional<FoundCycles>> found(roots_.size() - next_);
    ticket_ = 0;
    found_so_far_ = 0;
    called_off_ = false;
    const std::size_t first = next_;
    std::vector<std::exception_ptr> failures(static_cast<std::size_t>(question_.threads));
    const auto work_of = [&](std::exception_ptr& failure) {
        try {
            work(found, first);
        } catch (...) {
            failure = std::current_exception();
            called_off_ = true;
        }
    };
    {
        std::vector<std::jthread> threads;
        try {
            for (std::exception_ptr& failure : failures)
                threads.emplace_back([&] { work_of(failure); });
        } catch (const std::system_error&) {
            work_of(failures.back());  // a system that gives no further thread
        }
    }
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
    if (next_ < roots_.size()) run_next_here();
}

void SearchOfRoots::work(std::vector<std::optional<FoundCycles>>& found, std::size_t first) {
    RootSearch search(graph_, question_);
    std::int64_t most = 0;
    std::int64_t steps = 0;
    {
        const std::lock_guard lock(adding_);
        most = cycles_left();
        steps = steps_left();
    }
    while (!called_off_ && found_so_far_ < most) {
        const std::size_t mine = ticket_++;
        if (mine >= found.size()) return;
        FoundCycles made = search.run(roots_[first + mine], most, steps, called_off_);
        found_so_far_ += made.count;
        const std::lock_guard lock(adding_);
        found[mine] = std::move(made);
        while (!called_off_ && next_ < roots_.size() && found[next_ - first]) {
            std::optional<FoundCycles>& next = found[next_ - first];
            if (fits(*next))
                add(*next);
            else
                called_off_ = true;
            next.reset();
        }
    }
}

}  // namespace

FoundCycles find_cycles(const std::vector<TypedHop>& hops, int groups,
                        const CycleQuestion& question) {
    return SearchOfRoots(hops, groups, question).run();
}

}  // namespace gw
