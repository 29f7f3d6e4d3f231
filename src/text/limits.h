// SPDX-License-Identifier: Apache-2.0
//
// How much the program takes of what it is given, all in one place: enough for every honest file,
// and little enough that a hostile one is refused in seconds and megabytes. What the connection to
// SQLite takes stands in book/db.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gw {

inline constexpr std::size_t kLargestText = 1 << 20;       // bytes of one text cell
inline constexpr std::size_t kLargestCell = kLargestText;  // bytes of one cell of a CSV file
inline constexpr std::size_t kLargestRecord = 4 << 20;     // bytes of one row of a CSV file
inline constexpr std::size_t kMostColumns = 256;           // of a CSV file
inline constexpr std::size_t kMostRows = 5'000'000;        // of a CSV file
inline constexpr std::uint64_t kLargestFile = 2ULL << 30;  // bytes of a file that is read
inline constexpr std::size_t kMostProblemsShown = 50;      // the others are counted

}  // namespace gw
