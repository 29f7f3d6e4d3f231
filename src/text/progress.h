// SPDX-License-Identifier: Apache-2.0
//
// The word to who waits: on a terminal, after a second, the seconds that a command has taken so
// far, on one line that is wiped away when there is something to say. The one place with a clock:
// it reaches no result.
#pragma once

#include <chrono>
#include <condition_variable>
#include <iosfwd>
#include <mutex>
#include <string>
#include <thread>

namespace gw {

class Progress {
public:
    // Nothing is written before `first` has passed, then a line every second. `out` outlives this.
    Progress(std::ostream& out, std::string what,
             std::chrono::milliseconds first = std::chrono::seconds(1));
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    // Wipes the line; nothing is written after this returns. May be called twice.
    void stop();

private:
    void tell(std::chrono::milliseconds first);

    std::ostream& out_;
    std::string what_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
    bool shown_ = false;
    std::thread thread_;  // the last member: it uses the others
};

}  // namespace gw
