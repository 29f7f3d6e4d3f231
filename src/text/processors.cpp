// SPDX-License-Identifier: Apache-2.0
#include "text/processors.h"

#include <sched.h>

#include <algorithm>

namespace gw {

int processors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    // A machine of more than 1,024 processors does not fit the set: two are enough for all we do.
    if (::sched_getaffinity(0, sizeof set, &set) != 0) return 2;
    return std::max(1, CPU_COUNT(&set));
}

}  // namespace gw
