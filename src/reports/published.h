// SPDX-License-Identifier: Apache-2.0
//
// Rows that somebody published, to be held against the book: a CSV file with the columns amount
// and at least one of deal, payer, payee; class and bucket where they are stated; source, note and
// a currency (USD) that are passed over. A row means the legs that have all that it names.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "reports/world.h"

namespace gw {

// Deal, payer group, payee group, class and bucket as numbers; -1: not named, any.
using PublishedKey = std::array<int, 5>;

struct PublishedRow {
    PublishedKey key{-1, -1, -1, -1, -1};
    Readings amount;  // whole dollars; unknown: the cell is empty
    bool approx = false;
};

struct Published {
    std::string name;  // the file's
    std::vector<PublishedRow> rows;
};

// Parties by any spelling, rolled up to their groups. Throws Error kData with every problem of the
// file, kSystem if it cannot be read.
Published read_published(const std::filesystem::path& file, const World& world);

}  // namespace gw
