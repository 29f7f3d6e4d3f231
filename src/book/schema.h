// SPDX-License-Identifier: Apache-2.0
//
// The .sql files of schema/, embedded at build time; schema.cpp is written by
// cmake/write_schema.cmake.
#pragma once

#include <span>
#include <string_view>

namespace gw {

struct SchemaFile {
    std::string_view folder;  // "migrations", "views", "rules", "checks", "reports", "queries"
    std::string_view name;    // without .sql
    std::string_view text;
};

// Sorted by folder and name; valid for ever.
std::span<const SchemaFile> schema_files();

// The text of one file. REQUIRES: there is such a file.
std::string_view schema_text(std::string_view folder, std::string_view name);

}  // namespace gw
