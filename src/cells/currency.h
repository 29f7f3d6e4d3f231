// SPDX-License-Identifier: Apache-2.0
//
// The currencies of the world by their ISO 4217 codes: which codes are in use, and nothing about
// rates, signs or minor units (the book counts whole units).
#pragma once

#include <string_view>

namespace gw {

// An ISO 4217 code in capitals that is in use (funds, metals and test codes are not).
bool is_currency(std::string_view code);

}  // namespace gw
