// SPDX-License-Identifier: Apache-2.0
#include "text/processors.h"

#include <sched.h>

#include <catch2/catch.hpp>

TEST_CASE("processors are those on which the process may run") {
    cpu_set_t before;
    REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
    CHECK(gw::processors() == CPU_COUNT(&before));
    cpu_set_t one;
    CPU_ZERO(&one);
    int first = 0;
    while (!CPU_ISSET(first, &before))
        ++first;
    CPU_SET(first, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    CHECK(gw::processors() == 1);
    REQUIRE(sched_setaffinity(0, sizeof before, &before) == 0);
}
