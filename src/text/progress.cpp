// SPDX-License-Identifier: Apache-2.0
#include "text/progress.h"

#include <fmt/core.h>

#include <ostream>
#include <system_error>
#include <utility>

namespace gw {

using Clock = std::chrono::steady_clock;

Progress::Progress(std::ostream& out, std::string what, std::chrono::milliseconds first)
    : out_(out), what_(std::move(what)) {
    try {
        thread_ = std::thread([this, first] { tell(first); });
    } catch (const std::system_error&) {
        // A system that gives no second thread: nothing is told.
    }
}

Progress::~Progress() {
    stop();
}

void Progress::stop() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    changed_.notify_one();
    thread_.join();
    if (shown_) out_ << "\r\x1b[2K" << std::flush;
}

void Progress::tell(std::chrono::milliseconds first) {
    const Clock::time_point start = Clock::now();
    std::unique_lock lock(mutex_);
    for (Clock::time_point next = start + first;; next += std::chrono::seconds(1)) {
        if (changed_.wait_until(lock, next, [this] { return stopped_; })) return;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start);
        out_ << fmt::format("\r\x1b[2K{}: {} s", what_, seconds.count()) << std::flush;
        shown_ = true;
    }
}

}  // namespace gw
