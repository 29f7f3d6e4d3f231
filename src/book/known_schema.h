// SPDX-License-Identifier: Apache-2.0
//
// Whether a file's tables, indexes and triggers are those of a book of its version, by a digest of
// their texts: a hostile file could bring a trigger, an index or a generated column that does more
// than it seems to. Its views are not looked at, since no connection of ours can use them; verify
// names what differs, views too.
#pragma once

#include <filesystem>

#include "book/db.h"

namespace gw {

// Throws Error kData if they are not. `name` is the book's, for the message. About 30 us.
void check_schema(const Db& db, int version, const std::filesystem::path& name);

// What the digest must be; the texts of `db` as they are. In hexadecimal.
std::string schema_digest(const Db& db);

}  // namespace gw
