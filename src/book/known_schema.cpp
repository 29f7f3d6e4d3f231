// SPDX-License-Identifier: Apache-2.0
#include "book/known_schema.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "book/schema.h"
#include "book/table_scan.h"
#include "text/digest.h"
#include "text/error.h"

namespace gw {
namespace {

// Of what schema/migrations makes up to each version; known_schema_test.cpp holds them to it.
constexpr std::string_view kDigests[] = {"da32ba96233216575717fa48390ee198",
                                         "e7a46e0b767ee3f32cf3a9c8b2755056"};

// Of what is neither a view nor made by ANALYZE: type, name and text, by type and name.
class SchemaDigest {
public:
    template <class Texts>
    void add(const Texts& texts) {
        for (const std::string_view text : texts)
            digest_.add(fmt::format("{}:{}", text.size(), text));
    }
    std::string finish() { return to_hex(digest_.finish()); }

private:
    static constexpr std::size_t kBytes = 16;
    Digest digest_{kBytes};
};

// The same from the pages of the file, for which the schema need not be parsed. nullopt: they
// cannot be read so.
std::optional<std::string> scan_digest(const Db& db) {
    try {
        const std::optional<FileTables> tables = FileTables::open(db);
        if (!tables) return std::nullopt;
        std::vector<std::array<std::string_view, 3>> rows;
        for (const FileTables::Entry& entry : tables->entries())
            if (entry.type != "view" && entry.name != "sqlite_stat1" &&
                entry.name != "sqlite_stat4")
                rows.push_back({entry.type, entry.name, entry.sql});
        std::sort(rows.begin(), rows.end());
        SchemaDigest digest;
        for (const auto& row : rows)
            digest.add(row);
        return digest.finish();
    } catch (const ScanFault&) {
        return std::nullopt;
    }
}

}  // namespace

void check_schema(const Db& db, int version, const std::filesystem::path& name) {
    const auto index = static_cast<std::size_t>(version) - 1;
    if (index < std::size(kDigests) &&
        (scan_digest(db) == kDigests[index] || schema_digest(db) == kDigests[index]))
        return;
    throw Error(
        Exit::kData,
        fmt::format("{} has other tables, indexes or triggers than a book of version {} has",
                    name.string(), version),
        fmt::format("another program made or changed them; gigawatch verify -b {} names them",
                    name.string()));
}

std::string schema_digest(const Db& db) {
    SchemaDigest digest;
    Statement rows = db.prepare(schema_text("queries", "schema_to_trust"));
    while (rows.step())
        digest.add(std::array{rows.text(0), rows.text(1), rows.text(2)});
    return digest.finish();
}

}  // namespace gw
