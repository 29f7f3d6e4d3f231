// SPDX-License-Identifier: Apache-2.0
//
// `gigawatch help query`: the query language for people, with examples that a test runs.
#pragma once

#include <string>

namespace gw {

std::string query_help();

}  // namespace gw
