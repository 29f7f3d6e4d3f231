// SPDX-License-Identifier: Apache-2.0
#include "text/interrupt.h"

#include <fmt/core.h>

#include <csignal>

#include "text/error.h"

namespace gw {
namespace {

// All that a handler of signals may touch.
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables)
volatile std::sig_atomic_t asked_to_stop = 0;

void note_request(int) {
    asked_to_stop = 1;
}

}  // namespace

void heed_interrupts() {
    struct sigaction action {};
    action.sa_handler = note_request;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigemptyset(&action.sa_mask);
    struct sigaction before {};
    // A job in the background of a script has it ignored, and goes on doing so.
    if (sigaction(SIGINT, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, nullptr);
}

bool interrupted() {
    return asked_to_stop != 0;
}

void stop_if_interrupted(const char* outcome) {
    if (interrupted()) throw Error(Exit::kInterrupted, fmt::format("interrupted; {}", outcome));
}

}  // namespace gw
