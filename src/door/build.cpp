// SPDX-License-Identifier: Apache-2.0
#include "door/build.h"

#include <fmt/core.h>

#include "book/db.h"
#include "built_with.h"
#include "text/text.h"
#include "version.h"

namespace gw {

std::string version_text() {
    std::string build = fmt::format("{}, {}, {}", kCompiler, kBuildType, kBuiltFor);
    if (!kSanitizers.empty()) build += fmt::format(", sanitizers {}", kSanitizers);
    if (!kRevision.empty()) build = fmt::format("{}, {}", kRevision, build);
    return fmt::format(
        "gigawatch {} (SQLite {})\n"
        "build: {}\n"
        "libraries: utf8proc {} (Unicode {}), fmt {}.{}.{}, {}\n",
        kVersion, sqlite_version(), build, utf8_library_version(), unicode_version(),
        FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100, kHeaderVersions);
}

}  // namespace gw
