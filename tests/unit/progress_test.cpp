// SPDX-License-Identifier: Apache-2.0
#include "text/progress.h"

#include <catch2/catch.hpp>
#include <sstream>
#include <thread>

namespace gw {
namespace {

TEST_CASE("progress: who waits long is told, and the line is wiped at the end") {
    std::ostringstream out;
    Progress progress(out, "import", std::chrono::milliseconds(0));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it need not have come to run
    progress.stop();
    const std::string said = out.str();
    if (!said.empty()) {
        CHECK(said.starts_with("\r\x1b[2Kimport: 0 s"));
        CHECK(said.ends_with("\r\x1b[2K"));
    }
    progress.stop();
    CHECK(out.str() == said);
}

TEST_CASE("progress: what is done soon says nothing") {
    std::ostringstream out;
    { Progress progress(out, "import", std::chrono::hours(1)); }
    CHECK(out.str().empty());
}

}  // namespace
}  // namespace gw
