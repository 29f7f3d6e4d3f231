// SPDX-License-Identifier: Apache-2.0
#include "book/known_schema.h"

#include <fmt/core.h>

#include <cassert>

#include "book/schema.h"
#include "text/digest.h"
#include "text/error.h"

namespace gw {
namespace {

// Of what schema/migrations makes up to each version; known_schema_test.cpp holds them to it.
constexpr std::string_view kDigests[] = {"da32ba96233216575717fa48390ee198",
                                         "e7a46e0b767ee3f32cf3a9c8b2755056"};

}  // namespace

void check_schema(const Db& db, int version, const std::filesystem::path& name) {
    const auto index = static_cast<std::size_t>(version) - 1;
    if (index < std::size(kDigests) && schema_digest(db) == kDigests[index]) return;
    throw Error(
        Exit::kData,
        fmt::format("{} has other tables, indexes or triggers than a book of version {} has",
                    name.string(), version),
        fmt::format("another program made or changed them; gigawatch verify -b {} names them",
                    name.string()));
}

std::string schema_digest(const Db& db) {
    constexpr std::size_t kBytes = 16;
    Digest digest(kBytes);
    Statement rows = db.prepare(schema_text("queries", "schema_to_trust"));
    while (rows.step())
        for (int column = 0; column < rows.columns(); ++column)
            digest.add(fmt::format("{}:{}", rows.text(column).size(), rows.text(column)));
    return to_hex(digest.finish());
}

}  // namespace gw
