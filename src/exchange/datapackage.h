// SPDX-License-Identifier: Apache-2.0
//
// What describes an exported book to other programs: a Frictionless data package
// (https://specs.frictionlessdata.io/tabular-data-package/) with the columns, keys and references
// of every table, all read off the catalogue. Names no day and no machine.
#pragma once

#include <string>

#include "book/catalogue.h"

namespace gw {

inline constexpr const char* kDataPackageFile = "datapackage.json";

// The text of datapackage.json beside TABLE.csv of every table.
std::string data_package(const Catalogue& catalogue);

}  // namespace gw
