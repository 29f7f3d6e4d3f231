// SPDX-License-Identifier: Apache-2.0
//
// A copy of a book that may be written to meanwhile: through SQLite's backup API, read back and
// checked, synced, and under its name only when all of that is done. Never overwrites.
#pragma once

#include <filesystem>

#include "book/db.h"

namespace gw {

// Throws Error kSystem if `to` exists or cannot be written, kData if the copy is damaged (as the
// book then is); leaves nothing behind.
void back_up(const Db& from, const std::filesystem::path& to);

}  // namespace gw
