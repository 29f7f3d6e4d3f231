// SPDX-License-Identifier: Apache-2.0
#include "text/name_table.h"

#include <rapidcheck.h>

#include <catch2/catch.hpp>
#include <map>
#include <string>

using namespace gw;

TEST_CASE("a table of names finds what was added, and nothing else") {
    CHECK(rc::check([](const std::map<std::string, bool>& names) {
        NameTable table(names.size());
        int number = 0;
        for (const auto& [name, added] : names)
            if (added) table.add(name, number++);
        number = 0;
        for (const auto& [name, added] : names)
            RC_ASSERT(table.find(name) == (added ? number++ : -1));
    }));
}
