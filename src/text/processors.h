// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gw {

// Processors that this process may run on, at least 1: fewer than the machine has where it was
// started so (taskset, a container's set), which std::thread::hardware_concurrency does not see.
int processors();

}  // namespace gw
