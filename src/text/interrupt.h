// SPDX-License-Identifier: Apache-2.0
//
// Ctrl-C while something is being written: the first one asks, so that the work is rolled back and
// said to be; the second one ends the process as ever. Commands that only read do without, since
// they leave nothing behind. The request is the one global of the program: a signal handler can
// reach nothing else.
#pragma once

namespace gw {

void heed_interrupts();  // from now on; cost: one system call

bool interrupted();  // whether the user has asked since

// Throws Error kInterrupted if the user has asked; what is being done must then be undone by its
// destructors. `outcome`: "nothing was exported".
void stop_if_interrupted(const char* outcome);

}  // namespace gw
